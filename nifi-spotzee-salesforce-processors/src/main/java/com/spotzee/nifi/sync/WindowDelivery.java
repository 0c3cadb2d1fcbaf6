package com.spotzee.nifi.sync;

import java.util.Map;

/**
 * The sum of what has been delivered of a sync.
 *
 * @param pages  how many different pages
 * @param counts records by outcome, summed over those pages
 */
public record WindowDelivery(int pages, Map<String, Long> counts) {

    public WindowDelivery {
        counts = Map.copyOf(counts);
    }

    /** The sum of one count; 0 if no page named it. */
    public long count(final String name) {
        return counts.getOrDefault(name, 0L);
    }
}
