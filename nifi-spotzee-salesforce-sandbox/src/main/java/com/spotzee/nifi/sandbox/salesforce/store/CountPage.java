package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;

import java.util.Optional;

/** The answer to {@code COUNT()}: a number, no records. */
record CountPage(long totalSize) implements QueryPage {
    @Override
    public Optional<String> nextLocator() {
        return Optional.empty();
    }

    @Override
    public void writeRecords(final JsonGenerator json, final String apiVersion) {
        // COUNT() has an empty list of records
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
