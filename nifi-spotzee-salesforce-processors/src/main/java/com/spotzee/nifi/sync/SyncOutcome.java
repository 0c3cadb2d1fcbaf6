package com.spotzee.nifi.sync;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How the last attempt to sync an object ended. Texts are made for users and hold no value of a record; times are this machine's. */
public sealed interface SyncOutcome {

    Instant at();

    /** The sync; empty if it failed before it had an id. */
    Optional<String> sync();

    /**
     * All of it was delivered. Records may have been refused: {@code counts} says how many.
     *
     * @param counts as in the event {@code sync_completed}
     */
    record Completed(String syncId, Instant at, Map<String, Long> counts) implements SyncOutcome {

        public Completed {
            Objects.requireNonNull(syncId, "syncId");
            Objects.requireNonNull(at, "at");
            counts = Map.copyOf(counts);
        }

        @Override
        public Optional<String> sync() {
            return Optional.of(syncId);
        }
    }

    /**
     * It failed, and is tried again.
     *
     * @param syncId the sync, or null where it had no id yet
     * @param error  as in the event {@code sync_failed}
     */
    record Failed(String syncId, Instant at, String error) implements SyncOutcome {

        public Failed {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(error, "error");
        }

        @Override
        public Optional<String> sync() {
            return Optional.ofNullable(syncId);
        }
    }

    /**
     * It stands still, because the org's API calls run short, and goes on when there are more.
     *
     * @param syncId the sync, or null where it had no id yet
     * @param error  as in the event {@code sync_failed}
     */
    record CutShort(String syncId, Instant at, String error) implements SyncOutcome {

        public CutShort {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(error, "error");
        }

        @Override
        public Optional<String> sync() {
            return Optional.ofNullable(syncId);
        }
    }
}
