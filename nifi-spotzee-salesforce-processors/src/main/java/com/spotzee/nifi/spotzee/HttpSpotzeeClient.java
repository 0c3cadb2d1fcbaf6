package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.spotzee.SpotzeeRequests.Change;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Spotzee's client API over HTTP. One client serves all threads that send to a project. */
public final class HttpSpotzeeClient implements SpotzeeClient {

    private static final Duration SUBSCRIPTIONS_KNOWN_FOR = Duration.ofMinutes(1);

    private final SpotzeeRequests requests;
    private final SpotzeeClock spotzeeClock;
    private final FirstAttempts firstAttempts = new FirstAttempts();
    private final InstantSource clock;
    private volatile KnownSubscriptions known = new KnownSubscriptions(Set.of(), Instant.MIN);

    public HttpSpotzeeClient(final SpotzeeAccess access, final HttpExchange exchange, final Pace pace) {
        this(access, exchange, pace, Patience.usual());
    }

    /** A client that gives up within seconds, for a person who waits for the answer. */
    public static HttpSpotzeeClient forVerification(final SpotzeeAccess access, final HttpExchange exchange) {
        return new HttpSpotzeeClient(access, exchange, new Pace(PaceLimits.DOCUMENTED), Patience.brief());
    }

    HttpSpotzeeClient(final SpotzeeAccess access, final HttpExchange exchange, final Pace pace, final Patience patience) {
        this(access, exchange, pace, patience, new SpotzeeClock(System::nanoTime));
    }

    HttpSpotzeeClient(final SpotzeeAccess access, final HttpExchange exchange, final Pace pace, final Patience patience, final SpotzeeClock spotzeeClock) {
        this.requests = new SpotzeeRequests(access, exchange, pace, patience, spotzeeClock);
        this.clock = patience.clock();
        this.spotzeeClock = spotzeeClock;
    }

    @Override
    public SpotzeeIdentity me() throws SpotzeeFailure {
        final String tried = "Asking which project the key belongs to";
        final SpotzeeAnswer answer = requests.get("/me", tried);
        if (!answer.body().path("id").canConvertToLong()) {
            throw answer.notUnderstood(tried, "without a project id");
        }
        return new SpotzeeIdentity(answer.body().path("id").longValue(), answer.body().path("name").asText(""));
    }

