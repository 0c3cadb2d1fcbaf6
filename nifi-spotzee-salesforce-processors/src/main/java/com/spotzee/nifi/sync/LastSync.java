package com.spotzee.nifi.sync;

import java.time.Instant;
import java.util.Objects;

/**
 * The last sync of an object that was delivered completely.
 *
 * @param syncId      its id
 * @param startedAt   when its window was opened, by Salesforce's clock
 * @param completedAt when it was found settled, by this machine's clock
 */
public record LastSync(String syncId, Instant startedAt, Instant completedAt) {

    public LastSync {
        Objects.requireNonNull(syncId, "syncId");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(completedAt, "completedAt");
    }
}
