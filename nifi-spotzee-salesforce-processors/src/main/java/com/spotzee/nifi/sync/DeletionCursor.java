package com.spotzee.nifi.sync;

import java.time.Instant;
import java.util.Objects;

/**
 * How far deletions of an object are known, by Salesforce's clock.
 *
 * @param changedFrom lower end of what is asked of the recycle bin next
 * @param loggedFrom  lower end of what is asked of the {@code deleted} resource next, whole minutes
 */
public record DeletionCursor(Instant changedFrom, Instant loggedFrom) {

    public DeletionCursor {
        Objects.requireNonNull(changedFrom, "changedFrom");
        Objects.requireNonNull(loggedFrom, "loggedFrom");
    }
}
