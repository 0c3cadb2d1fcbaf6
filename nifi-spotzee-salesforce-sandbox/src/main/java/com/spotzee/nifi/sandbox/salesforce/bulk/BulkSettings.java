package com.spotzee.nifi.sandbox.salesforce.bulk;

import java.time.Duration;

/**
 * How the org treats query jobs.
 *
 * @param pollsUntilComplete the how manieth look at a job finds it complete, at the earliest; looks before the last find it in progress
 * @param timeUntilComplete  the org's time a job takes at least
 * @param zuluStamps         true writes datetimes as {@code …000Z}, false as {@code …000+0000}
 * @param rowsOfAResult      records of a result set when the client does not say
 * @param dailyJobs          jobs allowed in 24 hours
 * @param dailyMegabytes     results allowed in 24 hours
 */
public record BulkSettings(int pollsUntilComplete, Duration timeUntilComplete, boolean zuluStamps, int rowsOfAResult, int dailyJobs, long dailyMegabytes) {

    /** Checks the numbers. */
    public BulkSettings {
        if (pollsUntilComplete < 1 || timeUntilComplete.isNegative() || rowsOfAResult < 1 || dailyJobs < 0 || dailyMegabytes < 0) {
            throw new IllegalArgumentException("Settings of query jobs are numbers from 0, the polls and the rows of a result from 1.");
        }
    }

    /** Complete at the second look, Salesforce's daily limits. */
    public static BulkSettings defaults() {
        return new BulkSettings(2, Duration.ZERO, false, 50_000, 10_000, 976_562);
    }

    /** The same with another number of looks. */
    public BulkSettings withPollsUntilComplete(final int polls) {
        return new BulkSettings(polls, timeUntilComplete, zuluStamps, rowsOfAResult, dailyJobs, dailyMegabytes);
    }

    /** The same taking another time. */
    public BulkSettings withTimeUntilComplete(final Duration time) {
        return new BulkSettings(pollsUntilComplete, time, zuluStamps, rowsOfAResult, dailyJobs, dailyMegabytes);
    }

    /** The same with the other form of datetimes. */
    public BulkSettings withZuluStamps(final boolean zulu) {
        return new BulkSettings(pollsUntilComplete, timeUntilComplete, zulu, rowsOfAResult, dailyJobs, dailyMegabytes);
    }

    /** The same with result sets of another size. */
    public BulkSettings withRowsOfAResult(final int rows) {
        return new BulkSettings(pollsUntilComplete, timeUntilComplete, zuluStamps, rows, dailyJobs, dailyMegabytes);
    }

    /** The same with another allowance of jobs. */
    public BulkSettings withDailyJobs(final int jobs) {
        return new BulkSettings(pollsUntilComplete, timeUntilComplete, zuluStamps, rowsOfAResult, jobs, dailyMegabytes);
    }

    /** The same with another allowance of results. */
    public BulkSettings withDailyMegabytes(final long megabytes) {
        return new BulkSettings(pollsUntilComplete, timeUntilComplete, zuluStamps, rowsOfAResult, dailyJobs, megabytes);
    }
}
