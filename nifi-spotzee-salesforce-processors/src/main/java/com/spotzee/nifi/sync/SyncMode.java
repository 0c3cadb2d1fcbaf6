package com.spotzee.nifi.sync;

import java.util.Arrays;
import java.util.Optional;

/** Whether a sync takes everything that matches, or what changed since the last one. */
public enum SyncMode {
    FULL("full"),
    INCREMENTAL("incremental");

    private final String label;

    SyncMode(final String label) {
        this.label = label;
    }

    /** The mode written as {@code full} or {@code incremental}; case does not matter. */
    public static Optional<SyncMode> named(final String text) {
        return Arrays.stream(values()).filter(mode -> mode.label.equalsIgnoreCase(text.strip())).findFirst();
    }

    public String label() {
        return label;
    }

    /** What both requests together ask for: everything, if either does. */
    public SyncMode or(final SyncMode other) {
        return this == FULL || other == FULL ? FULL : INCREMENTAL;
    }
}
