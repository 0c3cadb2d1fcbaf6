package com.spotzee.nifi.sync;

import java.util.Arrays;
import java.util.Optional;

/** Whether a sync takes everything that matches, what changed since the last one, or of everybody those mapping rows that changed. */
public enum SyncMode {
    FULL("full"),
    INCREMENTAL("incremental"),
    /** Everybody, but only the fields of the mapping rows that are new, changed or readable again. It leaves the incremental cursor alone. */
    ROWS("rows");

    private final String label;

    SyncMode(final String label) {
        this.label = label;
    }

    /** The mode with this label; case does not matter. */
    public static Optional<SyncMode> named(final String text) {
        return Arrays.stream(values()).filter(mode -> mode.label.equalsIgnoreCase(text.strip())).findFirst();
    }

    /** The mode that a user asks for: {@code full} or {@code incremental}. */
    public static Optional<SyncMode> requested(final String text) {
        return named(text).filter(mode -> mode != ROWS);
    }

    public String label() {
        return label;
    }

    /** What both requests together ask for: everything, if either does. */
    public SyncMode or(final SyncMode other) {
        return this == FULL || other == FULL ? FULL : INCREMENTAL;
    }
}
