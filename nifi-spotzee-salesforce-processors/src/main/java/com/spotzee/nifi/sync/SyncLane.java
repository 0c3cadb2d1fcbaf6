package com.spotzee.nifi.sync;

/** The two ways a record takes: the ordinary one, and the one of opt-outs, which goes first and follows no rules. */
public enum SyncLane {
    MAIN("main"),
    OPT_OUT("opt-out");

    private final String attributeValue;

    SyncLane(final String attributeValue) {
        this.attributeValue = attributeValue;
    }

    /** How the lane is written in the FlowFile attribute {@code sync.lane}. */
    public String attributeValue() {
        return attributeValue;
    }
}
