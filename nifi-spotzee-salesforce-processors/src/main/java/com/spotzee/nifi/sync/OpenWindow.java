package com.spotzee.nifi.sync;

import java.time.Instant;
import java.util.Objects;

/**
 * A window that has been opened and not yet settled. All times are Salesforce's, but {@code readAt}, which is this machine's.
 *
 * @param syncId    the sync's id
 * @param mode      everything, or changes only
 * @param from      lower end, included; null in a full sync
 * @param to        upper end, included: Salesforce's clock when the window was opened
 * @param nextFrom  where the next window begins: {@code to}, held back for changes that are committed late
 * @param position  how far it has been read
 * @param pages     FlowFiles emitted so far
 * @param readAt    when the last page was emitted, or null while there are more
 */
public record OpenWindow(String syncId, SyncMode mode, Instant from, Instant to, Instant nextFrom, Position position, int pages, Instant readAt) {

    public OpenWindow {
        Objects.requireNonNull(syncId, "syncId");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(nextFrom, "nextFrom");
        Objects.requireNonNull(position, "position");
    }

    /** A window of which nothing has been read. */
    public static OpenWindow opened(final String syncId, final SyncMode mode, final Instant from, final Instant to, final Instant nextFrom) {
        return new OpenWindow(syncId, mode, from, to, nextFrom, Position.START, 0, null);
    }

    /** The window after a page: {@code emitted} FlowFiles more. */
    public OpenWindow readTo(final Position newPosition, final int emitted) {
        return new OpenWindow(syncId, mode, from, to, nextFrom, newPosition, pages + emitted, null);
    }

    /** The window after its last page. */
    public OpenWindow readWhole(final int emitted, final Instant now) {
        return new OpenWindow(syncId, mode, from, to, nextFrom, position, pages + emitted, now);
    }

    public boolean isRead() {
        return readAt != null;
    }

    /**
     * How far a window has been read: it takes one statement after the other, each in the order of ids.
     *
     * @param statement number of the statement, from 0
     * @param afterId   the last id of that statement whose page was committed, or null at its beginning
     */
    public record Position(int statement, String afterId) {

        static final Position START = new Position(0, null);

        public Position nextStatement() {
            return new Position(statement + 1, null);
        }

        public Position after(final String id) {
            return new Position(statement, id);
        }
    }
}
