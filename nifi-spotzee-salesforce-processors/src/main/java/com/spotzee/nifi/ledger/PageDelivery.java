package com.spotzee.nifi.ledger;

import com.spotzee.nifi.sync.StepPrints;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What became of one page of a sync, or of a part of it, told when everything in it has been delivered.
 *
 * @param syncId the sync that the page belongs to
 * @param page   the page's number within the sync, from 0
 * @param counts records of the page, or of the part, by outcome, keyed by the count's name as in the log events ({@code imported}, {@code refused}, …)
 * @param dropped values that were left out, by mapping row
 * @param prints the rules and mappings that it met on its way
 * @param part   which part of the page it is, or null where it is the page
 * @param sending how long sending it took
 */
public record PageDelivery(String syncId, int page, Map<String, Long> counts, DroppedByRow dropped, StepPrints prints, PagePart part,
                           Duration sending) {

    public PageDelivery {
        Objects.requireNonNull(syncId, "syncId");
        if (page < 0) {
            throw new IllegalArgumentException("page " + page);
        }
        counts = Map.copyOf(counts);
        Objects.requireNonNull(dropped, "dropped");
        Objects.requireNonNull(prints, "prints");
        Objects.requireNonNull(sending, "sending");
    }

    /** A whole page. */
    public PageDelivery(final String syncId, final int page, final Map<String, Long> counts, final DroppedByRow dropped, final StepPrints prints) {
        this(syncId, page, counts, dropped, prints, null, Duration.ZERO);
    }

    /** A whole page that met no step which says what it worked by, and of which no value was left out. */
    public PageDelivery(final String syncId, final int page, final Map<String, Long> counts) {
        this(syncId, page, counts, DroppedByRow.NOTHING, StepPrints.NONE);
    }

    /** The same of a part of the page. */
    public PageDelivery asPart(final PagePart some) {
        return new PageDelivery(syncId, page, counts, dropped, prints, some, sending);
    }

    /** The same, which took so long to send. */
    public PageDelivery sentIn(final Duration time) {
        return new PageDelivery(syncId, page, counts, dropped, prints, part, time);
    }
}
