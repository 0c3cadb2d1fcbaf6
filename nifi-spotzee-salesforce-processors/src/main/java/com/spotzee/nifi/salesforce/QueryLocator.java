package com.spotzee.nifi.salesforce;

/**
 * Where the next page of a query is to be had. It belongs to the session that made it and dies with it.
 *
 * @param path   the {@code nextRecordsUrl} of Salesforce's answer, relative to the instance
 * @param before rows of the query that came on the pages before that one
 */
public record QueryLocator(String path, long before) {
}
