package com.spotzee.nifi.salesforce;

import java.io.IOException;

/**
 * Query jobs of Bulk API 2.0: Salesforce runs a query on its own time and keeps the result as CSV, to be fetched page by page. The records
 * that come out are those of {@link SalesforceClient#query}, byte for byte, in no order. Source: Bulk API 2.0 Developer Guide, "Query".
 * Each request counts as one API call.
 */
public interface BulkQueries {

    /**
     * Creates a job. If its answer is lost, the job may exist all the same: nobody knows its id then, nobody deletes it, and Salesforce
     * removes it after seven days. So that such jobs don't pile up, the request is repeated only where Salesforce saw nothing of it.
     *
     * @throws SalesforceFailure.BulkNotPossible     if this query or this org has to be asked another way
     * @throws SalesforceFailure.BulkAllowanceUsedUp if the day's jobs or their storage are used up
     */
    BulkJob create(BulkSelection selection) throws SalesforceFailure;

    /**
     * How far a job is.
     *
     * @throws SalesforceFailure.JobLost if the job does not exist (any more)
     */
    BulkJobStatus status(BulkJob job) throws SalesforceFailure;

    /**
     * Reads one page of a complete job's result and hands its records to the consumer while they arrive. The page counts only if this
     * method returns: a page with fewer or more rows than Salesforce announced ends as {@link SalesforceFailure.Unavailable}, after the
     * consumer has had some of them. A locator is good for as long as the job, also after a restart and a new login.
     *
     * @param selection what the job was created for
     * @throws SalesforceFailure.JobLost           if the job does not exist any more, or its result is of another selection: create a new one
     * @throws SalesforceFailure.JobOfOtherVersion if Salesforce says that the job belongs to another version of the API: create a new one
     * @throws IOException                         only from the consumer
     */
    BulkPage read(BulkJob job, BulkSelection selection, ResultPosition position, RecordConsumer consumer) throws SalesforceFailure, IOException;

    /** Stops a job that is still running; one that is over stays as it is. */
    void abort(BulkJob job) throws SalesforceFailure;

    /** Deletes a job that is over, with its result; one that is gone already is no failure. A running job is to be aborted first. */
    void delete(BulkJob job) throws SalesforceFailure;
}
