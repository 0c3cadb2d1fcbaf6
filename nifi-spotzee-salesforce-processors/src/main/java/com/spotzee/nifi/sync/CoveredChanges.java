package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Up to when an object's changes are complete, by Salesforce's own word. The word is asked for at most every five minutes (SOAP API
 * Developer Guide, "Polling for Changes"); an older one holds a window back longer than needed and loses nothing.
 */
public final class CoveredChanges {

    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration STRETCH = Duration.ofMinutes(5);

    private Instant askedAt;
    private Instant covered;

    /**
     * What Salesforce said last, asked again when that is five minutes old.
     *
     * @param serverTime Salesforce's clock now
     */
    public Optional<Instant> upTo(final SalesforceClient client, final String object, final Instant serverTime) throws SalesforceFailure {
        if (isDue(serverTime)) {
            final Instant end = serverTime.truncatedTo(ChronoUnit.MINUTES);
            covered = client.latestDateCovered(object, end.minus(STRETCH), end).orElse(null);
            askedAt = serverTime;
        }
        return Optional.ofNullable(covered);
    }

    /** The same question, if it is due, beside statements in one call. The answer is to be given to {@link #heard}. */
    public Glance.Question with(final List<Glance.Statement> statements, final String object, final Instant serverTime) {
        final Instant end = serverTime.truncatedTo(ChronoUnit.MINUTES);
        return new Glance.Question(object, isDue(serverTime) ? end.minus(STRETCH) : null, end, statements);
    }

    /** Takes over what the call told. */
    public void heard(final Glance.Question asked, final Glance glance, final Instant serverTime) {
        if (asked.coveredSince() != null) {
            covered = glance.latestDateCovered().orElse(null);
            askedAt = serverTime;
        }
    }

    private boolean isDue(final Instant serverTime) {
        return askedAt == null || Duration.between(askedAt, serverTime).abs().compareTo(PAUSE) >= 0;
    }
}
