package com.spotzee.nifi.sync;

import java.time.Instant;
import java.util.Objects;

/**
 * How far deletions of an object are known, by Salesforce's clock.
 *
 * @param changedFrom lower end of what is asked of the recycle bin next
 * @param loggedFrom  lower end of what is asked of the {@code deleted} resource next, whole minutes
 * @param marked      whose users were marked and may be restored
 */
public record DeletionCursor(Instant changedFrom, Instant loggedFrom, MarkedRecords marked) {

    public DeletionCursor {
        Objects.requireNonNull(changedFrom, "changedFrom");
        Objects.requireNonNull(loggedFrom, "loggedFrom");
        Objects.requireNonNull(marked, "marked");
    }

    /**
     * The log has told up to {@code next}. Who was restored after it told of the deletion is shown by the bin only, so that is asked from where the log
     * began, and by name.
     *
     * @param now whose users are marked with what it has told
     */
    public DeletionCursor logTold(final Instant next, final MarkedRecords now) {
        return new DeletionCursor(loggedFrom.isBefore(changedFrom) ? loggedFrom : changedFrom, next, now);
    }

    /** The bin was asked up to {@code next}. */
    public DeletionCursor binTold(final Instant next, final MarkedRecords now) {
        return new DeletionCursor(next, loggedFrom, now);
    }

    /** Up to when all deletions are known. */
    public Instant knownUntil() {
        return loggedFrom.isBefore(changedFrom) ? loggedFrom : changedFrom;
    }
}
