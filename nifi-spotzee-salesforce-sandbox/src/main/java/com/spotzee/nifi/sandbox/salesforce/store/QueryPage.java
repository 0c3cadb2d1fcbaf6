package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.Optional;

/** One page of an answer: what stands around the records is known at once, the records stream out once. Close it. */
public interface QueryPage extends AutoCloseable {
    /** Rows of the whole answer, not of this page. */
    long totalSize();

    /** The locator of the next page, such as {@code 0r8xx5S5xkLFptKACT-2000}; empty when this page is the last one. */
    Optional<String> nextLocator();

    /** Whether this page is the last one. */
    default boolean done() {
        return nextLocator().isEmpty();
    }

    /**
     * Writes this page's records as elements of an array the caller has opened.
     *
     * @param apiVersion the version for the records' addresses, such as {@code 66.0}
     */
    void writeRecords(JsonGenerator json, String apiVersion) throws IOException;

    @Override
    void close();
}
