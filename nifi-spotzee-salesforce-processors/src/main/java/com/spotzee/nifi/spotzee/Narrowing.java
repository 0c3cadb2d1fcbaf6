package com.spotzee.nifi.spotzee;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Asks for a list of items at once and, when the whole request is refused, for its halves, until the refusal stands beside the items that
 * cause it: one bad record keeps nobody else back.
 */
final class Narrowing {

    private Narrowing() {
    }

    /**
     * A request for some of the items.
     *
     * @param <I> an item
     * @param <O> what became of it
     */
    @FunctionalInterface
    interface Request<I, O> {
        List<O> send(List<I> items) throws SpotzeeFailure;
    }

    static <I, O> List<O> ask(final List<I> items, final Request<I, O> request, final Function<ItemRefusal, O> refused) throws SpotzeeFailure {
        if (items.isEmpty()) {
            return List.of();
        }
        try {
            return request.send(items);
        } catch (final SpotzeeFailure.Refused refusal) {
            if (items.size() == 1) {
                return List.of(refused.apply(refusal.refusal()));
            }
            final List<O> outcomes = new ArrayList<>(ask(items.subList(0, items.size() / 2), request, refused));
            outcomes.addAll(ask(items.subList(items.size() / 2, items.size()), request, refused));
            return outcomes;
        }
    }
}
