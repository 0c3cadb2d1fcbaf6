package com.spotzee.nifi.sync;

import java.time.Instant;

/**
 * How far the opt-out lane has asked since somebody may last have been created: since the start of this node, and since a window with pages
 * has ended. Until then it need not ask for the same people again, after that it has to.
 */
public final class LaneReach {

    private String askedBy;
    private Instant upTo;
    private boolean forEverybody;

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

    /**
     * The lane has asked for all up to now.
     *
     * @param from where it began, null for everybody
     * @param next where it begins next
     */
    public void asked(final String by, final Instant from, final Instant next) {
        forEverybody = from == null || forEverybody && by.equals(askedBy);
        askedBy = by;
        upTo = next;
    }

    /** Whether it has asked at all. */
    public boolean hasAsked() {
        return askedBy != null;
    }

    /** Whether it has asked for everybody who has ever opted out. */
    public boolean coversEverybody() {
        return forEverybody;
    }

    /** Somebody may have been created whose opt-out came earlier. */
    public void forget() {
        askedBy = null;
        upTo = null;
        forEverybody = false;
    }
}
