package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.spotzee.ProblemCode.Treatment;

import java.util.ArrayList;
import java.util.List;

/**
 * A request about many items whose answer has one result an item, in order.
 *
 * @param <I> an item
 * @param <O> what became of it
 */
abstract class ItemVerb<I, O> {

    private final String tried;

    /** @param tried what is tried, as the beginning of a sentence for users */
    ItemVerb(final String tried) {
        this.tried = tried;
    }

    abstract SpotzeeAnswer send(List<I> items, IdempotencyKey key, String what) throws SpotzeeFailure;

    abstract O done(JsonNode result, SpotzeeAnswer answer) throws SpotzeeFailure;

    abstract O refused(Problem problem);

    /**
     * Asks for all items. Those that Spotzee could not do at the moment, and those whose refusal comes from its memory and may have been cured since, are
     * asked for once more under a new key: the answer to the first key is remembered, and asking again under it would only repeat it.
     */
    final List<O> ask(final List<I> items, final IdempotencyKey key) throws SpotzeeFailure {
        final List<O> outcomes = new ArrayList<>(askOnce(items, key));
        final List<Integer> later = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) == null) {
                later.add(i);
            }
        }
        if (!later.isEmpty()) {
            final List<O> second = askOnce(later.stream().map(items::get).toList(), key.fresh());
            for (int i = 0; i < later.size(); i++) {
                outcomes.set(later.get(i), second.get(i));
            }
        }
        if (outcomes.contains(null)) {
            throw new SpotzeeFailure.Unavailable("%s: Spotzee could not do some of them at the moment".formatted(tried), null, null);
        }
        return List.copyOf(outcomes);
    }

    /** One outcome an item, null where it is to be asked for again. */
    private List<O> askOnce(final List<I> items, final IdempotencyKey key) throws SpotzeeFailure {
        final SpotzeeAnswer answer = send(items, key, tried);
        final JsonNode results = answer.body().path("results");
        final List<O> outcomes = new ArrayList<>(items.size());
        for (int i = 0; i < results.size(); i++) {
            final JsonNode result = results.get(i);
            if (result.path("index").asInt(i) != i) {
                throw answer.notUnderstood(tried, "with results in another order than asked");
            }
            outcomes.add(outcome(result, answer));
        }
        return outcomes;
    }

    private O outcome(final JsonNode result, final SpotzeeAnswer answer) throws SpotzeeFailure {
        if (!result.path("error").isObject()) {
            return done(result, answer);
        }
        final Problem problem = Problem.ofItem(result.path("error"), answer.requestId());
        return problem.treatment() == Treatment.ASK_LATER || answer.replayed() ? null : refused(problem);
    }
}
