package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether this machine's clock agrees with Salesforce's. */
final class ClockCheck {

    /** Salesforce refuses a JWT that expires more than three minutes ahead of its own clock (Help, "OAuth 2.0 JWT Bearer Flow"). */
    private static final Duration MOST = Duration.ofMinutes(2);

    private final Instant ours;
    private final Instant theirs;
    private final SalesforceFailure failure;

    private ClockCheck(final Instant ours, final Instant theirs, final SalesforceFailure failure) {
        this.ours = ours;
        this.theirs = theirs;
        this.failure = failure;
    }

    /** Asks Salesforce for its time, in a call that does not count. */
    static ClockCheck at(final SalesforceClient client, final Instant now) {
        try {
            return new ClockCheck(now, client.serverTime(), null);
        } catch (final SalesforceFailure notNow) {
            return new ClockCheck(now, null, notNow);
        }
    }

    /** Salesforce's time; empty where it did not tell. */
    Optional<Instant> salesforceTime() {
        return Optional.ofNullable(theirs);
    }

    Verdict verdict() {
        if (theirs == null) {
            return Verdict.unknown("Salesforce did not tell its time: " + HealthChecks.ended(failure.getMessage()));
        }
        final Duration ahead = Duration.between(theirs, ours);
        if (ahead.abs().compareTo(MOST) <= 0) {
            return Verdict.passed("This machine's clock agrees with Salesforce's to within %d min.".formatted(MOST.toMinutes()));
        }
        return Verdict.failed("This machine's clock is %d s %s Salesforce's.".formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
                "Let the machine keep its time (NTP). No record is lost, because syncs go by Salesforce's clock; but the times in the log are wrong, and JWT "
                        + "logins are refused.");
    }
}
