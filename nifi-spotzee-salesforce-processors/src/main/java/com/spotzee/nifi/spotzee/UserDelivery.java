package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Delivers people so that nobody who has opted out can be written to, not for a moment: whoever has opted out is unsubscribed, and that is
 * confirmed, before anything else of the person is sent. Spotzee counts a new user without a state as subscribed, so unknown users are created
 * without address first.
 */
public final class UserDelivery {

    private final SpotzeeClient client;
    private final List<Long> optOutSubscriptions;
    private final OptOutProperty optOutProperty;
    private final String source;
    private final LateOptOuts lateOptOuts;

    /**
     * @param source      what is being sent, the same when it is sent again; see {@link IdempotencyKey}
     * @param lateOptOuts who has opted out since it was read
     */
    public UserDelivery(final SpotzeeClient client, final Set<Long> optOutSubscriptions, final OptOutProperty optOutProperty, final String source,
                        final LateOptOuts lateOptOuts) {
        this.client = client;
        this.optOutSubscriptions = optOutSubscriptions.stream().sorted().toList();
        this.optOutProperty = optOutProperty;
        this.source = source;
        this.lateOptOuts = lateOptOuts;
    }

    /**
     * Sends people: one delivery each, in order.
     *
     * @param people at most {@link UserBatch#MOST}
     * @param chunk  which part of the source they are
     * @throws SpotzeeFailure if not all of it could be done; doing it all again is harmless
     */
    public List<Delivery> deliver(final List<Person> people, final int chunk) throws SpotzeeFailure {
        final Set<String> ids = ids(people);
        final LateOptOuts.Turn turn = lateOptOuts.turn(ids);
        try {
            final Set<String> late = lateOptOuts.among(ids);
            final Delivery[] deliveries = refusalsWithoutId(people);
            final Set<String> optedOut = optedOut(people, deliveries);
            optedOut.addAll(late);
            final Safe safe = optedOut.isEmpty() ? Safe.NOBODY : makeSafe(optedOut, chunk);
            lateOptOuts.unsubscribed(late.stream().filter(id -> !safe.refused().containsKey(id)).collect(Collectors.toSet()));
            send(people, deliveries, safe, chunk);
            ids.removeAll(optedOut);
            unsubscribeLate(people, deliveries, lateOptOuts.among(ids), chunk);
            return List.of(deliveries);
        } finally {
            turn.end();
        }
    }

