package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;

import java.util.concurrent.atomic.AtomicLong;

/** Gives the ids and row numbers of one object; ids that came from outside are never given again. */
final class IdSequence {
    private final String keyPrefix;
    private final AtomicLong nextId = new AtomicLong(1);
    private final AtomicLong nextRow = new AtomicLong(1);

    IdSequence(final SObjectType object) {
        this.keyPrefix = object.keyPrefix();
    }

    String nextId() {
        return SalesforceId.of(keyPrefix, nextId.getAndIncrement());
    }

    long nextRow() {
        return nextRow.getAndIncrement();
    }

    void taken(final String id) {
        SalesforceId.sequenceOf(keyPrefix, id).ifPresent(sequence -> nextId.accumulateAndGet(sequence + 1, Math::max));
    }
}
