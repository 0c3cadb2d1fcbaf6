package com.spotzee.nifi.processors.sending;

import org.apache.nifi.processor.Relationship;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Where sent FlowFiles go.
 *
 * @param success    what Spotzee took
 * @param failure    refused users, and content that can't be read
 * @param superseded pages that are read again, so they are not sent
 * @param available  those that take more
 */
public record SendingRoutes(Relationship success, Relationship failure, Relationship superseded, Supplier<Set<Relationship>> available) {

    /** Whether what Spotzee took can go on; no other relationship holds anything up. */
    boolean successTakesMore() {
        return available.get().contains(success);
    }
}
