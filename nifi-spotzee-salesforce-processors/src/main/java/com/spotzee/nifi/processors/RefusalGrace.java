package com.spotzee.nifi.processors;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a sync that is delivered stays open because lines about refused users are not known to be safe. Most of the time that is a moment; after a
 * crash it is until the page was sent again. If the node does not come back, or its queue was emptied, nobody will ever tell.
 */
final class RefusalGrace {

    static final Duration LONGEST = Duration.ofMinutes(10);

    private final LongSupplier elapsedMillis;
    private String syncId;
    private long since;

    /** @param elapsedMillis milliseconds since some fixed moment, never going back */
    RefusalGrace(final LongSupplier elapsedMillis) {
        this.elapsedMillis = elapsedMillis;
    }

    /** Whether this sync has waited long enough, from when this was asked for it first. */
    boolean over(final String sync) {
        if (!sync.equals(syncId)) {
            syncId = sync;
            since = elapsedMillis.getAsLong();
        }
        return elapsedMillis.getAsLong() - since >= LONGEST.toMillis();
    }
}
