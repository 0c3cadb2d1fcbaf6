package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** Takes the records of a page one by one while the answer is being read, so that no page is held in memory. */
@FunctionalInterface
public interface RecordConsumer {

    /**
     * Takes one record: Salesforce's JSON without {@code attributes} (those of parents are gone too), numbers as exact decimals.
     *
     * @throws IOException when the record can't be written on; it reaches the caller of the query as it is
     */
    void accept(ObjectNode salesforceRecord) throws IOException;
}
