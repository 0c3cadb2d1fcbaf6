package com.spotzee.nifi.sync;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the sync of one object is. Every part that may be missing is null inside and an {@link Optional} outside.
 *
 * @param from         lower end of the next window; null until a sync has completed
 * @param openWindow   the window at work, or null
 * @param optOutFrom   lower end of what the opt-out lane asks for next; null until it has asked for everything once
 * @param requestedMode a sync that was asked for and not yet opened, or null
 * @param seen         records already emitted that the next window may show again
 * @param nextSeen     the same for the window after the open one, being collected
 */
public record Checkpoint(Instant from, OpenWindow openWindow, Instant optOutFrom, SyncMode requestedMode, SeenRecords seen, SeenRecords nextSeen) {

    /** The checkpoint of an object that was never asked for. */
    public static final Checkpoint NONE = new Checkpoint(null, null, null, null, SeenRecords.NONE, SeenRecords.NONE);

    public Optional<OpenWindow> window() {
        return Optional.ofNullable(openWindow);
    }

    public Optional<SyncMode> request() {
        return Optional.ofNullable(requestedMode);
    }

    public Checkpoint requesting(final SyncMode mode) {
        return new Checkpoint(from, openWindow, optOutFrom, requestedMode == null ? mode : requestedMode.or(mode), seen, nextSeen);
    }

    /** The window is opened, and any request served with it. */
    public Checkpoint opening(final OpenWindow window) {
        return new Checkpoint(from, window, optOutFrom, null, seen, SeenRecords.NONE);
    }

    public Checkpoint reading(final OpenWindow window, final SeenRecords collected) {
        return new Checkpoint(from, window, optOutFrom, requestedMode, seen, collected);
    }

    /** The open window is settled: the next one begins where it says. */
    public Checkpoint settled() {
        return new Checkpoint(openWindow.nextFrom(), null, optOutFrom, requestedMode, nextSeen, SeenRecords.NONE);
    }

    /** The open window is given up: the next one reads it again, and nothing of it is recognised. */
    public Checkpoint abandoned() {
        final SyncMode again = openWindow.mode();
        return new Checkpoint(from, null, optOutFrom, requestedMode == null ? again : requestedMode.or(again), SeenRecords.NONE, SeenRecords.NONE);
    }

    public Checkpoint optOutsAskedUpTo(final Instant next) {
        return new Checkpoint(from, openWindow, next, requestedMode, seen, nextSeen);
    }
}
