package com.spotzee.nifi.ledger;

/** How the sync that a page belongs to stands, to the page. */
public enum SyncStanding {
    /** Its window is open: the page is to be sent, again if it was sent before. */
    OPEN,
    /** All of it was delivered, this page as well: NiFi stopped before its FlowFile could leave. Newer values may have been sent since. */
    COMPLETED,
    /** It was given up, or is not known any more, or has skipped the page: what the page holds is read again. */
    GIVEN_UP
}
