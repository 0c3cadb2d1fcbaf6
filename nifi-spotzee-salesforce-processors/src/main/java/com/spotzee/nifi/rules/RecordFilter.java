package com.spotzee.nifi.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The sync rules of one object, bound to its field types: decides about a record exactly as SOQL would. */
@FunctionalInterface
public interface RecordFilter {

    boolean matches(ObjectNode salesforceRecord);
}
