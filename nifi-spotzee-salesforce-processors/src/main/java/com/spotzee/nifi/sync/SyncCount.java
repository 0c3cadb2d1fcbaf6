package com.spotzee.nifi.sync;

import java.util.Collections;
import java.util.EnumSet;
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
    REFUSED("refused"),
    OPTED_OUT_KNOWN("opted_out_known"),
    OPTED_OUT_UNKNOWN("opted_out_unknown"),
    MARKED_KNOWN("marked_known"),
    MARKED_UNKNOWN("marked_unknown"),
    DROPPED_VALUES("dropped_values");

    /** The ends that a record can find: each queried record is counted in exactly one of them. */
    public static final Set<SyncCount> ENDS = Collections.unmodifiableSet(
            EnumSet.of(RECOGNISED, FILTERED, UNMAPPABLE, DEDUPLICATED, IMPORTED, UPDATED, REFUSED));

    private final String label;

    SyncCount(final String label) {
        this.label = label;
    }

    /** The name in events, ledger and, after {@code sync.count.}, in FlowFile attributes. */
    public String label() {
        return label;
    }
}
