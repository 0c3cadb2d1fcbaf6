package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Salesforce's clock, asked for now and then and counted on in between, so that it may be looked at often. This machine's clock has no part in it. */
public final class ServerClock {

    private static final Duration TRUSTED = Duration.ofHours(1);

    private final LongSupplier elapsedMillis;
    private Instant heard;
    private long heardAt;

    /** @param elapsedMillis milliseconds since some fixed moment, never going back */
    public ServerClock(final LongSupplier elapsedMillis) {
        this.elapsedMillis = elapsedMillis;
    }

    /** The time from an answer of Salesforce: one call that does not count. */
    public Instant ask(final SalesforceClient client) throws SalesforceFailure {
        heard = client.serverTime();
        heardAt = elapsedMillis.getAsLong();
        return heard;
    }

    /** The time by the last answer and what has passed since; where that is long ago it is asked for anew, if it can be. */
    public Instant now(final SalesforceClient client) throws SalesforceFailure {
        if (heard == null) {
            return ask(client);
        }
        if (passed() > TRUSTED.toMillis()) {
            try {
                return ask(client);
            } catch (final SalesforceFailure.Unavailable notNow) {
                return heard.plusMillis(passed());
            }
        }
        return heard.plusMillis(passed());
    }

    private long passed() {
        return elapsedMillis.getAsLong() - heardAt;
    }
}
