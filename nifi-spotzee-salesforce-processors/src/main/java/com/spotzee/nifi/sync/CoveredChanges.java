package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        if (askedAt == null || Duration.between(askedAt, serverTime).abs().compareTo(PAUSE) >= 0) {
            final Instant end = serverTime.truncatedTo(ChronoUnit.MINUTES);
            covered = client.latestDateCovered(object, end.minus(STRETCH), end).orElse(null);
            askedAt = serverTime;
        }
        return Optional.ofNullable(covered);
    }
}
