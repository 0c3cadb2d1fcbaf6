package com.spotzee.nifi.sync;

import java.time.Instant;

/**
 * How far the opt-out lane has asked since somebody may last have been created: since the start of this node, and since a window with pages
 * has ended. Until then it need not ask for the same people again, after that it has to.
 */
public final class LaneReach {

    private String askedBy;
    private Instant upTo;

    /**
     * Whether everything since the checkpoint has to be asked for.
     *
     * @param by digest of what the lane asks by
     */
    public boolean isNew(final String by) {
        return !by.equals(askedBy);
    }

    /** Where the lane begins; {@code stored} is where it does when everything has to be asked for, null for everybody. */
    public Instant from(final String by, final Instant stored) {
        return isNew(by) ? stored : upTo;
    }

    /** The lane has asked for all up to now, and begins next at the given moment. */
    public void asked(final String by, final Instant next) {
        askedBy = by;
        upTo = next;
    }

    /** Somebody may have been created whose opt-out came earlier. */
    public void forget() {
        askedBy = null;
        upTo = null;
    }
}
