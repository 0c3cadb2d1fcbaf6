package com.spotzee.nifi.processors.pages;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;

/** Counts the records of a page that become no user, by reason; ids are told, values never. */
public final class LeftOutRecords {

    private long withoutId;
    private long withoutOptOut;
    private String firstWithoutOptOut;

    /** The record has no Salesforce id. */
    public void withoutId() {
        withoutId++;
    }

    /** The record does not tell whether its person has opted out. */
    public void withoutOptOut(final String id) {
        withoutOptOut++;
        if (firstWithoutOptOut == null) {
            firstWithoutOptOut = id;
        }
    }

    public long count() {
        return withoutId + withoutOptOut;
    }

    /** Tells each reason once for the page. */
    public void tell(final FlowFile page, final ComponentLog log) {
        if (withoutId > 0) {
            log.warn("{} records of {} have no Salesforce id, or one that does not fit its checksum, and were left out: select Id in the query, and leave "
                    + "upper and lower case as they are", withoutId, page);
        }
        if (withoutOptOut > 0) {
            log.warn("{} records of {} (the first is {}) were left out, because they don't tell whether the person has opted out: the connecting user may not "
                    + "see the lead or contact behind them, or they were read before the opt-out mapping was changed. Let the user see those people "
                    + "(sharing) and ask for a full sync; or choose Continue in When Opt-Out Is Unreadable, knowing what it means",
                    withoutOptOut, page, firstWithoutOptOut);
        }
    }
}
