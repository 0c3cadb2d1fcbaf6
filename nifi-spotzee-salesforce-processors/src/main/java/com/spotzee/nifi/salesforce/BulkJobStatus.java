package com.spotzee.nifi.salesforce;

import java.util.Objects;
import java.util.Optional;

/**
 * How far a query job is.
 *
 * @param state            its state
 * @param recordsProcessed rows found so far; all of them once it is complete
 * @param errorMessage     why it failed, fit to be shown: literals stand as '…'; empty where Salesforce says nothing
 */
public record BulkJobStatus(BulkJobState state, long recordsProcessed, String errorMessage) {

    public BulkJobStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(errorMessage, "errorMessage");
    }

    public Optional<String> error() {
        return errorMessage.isEmpty() ? Optional.empty() : Optional.of(errorMessage);
    }
}
