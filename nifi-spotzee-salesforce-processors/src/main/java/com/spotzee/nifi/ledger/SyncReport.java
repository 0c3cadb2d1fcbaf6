package com.spotzee.nifi.ledger;

import com.spotzee.nifi.sync.OpenWindow;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people are told of a sync at its end: where each of its records is, and how long it took. Queried and added records are together as many as
 * recognised, filtered, unmappable, deduplicated, imported, updated, refused and unaccounted ones.
 *
 * @param counts   the numbers by name
 * @param querying from the opening of the window until its last page was read
 * @param waiting  from there until now
 * @param sending  the time that sending took, summed over all FlowFiles; it overlaps with the others
 */
public record SyncReport(Map<String, Long> counts, Duration querying, Duration waiting, Duration sending) {

    public SyncReport {
        counts = Map.copyOf(counts);
    }

    /**
     * The report of a window.
     *
     * @param now Salesforce's time
     */
    public SyncReport(final Map<String, Long> counts, final OpenWindow window, final Duration sending, final Instant now) {
        this(counts, between(window.to(), window.isRead() ? window.readAt() : now), between(window.isRead() ? window.readAt() : now, now), sending);
    }

    /** Salesforce tells the time by whole seconds, so a moment that is heard may be a little before one that was reckoned from the last. */
    private static Duration between(final Instant begin, final Instant end) {
        return end.isBefore(begin) ? Duration.ZERO : Duration.between(begin, end);
    }

    /**
     * The numbers of a window.
     *
     * @param accounted whether account was kept of what became of its pages
     */
    public static Map<String, Long> counts(final OpenWindow window, final WindowDelivery delivery, final boolean accounted) {
        final Map<String, Long> counts = new TreeMap<>(delivery.counts());
        SyncCount.ENDS.forEach(end -> counts.putIfAbsent(end.label(), 0L));
        SyncCount.OPT_OUTS.forEach(known -> counts.putIfAbsent(known.label(), 0L));
        counts.putIfAbsent(SyncCount.DROPPED_VALUES.label(), 0L);
        final long added = delivery.count(SyncCount.ADDED.label());
        // a sync that an older version began may have counted a page that was read again in another size
        final long queried = Math.max(window.records(), delivery.records() - added);
        counts.put(SyncCount.QUERIED.label(), queried);
        if (accounted) {
            counts.put(SyncCount.UNACCOUNTED.label(), queried + added - delivery.records());
        }
        return Numbers.sum(counts, delivery.lanes());
    }

    public Duration total() {
        return querying.plus(waiting);
    }
}
