package com.spotzee.nifi.sync;

import java.io.IOException;
import java.util.Optional;

/** Remembers how each object's last sync ended, in cluster state, for health checks and status. */
public interface SyncHistory {

    /** The last completed sync of an object, by API name; empty if none ever completed. */
    Optional<LastSync> lastSync(String object) throws IOException;

    /** Notes that a sync completed. */
    void completed(String object, LastSync sync) throws IOException;

    /** How the last attempt to sync an object ended, by API name; empty if none ever ended. */
    Optional<SyncOutcome> lastOutcome(String object) throws IOException;

    /** Notes how an attempt ended. */
    void ended(String object, SyncOutcome outcome) throws IOException;
}
