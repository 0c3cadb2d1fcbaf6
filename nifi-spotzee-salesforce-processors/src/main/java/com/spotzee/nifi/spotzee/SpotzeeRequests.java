package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.http.RetryDecision;
import com.spotzee.nifi.http.Setback;
import com.spotzee.nifi.spotzee.ProblemCode.Treatment;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Sends single requests: at the project's pace, patiently, and with every failure as one of {@link SpotzeeFailure}'s cases. */
final class SpotzeeRequests {

    static final String API_VERSION = "2026-04-28";

    private final SpotzeeAccess access;
    private final HttpExchange exchange;
    private final Pace pace;
    private final Patience patience;
    private final SpotzeeClock clock;

    /** @param clock told the time with every answer */
    SpotzeeRequests(final SpotzeeAccess access, final HttpExchange exchange, final Pace pace, final Patience patience, final SpotzeeClock clock) {
        this.access = access;
        this.exchange = exchange;
        this.pace = pace;
        this.patience = patience;
        this.clock = clock;
    }

    /** A successful answer to a GET. */
    SpotzeeAnswer get(final String path, final String tried) throws SpotzeeFailure {
        return lastAttempt(HttpCall.get(access.resolve(path)), tried).successful(tried);
    }

    /** A successful answer to a GET, or nothing where Spotzee itself says that there is no such thing; a 404 of anybody else is a wrong address. */
    Optional<SpotzeeAnswer> find(final String path, final String tried) throws SpotzeeFailure {
        final Attempt made = lastAttempt(HttpCall.get(access.resolve(path)), tried);
        return made.missing() ? Optional.empty() : Optional.of(made.successful(tried));
    }

    /**
     * A successful answer to a POST. A refusal that comes from the idempotency memory may have been cured since (a quota raised, a key's rights
     * changed), so it is asked for once more under a key nobody has used.
     */
    SpotzeeAnswer post(final String path, final byte[] body, final IdempotencyKey key, final String tried) throws SpotzeeFailure {
        final Attempt made = lastAttempt(postCall(path, body, key), tried);
        return made.deniedFromMemory() ? lastAttempt(postCall(path, body, key.fresh()), tried).successful(tried) : made.successful(tried);
    }

    /** Like {@link #post}, where an answer from memory proves nothing because the state may have changed since. */
    SpotzeeAnswer postAnew(final String path, final byte[] body, final IdempotencyKey key, final String tried) throws SpotzeeFailure {
        final Attempt made = lastAttempt(postCall(path, body, key), tried);
        return made.fromMemory() ? lastAttempt(postCall(path, body, key.fresh()), tried).successful(tried) : made.successful(tried);
    }

    private HttpCall postCall(final String path, final byte[] body, final IdempotencyKey key) {
        return HttpCall.json("POST", access.resolve(path), body).with("Idempotency-Key", key.value());
    }

    private Attempt lastAttempt(final HttpCall call, final String tried) throws SpotzeeFailure {
        final HttpCall signed = call.with("Authorization", "Bearer " + access.apiKey().reveal()).with("Spotzee-Version", API_VERSION);
        for (int number = 1; ; number++) {
            final Attempt made = attempt(signed, number, tried);
            switch (patience.policy().after(made.setback(), number)) {
                case RetryDecision.Again(Duration pause) -> pause(pause, tried);
                case RetryDecision.GiveUp() -> {
                    return made;
                }
            }
        }
    }

    private Attempt attempt(final HttpCall call, final int number, final String tried) throws SpotzeeFailure {
        try {
            pace.awaitTurn();
            final SpotzeeAnswer answer = exchange.send(call, SpotzeeAnswer::read);
            Optional.ofNullable(answer.date()).ifPresent(clock::heard);
            final boolean passing = !answer.successful() && answer.problem().treatment() == Treatment.ASK_LATER;
            return new Attempt(number, answer, null, passing ? patience.passing(answer.retryAfterHeader()) : Setback.lasting());
        } catch (final HttpFailure.Ended e) {
            throw ended(tried, e);
        } catch (final InterruptedException e) {
            throw ended(tried, e);
        } catch (final HttpFailure | IOException e) {
            return new Attempt(number, null, e, Setback.passing());
        }
    }

    private void pause(final Duration pause, final String tried) throws SpotzeeFailure {
        try {
            patience.sleeper().sleep(pause);
        } catch (final InterruptedException e) {
            throw ended(tried, e);
        }
    }

    private static SpotzeeFailure ended(final String tried, final Exception cause) {
        if (cause instanceof InterruptedException && !Cancellation.current().isCancelled()) {
            Thread.currentThread().interrupt();
        }
        return new SpotzeeFailure.Unavailable("%s: ended because the processor was stopped".formatted(tried), null, cause);
    }

    /** What came of one attempt: an answer, or trouble of the network; a success is as final as a lasting setback. */
    private record Attempt(int number, SpotzeeAnswer answer, Exception trouble, Setback setback) {

        private boolean fromMemory() {
            return answer != null && answer.replayed();
        }

        private boolean missing() {
            return answer != null && answer.status() == 404 && ProblemCode.RESOURCE_MISSING.wireName().equals(answer.problem().code());
        }

        private boolean deniedFromMemory() {
            return fromMemory() && !answer.successful() && answer.problem().treatment() == Treatment.CHANGE_SETTING;
        }

        private SpotzeeAnswer successful(final String tried) throws SpotzeeFailure {
            if (answer == null) {
                throw new SpotzeeFailure.Unavailable("%s: %s; tried %d times. Check the network, the proxy and the Spotzee URL if this goes on"
                        .formatted(tried, trouble.getMessage(), number), null, trouble);
            }
            if (answer.successful()) {
                return answer;
            }
            final Problem problem = answer.problem();
            final String reason = "%s: Spotzee answered %d %s: %s; %s"
                    .formatted(tried, answer.status(), problem.code(), problem.message().replaceAll("\\.$", ""), problem.advice());
            throw switch (problem.treatment()) {
                case ASK_LATER -> new SpotzeeFailure.Unavailable("%s (tried %d times)".formatted(reason, number), problem.requestId(), null);
                case CHANGE_SETTING -> new SpotzeeFailure.Denied(reason, problem.requestId());
                case REFUSED -> new SpotzeeFailure.Refused(reason, problem.requestId(), problem.refusal());
            };
        }
    }
}
