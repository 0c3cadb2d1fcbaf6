package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends single requests: at the project's pace, resting together with all others after a setback, and with every failure as one of
 * {@link SpotzeeFailure}'s cases.
 */
final class SpotzeeRequests {

    static final String API_VERSION = "2026-04-28";

    private final SpotzeeAccess access;
    private final HttpExchange exchange;
    private final Pace pace;
    private final Patience patience;
    private final SpotzeeClock clock;
    private final SharedRest shared;

    /** @param clock told the time with every answer */
    SpotzeeRequests(final SpotzeeAccess access, final HttpExchange exchange, final Pace pace, final Patience patience, final SpotzeeClock clock) {
        this.access = access;
        this.exchange = exchange;
        this.pace = pace;
        this.patience = patience;
        this.clock = clock;
        this.shared = new SharedRest(patience, clock::elapsed);
    }

    /**
     * Something to be done under an idempotency key.
     *
     * @param method POST or PATCH
     * @param items  how many results the answer must have; none where it has no body
     * @param tried  what it tries, as the beginning of a sentence for users
     */
    record Change(String method, String path, byte[] body, int items, String tried) {

        /** What is odd about a successful answer, as the end of a sentence; null if nothing is. */
        private String unclear(final SpotzeeAnswer answer) {
            final JsonNode results = answer.body().path("results");
            if (items == 0 ? answer.status() == 204 : results.isArray() && results.size() == items) {
                return null;
            }
            return items == 0 ? "with something else than an empty answer" : "without one result for each item";
        }
    }

    /** A successful answer to a GET. It does not wait for what others have met, so that health checks see how things are now. */
    SpotzeeAnswer get(final String path, final String tried) throws SpotzeeFailure {
        return successful(lastAttempt(HttpCall.get(access.resolve(path)), new SharedRest(patience, clock::elapsed), tried, SpotzeeRequests::noJson), tried);
    }

    /** A successful answer to a GET, or nothing where Spotzee itself says that there is no such thing. */
    Optional<SpotzeeAnswer> find(final String path, final String tried) throws SpotzeeFailure {
        final Attempt made = lastAttempt(HttpCall.get(access.resolve(path)), shared, tried, SpotzeeRequests::noJson);
        return made.missing() ? Optional.empty() : Optional.of(successful(made, tried));
    }

    /**
     * The successful answer to a change. A refusal that comes from the idempotency memory may have been cured since (a quota raised, a key's rights
     * changed, a user corrected), so it is asked for once more under a key nobody has used.
     */
    SpotzeeAnswer change(final Change change, final IdempotencyKey key) throws SpotzeeFailure {
        final Attempt made = lastAttempt(change, key);
        return successful(made.refusedFromMemory() ? lastAttempt(change, key.fresh()) : made, change.tried());
    }

    /** Like {@link #change}, where an answer from memory proves nothing because the state may have changed since. */
    SpotzeeAnswer changeAnew(final Change change, final IdempotencyKey key) throws SpotzeeFailure {
        final Attempt made = lastAttempt(change, key);
        return successful(made.fromMemory() ? lastAttempt(change, key.fresh()) : made, change.tried());
    }

    private Attempt lastAttempt(final Change change, final IdempotencyKey key) throws SpotzeeFailure {
        final HttpCall call = HttpCall.json(change.method(), access.resolve(change.path()), change.body()).with("Idempotency-Key", key.value());
        return lastAttempt(call, shared, change.tried(), change::unclear);
    }

    private Attempt lastAttempt(final HttpCall call, final SharedRest rest, final String tried, final Function<SpotzeeAnswer, String> unclear)
            throws SpotzeeFailure {
        final HttpCall signed = call.with("Authorization", "Bearer " + access.apiKey().reveal()).with("Spotzee-Version", API_VERSION);
        for (int number = 1; ; number++) {
            final Attempt made = attempt(signed, rest, tried, unclear);
            final Optional<SpotzeeFailure> failure = made.failure(tried);
            if (failure.isEmpty() || !(failure.get() instanceof SpotzeeFailure.Unavailable) || number >= patience.policy().attempts()) {
                return made;
            }
            if (made.inProgress()) {
                pause(patience.asked(made.answer()).plus(patience.jitter()), tried);
            }
        }
    }

