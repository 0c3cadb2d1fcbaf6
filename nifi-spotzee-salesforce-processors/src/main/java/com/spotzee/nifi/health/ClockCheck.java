package com.spotzee.nifi.health;

import com.spotzee.nifi.health.HealthFinding.Verdict;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Whether this machine's clock agrees with Salesforce's. It costs a request that Salesforce does not count. */
final class ClockCheck {

    /** Salesforce refuses a JWT that expires more than three minutes ahead of its own clock (Help, "OAuth 2.0 JWT Bearer Flow"). */
    private static final Duration MOST = Duration.ofMinutes(2);

    private final SalesforceClient client;
    private final InstantSource clock;

    ClockCheck(final SalesforceClient client, final InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    Verdict verdict() {
        final Instant theirs;
        try {
            theirs = client.serverTime();
        } catch (final SalesforceFailure notNow) {
            return Verdict.unknown("Salesforce did not tell its time: " + HealthChecks.ended(notNow.getMessage()));
        }
        final Duration ahead = Duration.between(theirs, clock.instant());
        if (ahead.abs().compareTo(MOST) <= 0) {
            return Verdict.passed("This machine's clock agrees with Salesforce's to within %d min.".formatted(MOST.toMinutes()));
        }
        return Verdict.failed("This machine's clock is %d s %s Salesforce's.".formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
                "Let the machine keep its time (NTP). No record is lost, because syncs go by Salesforce's clock; but the times in the log are wrong, and JWT "
                        + "logins are refused.");
    }
}
