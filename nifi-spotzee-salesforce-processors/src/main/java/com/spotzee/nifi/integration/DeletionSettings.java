package com.spotzee.nifi.integration;

import java.util.Objects;
import java.util.Optional;

/**
 * What users chose about deleted records.
 *
 * @param treatment what becomes of their users
 * @param markedBy  name of the property that marks them, or null where nothing is marked
 */
public record DeletionSettings(DeletedRecords treatment, String markedBy) {

    public DeletionSettings {
        Objects.requireNonNull(treatment, "treatment");
        if (treatment == DeletedRecords.MARK) {
            Objects.requireNonNull(markedBy, "markedBy");
        }
    }

    /** Whether Salesforce is asked for deletions. */
    public boolean wanted() {
        return treatment != DeletedRecords.IGNORE;
    }

    /** The property under {@code data} that tells deleted records; empty where nothing is marked. */
    public Optional<String> property() {
        return treatment == DeletedRecords.MARK ? Optional.of(markedBy) : Optional.empty();
    }
}
