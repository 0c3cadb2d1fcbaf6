package com.spotzee.nifi.ledger;

import com.spotzee.nifi.sync.StepPrints;

import java.time.Duration;
import java.util.Map;

/**
 * The sum of what has been delivered of a sync.
 *
 * @param pages  how many different pages, all of their records included
 * @param counts records by outcome, summed over those pages and over parts of others
 * @param dropped values that were left out of those pages, by mapping row
 * @param prints the rules and mappings that they met on their way
 * @param lanes  what the object's other lanes have delivered since the last completed sync
 * @param sending how long sending took, summed over all FlowFiles
 */
public record WindowDelivery(int pages, Map<String, Long> counts, DroppedByRow dropped, StepPrints prints, Map<String, Long> lanes,
                             Duration sending) {

    /** Nothing at all. */
    public static final WindowDelivery NOTHING = new WindowDelivery(0, Map.of());

    public WindowDelivery {
        counts = Map.copyOf(counts);
        lanes = Map.copyOf(lanes);
    }

    /** Pages of which no value was left out, by steps that did not say what they worked by. */
    public WindowDelivery(final int pages, final Map<String, Long> counts) {
        this(pages, counts, DroppedByRow.NOTHING, StepPrints.NONE, Map.of(), Duration.ZERO);
    }

    WindowDelivery withLanes(final Map<String, Long> delivered) {
        return new WindowDelivery(pages, counts, dropped, prints, delivered, sending);
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
