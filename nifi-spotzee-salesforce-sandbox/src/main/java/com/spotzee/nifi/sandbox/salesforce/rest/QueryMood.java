package com.spotzee.nifi.sandbox.salesforce.rest;

/**
 * How willing the org is to answer one query, or with a page of a job's results.
 *
 * @param pageSize      rows of a page at most, whatever the client asks for
 * @param mostRows      rows a statement's conditions may match before it takes too long
 * @param locatorStatus status of a refused locator
 * @param endsEarly     whether a page, of a query or of a job's results, is said to be the last one
 */
public record QueryMood(int pageSize, long mostRows, int locatorStatus, boolean endsEarly) {

    private static final int USUAL_LOCATOR_STATUS = 400;

    /** As Salesforce is on a good day. */
    public static QueryMood calm() {
        return new QueryMood(Integer.MAX_VALUE, Long.MAX_VALUE, USUAL_LOCATOR_STATUS, false);
    }

    /** With smaller pages. */
    public QueryMood withPageSize(final int rows) {
        return new QueryMood(rows, mostRows, locatorStatus, endsEarly);
    }

    /** With less patience. */
    public QueryMood withMostRows(final long rows) {
        return new QueryMood(pageSize, rows, locatorStatus, endsEarly);
    }

    /** With another status for refused locators. */
    public QueryMood withLocatorStatus(final int status) {
        return new QueryMood(pageSize, mostRows, status, endsEarly);
    }

    /** With the end of an answer before its end. */
    public QueryMood withEarlyEnd() {
        return new QueryMood(pageSize, mostRows, locatorStatus, true);
    }
}
