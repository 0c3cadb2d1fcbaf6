package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.DeletionLog;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an object's {@code deleted} resource tells, within its limits (REST API Developer Guide, "Get Deleted"; SOAP API Developer Guide, "Polling
 * for Changes"): 15 days back or less, whole minutes, a stretch of more than one minute, 600,000 ids, not more often than every five minutes.
 * A stretch that can't be told any more is named, never passed over.
 */
public final class DeletionHistory {

    private static final Duration PAUSE = Duration.ofMinutes(5);
    /** Five minutes less than 15 days, for the time that passes until Salesforce looks at its own clock. */
    private static final Duration REACH = Duration.ofDays(15).minus(Duration.ofMinutes(5));
    private static final Duration SHORTEST = Duration.ofMinutes(2);

    private Instant askedAt;
    private boolean refusalNoted;

    /**
     * A stretch of which nobody can say what was deleted in it.
     *
     * @param reason why, as part of a sentence
     */
    public record Unknown(Instant from, Instant to, String reason) {
    }

    /**
     * What was told.
     *
     * @param next    where to go on the next time
     * @param unknown stretches that will never be told
     * @param refused whether Salesforce does not tell at all
     */
    public record Told(Instant next, List<Unknown> unknown, boolean refused) {

        public Told {
            unknown = List.copyOf(unknown);
        }
    }

    /** What is asked, and whom is told. */
    public record Question(SalesforceClient client, String object, RecordConsumer consumer) {
    }

    /**
     * Asks for everything since a moment; empty if it was asked just now. The answer counts once {@link #noted} says so.
     *
     * @param from       whole minutes
     * @param serverTime Salesforce's clock now
     * @throws IOException only from the consumer
     */
    public Optional<Told> since(final Question question, final Instant from, final Instant serverTime) throws SalesforceFailure, IOException {
        final Instant end = serverTime.truncatedTo(ChronoUnit.MINUTES);
        final boolean askedJustNow = askedAt != null && Duration.between(askedAt, serverTime).abs().compareTo(PAUSE) < 0;
        if (askedJustNow || Duration.between(from, end).compareTo(PAUSE) < 0) {
            return Optional.empty();
        }
        final Asking asking = new Asking(question);
        final Instant earliest = end.minus(REACH);
        Instant start = from;
        if (from.isBefore(earliest)) {
            asking.unknown.add(new Unknown(from, earliest, "Salesforce tells deletions of the last 15 days only, and was not asked for longer than that"));
            start = earliest;
        }
        try {
            final Instant next = asking.stretch(start, end);
            // what was not answered may be asked again at once
            askedAt = serverTime;
            return Optional.of(new Told(next, asking.unknown, false));
        } catch (final SalesforceFailure.NotFound | SalesforceFailure.AccessDenied | SalesforceFailure.Refused refused) {
            askedAt = serverTime;
            return Optional.of(refused(from, end, refused));
        }
    }

    /** What was told last is safe with the user. */
    public void noted(final Told told) {
        refusalNoted = told.refused();
    }

    /** The resource can't be used at all: told once, and asked again from the same moment, in case that is cured. */
    private Told refused(final Instant from, final Instant end, final SalesforceFailure refused) {
        final Unknown unknown = new Unknown(from, end, "only what lies in the recycle bin is known, because Salesforce does not tell: "
                + refused.getMessage());
        return new Told(from, refusalNoted ? List.of() : List.of(unknown), true);
    }

    /** One round of questions. */
    private static final class Asking {

        private final Question question;
        private final List<Unknown> unknown = new ArrayList<>();

        Asking(final Question question) {
            this.question = question;
        }

        /** Asks for a stretch, or for the first part of it where it is too much at once; up to when it is told. */
        Instant stretch(final Instant start, final Instant end) throws SalesforceFailure, IOException {
            try {
                return told(start, end);
            } catch (final SalesforceFailure.Refused refused) {
                return switch (refused.code()) {
                    case "EXCEEDED_ID_LIMIT" -> firstHalf(start, end);
                    case "INVALID_REPLICATION_DATE" -> later(start, end, refused);
                    default -> throw refused;
                };
            }
        }

        private Instant told(final Instant start, final Instant end) throws SalesforceFailure, IOException {
            final DeletionLog log = question.client().deleted(question.object(), start, end, question.consumer());
            log.earliest().filter(start::isBefore).ifPresent(earliest -> unknown.add(new Unknown(start, earliest.isBefore(end) ? earliest : end,
                    "Salesforce has forgotten them already, as it does early in orgs that delete much")));
            final Instant covered = log.coveredUpTo().truncatedTo(ChronoUnit.MINUTES);
            return covered.isBefore(start) ? start : covered.isAfter(end) ? end : covered;
        }

        /** The rest comes with the next round, so that no more is ever emitted at once than Salesforce tells at once. */
        private Instant firstHalf(final Instant start, final Instant end) throws SalesforceFailure, IOException {
            final Instant middle = start.plus(Duration.between(start, end).dividedBy(2)).truncatedTo(ChronoUnit.MINUTES);
            if (Duration.between(start, middle).compareTo(SHORTEST) < 0) {
                unknown.add(new Unknown(start, end, "there are more than Salesforce can tell at once"));
                return end;
            }
            return stretch(start, middle);
        }

        /** Salesforce begins later than this: an org's log may be younger than 15 days. */
        private Instant later(final Instant start, final Instant end, final SalesforceFailure.Refused refused) throws SalesforceFailure, IOException {
            final Instant latest = end.minus(PAUSE);
            if (!start.isBefore(latest)) {
                throw refused;
            }
            unknown.add(new Unknown(start, latest, "Salesforce's log does not reach back so far"));
            return told(latest, end);
        }
    }
}
