package com.spotzee.nifi.sync;

/**
 * What became of a record: queried = recognised + filtered + unmappable + deduplicated + imported + updated + refused. The others count
 * something besides.
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

    private final String label;

    SyncCount(final String label) {
        this.label = label;
    }

    /** The name in events, ledger and, after {@code sync.count.}, in FlowFile attributes. */
    public String label() {
        return label;
    }
}
