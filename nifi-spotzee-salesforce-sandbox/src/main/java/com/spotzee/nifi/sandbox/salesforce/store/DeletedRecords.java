package com.spotzee.nifi.sandbox.salesforce.store;

import java.time.Instant;
import java.util.List;

/** What the {@code deleted} resource answers. */
public record DeletedRecords(List<Deletion> deletions, Instant earliestDateAvailable, Instant latestDateCovered) {
    /** Copies the list. */
    public DeletedRecords {
        deletions = List.copyOf(deletions);
    }

    /** One deleted record. */
    public record Deletion(String id, Instant deletedDate) {
    }
}
