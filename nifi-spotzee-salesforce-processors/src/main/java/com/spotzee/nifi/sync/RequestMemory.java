package com.spotzee.nifi.sync;

import java.util.Objects;

/**
 * Which sync was asked for, and by which text everybody was asked for last, so that each new text asks once.
 *
 * @param waiting    the sync that was asked for and is not opened yet, or null
 * @param fullSyncBy digest of the text that stands in the request for a full sync, or null while none does
 */
public record RequestMemory(SyncMode waiting, String fullSyncBy) {

    /** Nothing was ever asked for. */
    public static final RequestMemory NONE = new RequestMemory(null, null);

    RequestMemory plus(final SyncMode mode) {
        return new RequestMemory(waiting == null ? mode : waiting.or(mode), fullSyncBy);
    }

    RequestMemory served() {
        return new RequestMemory(null, fullSyncBy);
    }

    /** The text as it stands now; whether it is a request is for the checkpoint to say. A digest of it, because people write anything. */
    RequestMemory noting(final String text) {
        return new RequestMemory(waiting, text.isBlank() ? null : PlanPrint.digest(text.strip()));
    }

    /** Whether the text is none, or the one that was noted last. */
    boolean knows(final String text) {
        return text.isBlank() || Objects.equals(fullSyncBy, PlanPrint.digest(text.strip()));
    }
}
