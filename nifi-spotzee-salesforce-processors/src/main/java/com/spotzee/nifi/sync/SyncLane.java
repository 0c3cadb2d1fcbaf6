package com.spotzee.nifi.sync;

import java.util.Arrays;

/** The ways a record takes: the ordinary one, and those of opt-outs and of deleted records, which follow no rules. Opt-outs go first: nothing holds them up. */
public enum SyncLane {
    MAIN("main", "5"),
    OPT_OUT("opt-out", "1"),
    /** Users who are marked, because their record was deleted or has come back. */
    DELETED("deleted", "3");

    private final String attributeValue;
    private final String priority;

    SyncLane(final String attributeValue, final String priority) {
        this.attributeValue = attributeValue;
        this.priority = priority;
    }

    /** The lane that an attribute names; everything unknown takes the ordinary way. */
    public static SyncLane named(final String attributeValue) {
        return Arrays.stream(values()).filter(lane -> lane.attributeValue.equals(attributeValue)).findFirst().orElse(MAIN);
    }

    /** How the lane is written in the FlowFile attribute {@code sync.lane}. */
    public String attributeValue() {
        return attributeValue;
    }

    /** The FlowFile attribute {@code priority}: the smaller goes first. */
    public String priority() {
        return priority;
    }
}