    private Attempt attempt(final HttpCall call, final SharedRest rest, final String tried, final Function<SpotzeeAnswer, String> unclear)
            throws SpotzeeFailure {
        final SharedRest.Turn turn = turn(rest, tried);
        boolean noted = false;
        try {
            final Attempt made = sentInTurn(call, tried, unclear);
            note(made.failure(tried).filter(failure -> !(lookup(call) && made.missing())), made, rest, turn);
            noted = true;
            return made;
        } finally {
            if (!noted) {
                rest.abandon(turn);
            }
        }
    }

    /** Who has waited for the pace may have to rest meanwhile, and who has rested must keep the pace. */
    private SharedRest.Turn turn(final SharedRest rest, final String tried) throws SpotzeeFailure {
        try {
            SharedRest.Turn turn = paced(rest);
            while (!rest.holds(turn)) {
                pace.answered();
                turn = paced(rest);
            }
            return turn;
        } catch (final InterruptedException e) {
            throw ended(tried, e);
        }
    }

    private SharedRest.Turn paced(final SharedRest rest) throws InterruptedException, SpotzeeFailure {
        final SharedRest.Turn turn = rest.await();
        try {
            pace.awaitTurn();
            return turn;
        } catch (final InterruptedException e) {
            rest.abandon(turn);
            throw e;
        }
    }

    private Attempt sentInTurn(final HttpCall call, final String tried, final Function<SpotzeeAnswer, String> unclear) throws SpotzeeFailure {
        final Arrival arrival = new Arrival();
        try {
            return sent(call, tried, unclear, arrival);
        } finally {
            arrival.isCertain();
        }
    }

    private Attempt sent(final HttpCall call, final String tried, final Function<SpotzeeAnswer, String> unclear, final Arrival arrival)
            throws SpotzeeFailure {
        try {
            final SpotzeeAnswer answer = exchange.send(call, begun -> {
                arrival.isCertain();
                return SpotzeeAnswer.read(begun);
            });
            Optional.ofNullable(answer.date()).ifPresent(clock::heard);
            return new Attempt(answer, null, answer.successful() ? unclear.apply(answer) : null);
        } catch (final HttpFailure.Ended e) {
            throw ended(tried, e);
        } catch (final HttpFailure | IOException e) {
            return new Attempt(null, e, null);
        }
    }

    /** Tells the pace once, and as early as can be, that a request arrives no more: its answer has begun, or there will be none. */
    private final class Arrival {

        private boolean told;

        void isCertain() {
            if (!told) {
                told = true;
                pace.answered();
            }
        }
    }

    private void note(final Optional<SpotzeeFailure> failure, final Attempt made, final SharedRest rest, final SharedRest.Turn turn) {
        switch (failure.orElse(null)) {
            case null -> rest.over(turn);
            case SpotzeeFailure.Refused refused -> rest.over(turn);
            // both are about this request alone: another is still at it, and what was true yesterday
            case SpotzeeFailure.Unavailable passing when made.inProgress() -> rest.over(turn);
            case SpotzeeFailure.Denied denied when made.fromMemory() -> rest.over(turn);
            case SpotzeeFailure.Unavailable passing -> rest.trouble(turn, passing, patience.asked(made.answer()), false);
            case SpotzeeFailure.Denied denied -> rest.trouble(turn, denied, Duration.ZERO, true);
            case SpotzeeFailure.NotUnderstood unclear -> rest.trouble(turn, unclear, Duration.ZERO, true);
        }
    }

    private static boolean lookup(final HttpCall call) {
        return "GET".equals(call.method());
    }

    private void pause(final Duration pause, final String tried) throws SpotzeeFailure {
        try {
            patience.sleeper().sleep(pause);
        } catch (final InterruptedException e) {
            throw ended(tried, e);
        }
    }

    private static SpotzeeAnswer successful(final Attempt made, final String tried) throws SpotzeeFailure {
        final Optional<SpotzeeFailure> failure = made.failure(tried);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return made.answer();
    }

    private static String noJson(final SpotzeeAnswer answer) {
        return answer.body().isObject() ? null : "not with a JSON object";
    }

    private static SpotzeeFailure ended(final String tried, final Exception cause) {
        if (cause instanceof InterruptedException && !Cancellation.current().isCancelled()) {
            Thread.currentThread().interrupt();
        }
        return new SpotzeeFailure.Unavailable("%s: ended because the processor was stopped".formatted(tried), null, cause);
    }
}
