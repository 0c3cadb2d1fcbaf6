package com.spotzee.nifi.sandbox.salesforce.bulk;

import com.spotzee.nifi.sandbox.salesforce.store.SpooledRows;

import java.time.Instant;
import java.util.Optional;

/**
 * A query job at one moment.
 *
 * @param id           18 characters
 * @param object       what is queried
 * @param createdById  whose it is
 * @param chunkable    whether it could be cut into chunks of ids
 * @param changedAt    when its state was last changed
 * @param errorMessage why it failed
 * @param result       what it found, once it is complete
 */
public record BulkJob(String id, BulkOrder order, String object, String createdById, boolean chunkable, Instant createdAt, Instant changedAt, State state,
        Optional<String> errorMessage, Optional<SpooledRows> result) {

    /** The states of a query job. */
    public enum State {
        UPLOAD_COMPLETE("UploadComplete"), IN_PROGRESS("InProgress"), JOB_COMPLETE("JobComplete"), FAILED("Failed"), ABORTED("Aborted");

        private final String apiName;

        State(final String apiName) {
            this.apiName = apiName;
        }

        public String apiName() {
            return apiName;
        }

        /** Whether it stays so. */
        public boolean last() {
            return this == JOB_COMPLETE || this == FAILED || this == ABORTED;
        }
    }

    /** Records found so far. */
    public long numberRecordsProcessed() {
        return result.map(SpooledRows::rows).orElse(0L);
    }
}
