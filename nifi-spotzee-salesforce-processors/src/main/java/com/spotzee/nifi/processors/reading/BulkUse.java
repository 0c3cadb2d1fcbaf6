package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.sync.OpenWindow;

/**
 * When records are read by Bulk jobs.
 *
 * @param api       what the user chose
 * @param threshold in Automatic: with more records than this a query is read by a job
 */
public record BulkUse(QueryApi api, long threshold) {

    /** Whether a job may be created, if only as a way out. */
    boolean allowed(final OpenWindow window) {
        return api != QueryApi.REST && !window.reading().withoutBulk();
    }

    /** Whether nothing else is to be tried first. */
    boolean first(final OpenWindow window) {
        return api == QueryApi.BULK && allowed(window);
    }

    /** Whether a query that finds so many records is read by a job. */
    boolean suits(final OpenWindow window, final long records) {
        return allowed(window) && records > threshold;
    }
}
