package com.spotzee.nifi.salesforce;

/**
 * Where the next page of a query is to be had: the {@code nextRecordsUrl} of Salesforce's answer, relative to the instance.
 * It belongs to the session that made it and dies with it.
 */
public record QueryLocator(String path) {
}
