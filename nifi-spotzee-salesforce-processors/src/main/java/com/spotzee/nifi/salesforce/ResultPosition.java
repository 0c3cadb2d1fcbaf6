package com.spotzee.nifi.salesforce;

/**
 * Where reading a job's result goes on, and how far.
 *
 * @param locator    Salesforce's opaque {@code Sforce-Locator}, or null for the beginning
 * @param maxRecords most rows of a page
 */
public record ResultPosition(String locator, int maxRecords) {

    public ResultPosition {
        if (maxRecords < 1) {
            throw new IllegalArgumentException("a page of %d records".formatted(maxRecords));
        }
    }

    /** The beginning of a result. */
    public static ResultPosition start(final int maxRecords) {
        return new ResultPosition(null, maxRecords);
    }
}