    private void send(final List<Person> people, final Delivery[] deliveries, final Safe safe, final int chunk) throws SpotzeeFailure {
        final List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < deliveries.length; i++) {
            if (deliveries[i] == null && safe.refused().get(id(people.get(i))) instanceof final ItemRefusal refusal) {
                deliveries[i] = new Delivery.Refused(refusal);
            } else if (deliveries[i] == null) {
                sent.add(i);
            }
        }
        final List<UpsertOutcome> outcomes = upsert(sent.stream().map(i -> people.get(i).item()).toList(), Operation.UPSERT, chunk);
        final List<Integer> again = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            final Person person = people.get(sent.get(i));
            deliveries[sent.get(i)] = safe.delivery(person, outcomes.get(i));
            if (deliveries[sent.get(i)] instanceof Delivery.Refused(ItemRefusal refusal) && RefusedPhone.suspected(person.item(), refusal)) {
                again.add(sent.get(i));
            }
        }
        final List<UpsertOutcome> later = upsert(again.stream().map(i -> RefusedPhone.without(people.get(i).item())).toList(),
                Operation.UPSERT_WITHOUT_PHONE, chunk);
        for (int i = 0; i < later.size(); i++) {
            // refused all the same: the first reason names everything that is wrong
            if (!(later.get(i) instanceof UpsertOutcome.Refused)) {
                deliveries[again.get(i)] = new Delivery.WithoutPhone(safe.delivery(people.get(again.get(i)), later.get(i)));
            }
        }
    }

    /** Another node may have learnt of an opt-out between the question and the sending. */
    private void unsubscribeLate(final List<Person> people, final Delivery[] deliveries, final Set<String> late, final int chunk) throws SpotzeeFailure {
        final Map<String, UnsubscribeOutcome> states = states(late, Operation.UNSUBSCRIBE_LATE, chunk);
        for (int i = 0; i < deliveries.length; i++) {
            if (states.get(people.get(i).externalId().orElse("")) instanceof UnsubscribeOutcome.Refused(ItemRefusal refusal)) {
                deliveries[i] = new Delivery.Refused(refusal);
            }
        }
        lateOptOuts.unsubscribed(unsubscribed(states));
    }

    /**
     * Sends people without being told what becomes of them: one delivery each, in order. If any of them has opted out, all are delivered instead.
     */
    public List<Delivery> sendUntold(final List<Person> people, final int chunk) throws SpotzeeFailure {
        final Set<String> ids = ids(people);
        final Delivery[] deliveries = refusalsWithoutId(people);
        final LateOptOuts.Turn turn = lateOptOuts.turn(ids);
        try {
            if (optedOut(people, deliveries).isEmpty() && lateOptOuts.among(ids).isEmpty()) {
                sendUntold(people, deliveries, chunk);
                makeSafeLate(people, deliveries, lateOptOuts.among(ids), chunk);
                return List.of(deliveries);
            }
        } finally {
            turn.end();
        }
        return deliver(people, chunk);
    }

    /** Spotzee may create these people only later, as somebody who can be written to; whoever exists unsubscribed by then stays so. */
    private void makeSafeLate(final List<Person> people, final Delivery[] deliveries, final Set<String> late, final int chunk) throws SpotzeeFailure {
        if (late.isEmpty()) {
            return;
        }
        final Map<String, ItemRefusal> refused = makeSafe(late, chunk).refused();
        for (int i = 0; i < deliveries.length; i++) {
            if (refused.get(people.get(i).externalId().orElse("")) instanceof final ItemRefusal refusal) {
                deliveries[i] = new Delivery.Refused(refusal);
            }
        }
        lateOptOuts.unsubscribed(late.stream().filter(id -> !refused.containsKey(id)).collect(Collectors.toSet()));
    }

    private void sendUntold(final List<Person> people, final Delivery[] deliveries, final int chunk) throws SpotzeeFailure {
        final List<Integer> sent = IntStream.range(0, deliveries.length).filter(i -> deliveries[i] == null).boxed().toList();
        final List<Delivery> outcomes = Narrowing.ask(sent.stream().map(i -> people.get(i).item()).toList(), some -> {
            final UserBatch batch = new UserBatch(some);
            client.send(batch, IdempotencyKey.of(source, chunk, Operation.SEND, batch));
            return Collections.<Delivery>nCopies(some.size(), new Delivery.Sent());
        }, Delivery.Refused::new);
        for (int i = 0; i < outcomes.size(); i++) {
            deliveries[sent.get(i)] = outcomes.get(i);
        }
    }

    /** Only unsubscribes people: one delivery each, in order. Nobody is created. */
    public List<Delivery> unsubscribe(final List<Person> people, final int chunk) throws SpotzeeFailure {
        final Delivery[] deliveries = refusalsWithoutId(people);
        final Map<String, UnsubscribeOutcome> states = unsubscribeInTurn(ids(people), chunk);
        for (int i = 0; i < deliveries.length; i++) {
            if (deliveries[i] == null) {
                deliveries[i] = switch (states.get(id(people.get(i)))) {
                    case UnsubscribeOutcome.Unsubscribed() -> new Delivery.Unsubscribed();
                    case UnsubscribeOutcome.UnknownUser() -> new Delivery.Unknown();
                    case UnsubscribeOutcome.Refused(ItemRefusal refusal) -> new Delivery.Refused(refusal);
                };
            }
        }
        return List.of(deliveries);
    }

    private Map<String, UnsubscribeOutcome> unsubscribeInTurn(final Set<String> ids, final int chunk) throws SpotzeeFailure {
        final LateOptOuts.Turn turn = lateOptOuts.turn(ids);
        try {
            final Map<String, UnsubscribeOutcome> states = states(ids, Operation.UNSUBSCRIBE, chunk);
            lateOptOuts.unsubscribed(unsubscribed(states));
            return states;
        } finally {
            turn.end();
        }
    }

    /**
     * Only updates users whom Spotzee knows: one delivery each, in order. Nobody is created, and no subscription is touched.
     *
     * <p>People are looked up one by one, for no request of Spotzee's tells of many without changing them: lists can't be asked for external ids, and what
     * answers for a hundred people unsubscribes or creates them. The pace is kept by looking up the people of many batches at once.
     */
    public List<Delivery> mark(final List<Person> people, final int chunk) throws SpotzeeFailure {
        final Delivery[] deliveries = refusalsWithoutId(people);
        final List<Integer> known = new ArrayList<>();
        for (int i = 0; i < deliveries.length; i++) {
            if (deliveries[i] == null && client.knows(id(people.get(i)))) {
                known.add(i);
            } else if (deliveries[i] == null) {
                deliveries[i] = new Delivery.Unknown();
            }
        }
        final List<UpsertOutcome> outcomes = upsert(known.stream().map(i -> people.get(i).item()).toList(), Operation.MARK, chunk);
        for (int i = 0; i < outcomes.size(); i++) {
            deliveries[known.get(i)] = switch (outcomes.get(i)) {
                case UpsertOutcome.Imported() -> new Delivery.Marked();
                case UpsertOutcome.Updated() -> new Delivery.Marked();
                case UpsertOutcome.Refused(ItemRefusal refusal) -> new Delivery.Refused(refusal);
            };
        }
        return List.of(deliveries);
    }

    /**
     * People who have opted out, made safe.
     *
     * @param created those who were created for it
     * @param refused those who could not be made safe and must not be sent
     */
    private record Safe(Set<String> created, Map<String, ItemRefusal> refused) {
        private static final Safe NOBODY = new Safe(Set.of(), Map.of());

        Delivery delivery(final Person person, final UpsertOutcome outcome) {
            return switch (outcome) {
                case UpsertOutcome.Imported() -> new Delivery.Imported();
                case UpsertOutcome.Updated() -> created.contains(id(person)) ? new Delivery.Imported() : new Delivery.Updated();
                case UpsertOutcome.Refused(ItemRefusal refusal) -> new Delivery.Refused(refusal);
            };
        }
    }

    private Safe makeSafe(final Set<String> optedOut, final int chunk) throws SpotzeeFailure {
        final Map<String, ItemRefusal> refused = new HashMap<>();
        final List<String> unknown = new ArrayList<>();
        states(optedOut, Operation.UNSUBSCRIBE, chunk).forEach((id, state) -> {
            switch (state) {
                case UnsubscribeOutcome.Unsubscribed() -> { }
                case UnsubscribeOutcome.UnknownUser() -> unknown.add(id);
                case UnsubscribeOutcome.Refused(ItemRefusal refusal) -> refused.put(id, refusal);
            }
        });
        final Set<String> created = create(unknown, refused, chunk);
        final Set<String> present = new LinkedHashSet<>(unknown);
        present.removeAll(refused.keySet());
        for (final Map.Entry<String, UnsubscribeOutcome> state : states(present, Operation.UNSUBSCRIBE_CREATED, chunk).entrySet()) {
            switch (state.getValue()) {
                case UnsubscribeOutcome.Unsubscribed() -> { }
                case UnsubscribeOutcome.UnknownUser() -> throw new SpotzeeFailure.Unavailable(
                        "Unsubscribing new users: Spotzee does not know users yet that it has just created; they are not sent before it does", null, null);
                case UnsubscribeOutcome.Refused(ItemRefusal refusal) -> refused.put(state.getKey(), refusal);
            }
        }
        return new Safe(created, refused);
    }

    private Set<String> create(final List<String> unknown, final Map<String, ItemRefusal> refused, final int chunk) throws SpotzeeFailure {
        final List<UpsertOutcome> outcomes = upsert(unknown.stream().map(optOutProperty::unmailable).toList(), Operation.CREATE_UNMAILABLE, chunk);
        final Set<String> created = new HashSet<>();
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case UpsertOutcome.Imported() -> created.add(unknown.get(i));
                case UpsertOutcome.Updated() -> { }
                case UpsertOutcome.Refused(ItemRefusal refusal) -> refused.put(unknown.get(i), refusal);
            }
        }
        return created;
    }

    private List<UpsertOutcome> upsert(final List<ObjectNode> users, final Operation operation, final int chunk) throws SpotzeeFailure {
        return Narrowing.ask(users, some -> {
            final UserBatch batch = new UserBatch(some);
            return client.upsert(batch, IdempotencyKey.of(source, chunk, operation, batch)).items();
        }, UpsertOutcome.Refused::new);
    }

    /** The state of each person over all subscriptions that an opt-out ends: unsubscribed only if every one of them is confirmed. */
    private Map<String, UnsubscribeOutcome> states(final Set<String> ids, final Operation operation, final int chunk) throws SpotzeeFailure {
        if (!ids.isEmpty() && optOutSubscriptions.isEmpty()) {
            throw withoutSubscriptions();
        }
        final List<UnsubscribeBatch.Item> items = ids.stream()
                .flatMap(id -> optOutSubscriptions.stream().map(subscription -> new UnsubscribeBatch.Item(id, subscription))).toList();
        final Map<String, UnsubscribeOutcome> states = new HashMap<>();
        for (int from = 0; from < items.size(); from += UnsubscribeBatch.MOST) {
            final List<UnsubscribeBatch.Item> part = items.subList(from, Math.min(items.size(), from + UnsubscribeBatch.MOST));
            final List<UnsubscribeOutcome> outcomes = Narrowing.ask(part, some -> {
                final UnsubscribeBatch batch = new UnsubscribeBatch(some);
                return client.unsubscribe(batch, IdempotencyKey.of(source, chunk, operation, batch)).items();
            }, UnsubscribeOutcome.Refused::new);
            for (int i = 0; i < outcomes.size(); i++) {
                states.merge(part.get(i).externalId(), outcomes.get(i), UserDelivery::worse);
            }
        }
        return states;
    }

    /** Why people who have opted out can't be sent where no subscription is named that an opt-out ends. */
    public static SpotzeeFailure withoutSubscriptions() {
        return new SpotzeeFailure.Denied("People have opted out, but the Spotzee Project names no subscription that an opt-out ends: put the ids "
                + "into its Opt-Out Subscriptions; nothing is sent before that", null);
    }

    private static UnsubscribeOutcome worse(final UnsubscribeOutcome one, final UnsubscribeOutcome other) {
        return switch (one) {
            case UnsubscribeOutcome.Unsubscribed() -> other;
            case UnsubscribeOutcome.UnknownUser() -> other instanceof UnsubscribeOutcome.Refused ? other : one;
            case UnsubscribeOutcome.Refused refused -> refused;
        };
    }

    private static Set<String> unsubscribed(final Map<String, UnsubscribeOutcome> states) {
        return states.entrySet().stream().filter(state -> state.getValue() instanceof UnsubscribeOutcome.Unsubscribed).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> ids(final List<Person> people) {
        return people.stream().flatMap(person -> person.externalId().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> optedOut(final List<Person> people, final Delivery[] deliveries) {
        final Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < deliveries.length; i++) {
            if (deliveries[i] == null && people.get(i).optedOut()) {
                ids.add(id(people.get(i)));
            }
        }
        return ids;
    }

    private static Delivery[] refusalsWithoutId(final List<Person> people) {
        final Delivery refusal = new Delivery.Refused(new ItemRefusal(ProblemCode.PARAMETER_MISSING.wireName(),
                "not sent: external_id must be a text of 1 to 255 characters", "external_id", null));
        final Delivery[] deliveries = new Delivery[people.size()];
        Arrays.setAll(deliveries, i -> people.get(i).externalId().isPresent() ? null : refusal);
        return deliveries;
    }

    private static String id(final Person person) {
        return person.externalId().orElseThrow();
    }
}
