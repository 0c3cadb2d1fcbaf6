package com.spotzee.nifi.events;

/** The events of the integration log, named as in Spotzee's documentation. */
public enum EventType {
    SYNC_STARTED("sync_started"),
    SYNC_COMPLETED("sync_completed"),
    SYNC_FAILED("sync_failed"),
    RECORDS_IMPORTED("records_imported"),
    RECORDS_UPDATED("records_updated"),
    /** Beyond Spotzee's own: Salesforce can't say any more what was deleted in a stretch of time. */
    DELETIONS_UNKNOWN("deletions_unknown"),
    /** Beyond Spotzee's own: Salesforce can't say any more whose opt-outs counted for others in a stretch of time. */
    OPT_OUTS_UNKNOWN("opt_outs_unknown"),
    /** Beyond Spotzee's own: data waits in its queue because it can't be sent. */
    SENDING_HELD("sending_held"),
    /** Beyond Spotzee's own: it is sent again. */
    SENDING_RESUMED("sending_resumed"),
    HEALTH_CHECK("health_check");

    private final String label;

    EventType(final String label) {
        this.label = label;
    }

    /** The name in the event, in its attributes and in its file name. */
    public String label() {
        return label;
    }
}
