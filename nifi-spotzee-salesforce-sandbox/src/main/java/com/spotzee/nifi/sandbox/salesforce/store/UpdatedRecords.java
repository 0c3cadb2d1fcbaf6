package com.spotzee.nifi.sandbox.salesforce.store;

import java.time.Instant;
import java.util.List;

/** What the {@code updated} resource answers: ids whose SystemModstamp lies in the span, and up to when that is complete. */
public record UpdatedRecords(List<String> ids, Instant latestDateCovered) {
    /** Copies the list. */
    public UpdatedRecords {
        ids = List.copyOf(ids);
    }
}
