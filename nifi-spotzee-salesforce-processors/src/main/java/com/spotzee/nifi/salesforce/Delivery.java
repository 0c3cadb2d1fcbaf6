package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** Hands a page's records to their consumer and counts them, so that a page of which something was used is not asked for again. */
final class Delivery {

    private final RecordConsumer consumer;
    private int records;

    Delivery(final RecordConsumer consumer) {
        this.consumer = consumer;
    }

    /** What the consumer threw, so that it can be told from what a parser throws. */
    static final class ConsumerFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConsumerFailed(final IOException cause) {
            super(cause);
        }

        @Override
        public synchronized IOException getCause() {
            return (IOException) super.getCause();
        }
    }

    void hand(final ObjectNode salesforceRecord) {
        records++;
        try {
            consumer.accept(salesforceRecord);
        } catch (final IOException ofTheConsumer) {
            throw new ConsumerFailed(ofTheConsumer);
        }
    }

    int records() {
        return records;
    }
}
