package com.spotzee.nifi.salesforce;

import java.util.Arrays;
import java.util.Optional;

/** The states of a query job, in their order; the last three are final. */
public enum BulkJobState {
    UPLOAD_COMPLETE("UploadComplete"),
    IN_PROGRESS("InProgress"),
    JOB_COMPLETE("JobComplete"),
    FAILED("Failed"),
    ABORTED("Aborted");

    private final String wireName;

    BulkJobState(final String wireName) {
        this.wireName = wireName;
    }

    static Optional<BulkJobState> named(final String wireName) {
        return Arrays.stream(values()).filter(state -> state.wireName.equals(wireName)).findFirst();
    }

    /** Whether nothing happens to the job any more. */
    public boolean isOver() {
        return compareTo(JOB_COMPLETE) >= 0;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