    @Override
    public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
        final long firstAttempt = firstAttempts.of(key, spotzeeClock.elapsed());
        final UpsertOutcomes outcomes = new UpsertOutcomes(new Upsert(users, firstAttempt).ask(users.users(), key));
        firstAttempts.done(key);
        return outcomes;
    }

    @Override
    public void send(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
        requests.change(new Change("PATCH", "/users", users.json(users.users()), 0, "Sending %d users".formatted(users.users().size())), key);
    }

    @Override
    public boolean knows(final String externalId) throws SpotzeeFailure {
        final String tried = "Looking a user up";
        // a blank in a path is %20, and only in a query a plus
        final String id = URLEncoder.encode(externalId, StandardCharsets.UTF_8).replace("+", "%20");
        final Optional<SpotzeeAnswer> answer = requests.find("/users/" + id, tried);
        if (answer.isPresent() && !externalId.equals(Wire.text(answer.get().body(), "external_id"))) {
            throw answer.get().notUnderstood(tried, "with another user");
        }
        return answer.isPresent();
    }

    @Override
    public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
        final List<UnsubscribeOutcome> outcomes = new Unsubscribe(people.items().size()).ask(people.items(), key);
        // an unknown subscription is reported like an unknown user, and taking one for the other would lose an opt-out
        if (outcomes.stream().anyMatch(UnsubscribeOutcome.UnknownUser.class::isInstance)) {
            requireSubscriptions(people.items().stream().map(UnsubscribeBatch.Item::subscriptionId).collect(Collectors.toSet()));
        }
        return new UnsubscribeOutcomes(outcomes);
    }

    @Override
    public List<Subscription> subscriptions() throws SpotzeeFailure {
        final String tried = "Listing the project's subscriptions";
        final List<Subscription> subscriptions = new ArrayList<>();
        String path = "/subscriptions?limit=100";
        while (path != null) {
            final SpotzeeAnswer answer = requests.get(path, tried);
            final JsonNode results = answer.body().path("results");
            if (!results.isArray()) {
                throw answer.notUnderstood(tried, "without a list of results");
            }
            results.forEach(result -> subscriptions.add(new Subscription(result.path("id").asLong(), result.path("name").asText(""),
                    result.path("channel").asText(""))));
            final String next = Wire.text(answer.body(), "nextCursor");
            // a page without entries ends the list, whatever its cursor says
            path = next == null || results.isEmpty() ? null : "/subscriptions?limit=100&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
        return List.copyOf(subscriptions);
    }

    private void requireSubscriptions(final Set<Long> wanted) throws SpotzeeFailure {
        if (!known.ids().containsAll(wanted) || clock.instant().isAfter(known.until())) {
            known = new KnownSubscriptions(subscriptions().stream().map(Subscription::id).collect(Collectors.toUnmodifiableSet()),
                    clock.instant().plus(SUBSCRIPTIONS_KNOWN_FOR));
        }
        final Set<Long> present = known.ids();
        final List<Long> missing = wanted.stream().filter(id -> !present.contains(id)).sorted().toList();
        if (!missing.isEmpty()) {
            throw new SpotzeeFailure.Denied("Unsubscribing people: the project has no subscription %s; correct Opt-Out Subscriptions of the Spotzee Project"
                    .formatted(missing), null);
        }
    }

    private record KnownSubscriptions(Set<Long> ids, Instant until) {
    }

    /** {@code POST /users/batch}. */
    private final class Upsert extends ItemVerb<ObjectNode, UpsertOutcome> {

        private final UserBatch batch;
        private final long firstAttempt;

        private Upsert(final UserBatch batch, final long firstAttempt) {
            super("Sending %d users".formatted(batch.users().size()));
            this.batch = batch;
            this.firstAttempt = firstAttempt;
        }

        @Override
        SpotzeeAnswer send(final List<ObjectNode> items, final IdempotencyKey key, final String what) throws SpotzeeFailure {
            return requests.change(new Change("POST", "/users/batch", batch.json(items), items.size(), what), key);
        }

        @Override
        UpsertOutcome done(final JsonNode result, final SpotzeeAnswer answer) throws SpotzeeFailure {
            final String created = Wire.text(result.path("user"), "created_at");
            if (created == null) {
                throw answer.notUnderstood("Sending users", "with a result that is neither a user nor an error");
            }
            final boolean unchanged = created.equals(Wire.text(result.path("user"), "updated_at"));
            return unchanged && createdByUs(created, answer) ? new UpsertOutcome.Imported() : new UpsertOutcome.Updated();
        }

        /** Spotzee does not say outright who was created: it is who was created no earlier than our first attempt, by Spotzee's clock. */
        private boolean createdByUs(final String created, final SpotzeeAnswer answer) {
            final Optional<Instant> reached = spotzeeClock.reachedAt(firstAttempt);
            if (answer.date() == null || reached.isEmpty()) {
                return true;
            }
            // no clock is later than the answer's own date, and stamps may be whole seconds
            final Instant earliest = (reached.get().isBefore(answer.date()) ? reached.get() : answer.date()).truncatedTo(ChronoUnit.SECONDS);
            return Wire.instant(created).filter(earliest::isAfter).isEmpty();
        }

        @Override
        UpsertOutcome refused(final Problem problem) {
            return new UpsertOutcome.Refused(problem.refusal());
        }
    }

    /** {@code POST /subscriptions/batch} with state 0. */
    private final class Unsubscribe extends ItemVerb<UnsubscribeBatch.Item, UnsubscribeOutcome> {

        private Unsubscribe(final int count) {
            super("Unsubscribing people from %d subscriptions".formatted(count));
        }

        @Override
        SpotzeeAnswer send(final List<UnsubscribeBatch.Item> items, final IdempotencyKey key, final String what) throws SpotzeeFailure {
            return requests.changeAnew(new Change("POST", "/subscriptions/batch", new UnsubscribeBatch(items).json(), items.size(), what), key);
        }

        @Override
        UnsubscribeOutcome done(final JsonNode result, final SpotzeeAnswer answer) throws SpotzeeFailure {
            if (!result.path("state").isInt() || result.path("state").intValue() != 0) {
                throw answer.notUnderstood("Unsubscribing people", "without confirming the state 0");
            }
            return new UnsubscribeOutcome.Unsubscribed();
        }

        @Override
        UnsubscribeOutcome refused(final Problem problem) {
            return ProblemCode.RESOURCE_MISSING.wireName().equals(problem.code())
                    ? new UnsubscribeOutcome.UnknownUser() : new UnsubscribeOutcome.Refused(problem.refusal());
        }
    }
}
