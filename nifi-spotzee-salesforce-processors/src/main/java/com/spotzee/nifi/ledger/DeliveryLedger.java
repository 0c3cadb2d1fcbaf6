package com.spotzee.nifi.ledger;

import com.spotzee.nifi.sync.OpenWindow;

import java.io.IOException;
import java.util.Optional;

/**
 * The account of the open windows: which of their pages have been delivered, and what became of the records. It is kept in cluster
 * state, so the query on one node and the senders on all of them see the same.
 */
public interface DeliveryLedger {

    /**
     * Starts the account of a sync; one that exists already stays as it is. The accounts of other syncs of the same object are closed,
     * for only one window of an object is open at a time.
     */
    void open(String syncId) throws IOException;

    /**
     * Enters a page. A page entered a second time changes nothing, so a FlowFile that is sent again after a crash is counted once.
     *
     * @return false if the sync's account is closed, or the page's number was skipped: what it holds is read again
     */
    boolean settle(PageDelivery delivery) throws IOException;

    /** What has been delivered of a sync so far; empty if there is no open account of it. */
    Optional<WindowDelivery> delivered(String syncId) throws IOException;

    /**
     * Notes how far a window has been read, for those who ask what is {@link #underWay}, and which page numbers it has skipped: what was entered of them
     * does not count any more. Nothing happens without an account of it.
     */
    void readSoFar(OpenWindow window) throws IOException;

    /** The sync of an object, by API name, that is being read or delivered now. */
    Optional<SyncUnderWay> underWay(String object) throws IOException;

    /** How the sync of a page stands, to the page; a completed one is remembered while not many have come after it. */
    SyncStanding standing(String syncId, int page) throws IOException;

    /**
     * Enters a page of a lane, which has no account of its own: its numbers are told with the next sync of the object that completes. A page entered a
     * second time changes nothing.
     */
    void settleLane(PageDelivery delivery) throws IOException;

    /**
     * Ends the account of a sync that was delivered completely.
     *
     * @param told what people were told of it, so that the lanes' numbers are not told again
     */
    void complete(String syncId, WindowDelivery told) throws IOException;

    /** Ends the account of a sync that is given up. */
    void close(String syncId) throws IOException;
}
