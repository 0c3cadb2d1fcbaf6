package com.spotzee.nifi.services;

/**
 * Roughly how many API calls a full sync of one object takes. Which API reads, and how often a job is asked for, is the query's business.
 *
 * @param matching  records that are read
 * @param optedOut  records that the opt-out lane reads besides, 0 where there is no such lane
 * @param described objects that are described
 */
record FullSyncCost(long matching, long optedOut, int described) {

    /** Query options, "batchSize": the most records of a page, and the default. */
    private static final long REST_PAGE = 2_000;
    /** What QuerySalesforceIncremental asks of a job's result at a time. */
    private static final long BULK_PAGE = 10_000;
    /** The job is created, looked at and deleted. */
    private static final long JOB = 3;
    /** How far the object's changes are complete. */
    private static final long COVERED = 1;

    long byRest() {
        return around() + pages(matching, REST_PAGE);
    }

    long byBulk() {
        return around() + JOB + pages(matching, BULK_PAGE);
    }

    String sentence() {
        return ("A full sync takes about %d API calls by REST, more if Salesforce makes its pages smaller than %d records, or about %d by Bulk API 2.0, "
                + "plus one for each further look at the running job").formatted(byRest(), REST_PAGE, byBulk());
    }

    private long around() {
        // the lane counts along with what is asked anyway, and asks for pages only if there is somebody
        return COVERED + described + Math.ceilDiv(optedOut, REST_PAGE);
    }

    /** Nothing found costs a call as well. */
    private static long pages(final long records, final long page) {
        return Math.max(1, Math.ceilDiv(records, page));
    }
}
