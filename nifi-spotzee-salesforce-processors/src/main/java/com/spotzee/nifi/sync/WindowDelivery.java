package com.spotzee.nifi.sync;

import java.util.Map;

/**
 * The sum of what has been delivered of a sync.
 *
 * @param pages  how many different pages
 * @param counts records by outcome, summed over those pages
 * @param dropped values that were left out of those pages, by mapping row
 * @param prints the rules and mappings that they met on their way
 */
public record WindowDelivery(int pages, Map<String, Long> counts, DroppedByRow dropped, StepPrints prints) {

    /** Nothing at all. */
    public static final WindowDelivery NOTHING = new WindowDelivery(0, Map.of());

    public WindowDelivery {
        counts = Map.copyOf(counts);
    }

    /** Pages of which no value was left out, by steps that did not say what they worked by. */
    public WindowDelivery(final int pages, final Map<String, Long> counts) {
        this(pages, counts, DroppedByRow.NOTHING, StepPrints.NONE);
    }

    /** The sum of one count; 0 if no page named it. */
    public long count(final String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** How many records have found their end. */
    public long records() {
        return SyncCount.ended(counts);
    }
}
