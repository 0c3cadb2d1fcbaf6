package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.spotzee.nifi.http.AnswerReader;
import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.HttpAnswer;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.http.RetryDecision;
import com.spotzee.nifi.http.RetryPolicy;
import com.spotzee.nifi.http.Setback;
import com.spotzee.nifi.http.Sleeper;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Requests to the org with all that belongs to one: the token, one new login and one repetition after a 401, a few repetitions of what a
 * moment cures, and the usage that every answer tells. Nothing passes that could change the org's data: {@link OneWay}.
 */
final class SalesforceCalls {

    private static final RetryPolicy RETRIES = new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final HttpExchange http;
    private final Sessions sessions;
    private final Sleeper sleeper;
    private volatile ApiUsage lastUsage;

    SalesforceCalls(final HttpExchange http, final Sessions sessions, final Sleeper sleeper) {
        this.http = http;
        this.sessions = sessions;
        this.sleeper = sleeper;
    }

    /**
     * A request.
     *
     * @param tried      what it is for, as the beginning of a sentence
     * @param make       the request for a session, without its token
     * @param repeatable whether it may be repeated after a failure: not once something of the answer was used
     * @param errors     what an error answer means, given what was tried
     */
    record Request(String tried, Function<Session, HttpCall> make, Predicate<SalesforceFailure.Unavailable> repeatable,
                   BiFunction<String, ErrorAnswer, SalesforceFailure> errors) {

        Request(final String tried, final Function<Session, HttpCall> make) {
            this(tried, make, failure -> true, ErrorClassification::of);
        }

        Request repeatableIf(final Predicate<SalesforceFailure.Unavailable> condition) {
            return new Request(tried, make, condition, errors);
        }

        Request withErrors(final BiFunction<String, ErrorAnswer, SalesforceFailure> classification) {
            return new Request(tried, make, repeatable, classification);
        }
    }

    Session session() throws SalesforceFailure {
        return sessions.current();
    }

    /** The usage that the last answer with a limit header told. */
    Optional<ApiUsage> lastUsage() {
        return Optional.ofNullable(lastUsage);
    }

    /** Sends the request, repeatedly where that helps, and returns the good answer. */
    <T> Reply.Good<T> ask(final Request request, final AnswerReader<T> reader) throws SalesforceFailure {
        return askFor(request, Reply.reader(reader));
    }

    /** The same for answers that tell in their body whether they are good. */
    <T> Reply.Good<T> askFor(final Request request, final AnswerReader<Reply<T>> reader) throws SalesforceFailure {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request, reader);
            } catch (final SalesforceFailure.Unavailable failure) {
                pauseOrGiveUp(failure, request, attempt);
            }
        }
    }

    private void pauseOrGiveUp(final SalesforceFailure.Unavailable failure, final Request request, final int attempt)
            throws SalesforceFailure.Unavailable {
        final boolean notNow = failure.reach() == SalesforceFailure.Reach.NOT_TRIED || failure.reach() == SalesforceFailure.Reach.ENDED;
        final Setback setback = notNow || !request.repeatable().test(failure) ? Setback.lasting() : Setback.passing();
        switch (RETRIES.after(setback, attempt)) {
            case RetryDecision.GiveUp() -> throw failure;
            case RetryDecision.Again(Duration pause) -> {
                try {
                    sleeper.sleep(pause);
                } catch (final InterruptedException interrupted) {
                    if (!Cancellation.current().isCancelled()) {
                        // a stop of the processor is no interrupt: the flag would break NiFi's own writing after it
                        Thread.currentThread().interrupt();
                    }
                    throw failure;
                }
            }
        }
    }

    private <T> Reply.Good<T> once(final Request request, final AnswerReader<Reply<T>> reader) throws SalesforceFailure {
        final Session session = sessions.current();
        final Reply<T> first = send(request, session, reader);
        if (first instanceof Reply.Bad<T> bad && ErrorClassification.curedByLogin(bad.error())) {
            return good(request, send(request, sessions.insteadOf(session), reader));
        }
        return good(request, first);
    }

    private static <T> Reply.Good<T> good(final Request request, final Reply<T> reply) throws SalesforceFailure {
        return switch (reply) {
            case Reply.Good<T> good -> good;
            case Reply.Bad<T> bad -> throw request.errors().apply(request.tried(), bad.error());
        };
    }

    private <T> Reply<T> send(final Request request, final Session session, final AnswerReader<Reply<T>> reader) throws SalesforceFailure {
        final HttpCall call = request.make().apply(session).with("Authorization", "Bearer " + session.accessToken().reveal());
        return exchange(request.tried(), session, call, reader);
    }

    private <T> Reply<T> exchange(final String tried, final Session session, final HttpCall call, final AnswerReader<Reply<T>> reader)
            throws SalesforceFailure {
        try {
            return http.send(OneWay.harmless(call), answer -> {
                answer.header("Sforce-Limit-Info").flatMap(LimitHeader::parse).ifPresent(usage -> counted(usage, session, answer));
                noPage(answer);
                return reader.read(answer);
            });
        } catch (final HttpFailure failure) {
            throw SalesforceFailure.Unavailable.unanswered("%s failed: %s.".formatted(tried, failure.getMessage()), failure);
        } catch (final JsonEOFException brokenOff) {
            throw unreadable("%s failed: Salesforce's answer broke off.".formatted(tried), withoutText(brokenOff));
        } catch (final BrokenOff brokenOff) {
            throw unreadable("%s failed: %s.".formatted(tried, brokenOff.getMessage()), brokenOff);
        } catch (final JsonProcessingException notJson) {
            throw unreadable("%s failed: Salesforce's answer is not the JSON it should be. If this lasts, see whether a proxy in "
                    .formatted(tried) + "between answers in its place.", withoutText(notJson));
        } catch (final IOException unexpected) {
            throw new SalesforceFailure.NotUnderstood("%s failed: %s. Is a proxy in between that answers in Salesforce's place?"
                    .formatted(tried, unexpected.getMessage()), unexpected);
        }
    }

    /** It may have been the answer to something that was done. */
    private static SalesforceFailure.Unavailable unreadable(final String message, final IOException cause) {
        return new SalesforceFailure.Unavailable(message, cause, SalesforceFailure.Reach.MAYBE_DONE);
    }

    /** Only calls that a session was good for are counted, and only their answers tell the usage. */
    private void counted(final ApiUsage usage, final Session session, final HttpAnswer answer) {
        lastUsage = usage;
        if (answer.status() != 401) {
            sessions.accepted(session);
        }
    }

    /** Maintenance and captive portals answer with success and a page for people. */
    private static void noPage(final HttpAnswer answer) throws BrokenOff {
        if (answer.successful() && answer.header("Content-Type").filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html")).isPresent()) {
            throw new BrokenOff("instead of data came a page for people: maintenance (status.salesforce.com), or a proxy in between that wants something");
        }
    }

    /** Parsers quote what they could not read, and that may be a person's data. */
    private static IOException withoutText(final JsonProcessingException failure) {
        failure.clearLocation();
        return new IOException(failure.getClass().getSimpleName() + " in the answer");
    }
}
