package com.spotzee.nifi.ledger;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What became of a record: queried = the sum of all {@link #ENDS}. The others count something besides.
 */
public enum SyncCount {
    QUERIED("queried"),
    RECOGNISED("recognised"),
    FILTERED("filtered"),
    UNMAPPABLE("unmappable"),
    DEDUPLICATED("deduplicated"),
    IMPORTED("imported"),
    UPDATED("updated"),
    /** Imported or updated or refused: what is sent asynchronously does not tell. */
    SENT("sent"),
    REFUSED("refused"),
    OPTED_OUT_KNOWN("opted_out_known"),
    OPTED_OUT_UNKNOWN("opted_out_unknown"),
    MARKED_KNOWN("marked_known"),
    MARKED_UNKNOWN("marked_unknown"),
    DROPPED_VALUES("dropped_values"),
    /** Records that somebody's processors have put into a page: queried + added = the sum of all ends. */
    ADDED("added"),
    /** People of the lanes whom Spotzee refused; they are no records of the sync. */
    LANE_REFUSED("lane_refused"),
    /** Records that no step has told of. */
    UNACCOUNTED("unaccounted");

    /** The ends that a record can find: each queried record is counted in exactly one of them. */
    public static final Set<SyncCount> ENDS = Collections.unmodifiableSet(
            EnumSet.of(RECOGNISED, FILTERED, UNMAPPABLE, DEDUPLICATED, IMPORTED, UPDATED, SENT, REFUSED));

    /** Those of the ends that records find before they come to Spotzee. */
    public static final Set<SyncCount> LEFT_OUT = Collections.unmodifiableSet(EnumSet.of(RECOGNISED, FILTERED, UNMAPPABLE, DEDUPLICATED));

    /** People who were unsubscribed, and those whom Spotzee does not know. */
    public static final Set<SyncCount> OPT_OUTS = Collections.unmodifiableSet(EnumSet.of(OPTED_OUT_KNOWN, OPTED_OUT_UNKNOWN));

    /** What pages collect on their way to Spotzee. */
    public static final Set<SyncCount> ON_THE_WAY = Collections.unmodifiableSet(
            EnumSet.of(QUERIED, RECOGNISED, FILTERED, UNMAPPABLE, DEDUPLICATED, DROPPED_VALUES));

    private final String label;

    SyncCount(final String label) {
        this.label = label;
    }

    /** How many records have found their end by these numbers. */
    public static long ended(final Map<String, Long> counts) {
        return ENDS.stream().mapToLong(end -> counts.getOrDefault(end.label, 0L)).sum();
    }

    /** The name in events, ledger and, after {@code sync.count.}, in FlowFile attributes. */
    public String label() {
        return label;
    }
}
