package com.spotzee.nifi.sync;

import java.util.Arrays;

/** The ways a record takes: the ordinary one, and those of opt-outs and of deleted records, which go first and follow no rules. */
public enum SyncLane {
    MAIN("main"),
    OPT_OUT("opt-out"),
    /** Users who are marked, because their record was deleted or has come back. */
    DELETED("deleted");

    private final String attributeValue;

    SyncLane(final String attributeValue) {
        this.attributeValue = attributeValue;
    }

    /** The lane that an attribute names; everything unknown takes the ordinary way. */
    public static SyncLane named(final String attributeValue) {
        return Arrays.stream(values()).filter(lane -> lane.attributeValue.equals(attributeValue)).findFirst().orElse(MAIN);
    }

    /** How the lane is written in the FlowFile attribute {@code sync.lane}. */
    public String attributeValue() {
        return attributeValue;
    }
}
