package com.spotzee.nifi.mapping;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceObject;

/** One of the alternatives that a mapping row names. */
public sealed interface MappingSource {

    /** The only object it is meant for, or null if it is meant for all. */
    SalesforceObject scope();

    default boolean appliesTo(final SalesforceObject object) {
        return scope() == null || scope() == object;
    }

    /**
     * A field.
     *
     * @param negated    whether true and false change places
     * @param preferred  whether the rest of the row is needed only in orgs that do not have this field, and its absence is no finding
     */
    record Field(SalesforceObject scope, FieldPath path, boolean negated, boolean preferred) implements MappingSource {
    }

    /** A text that is the same for everybody. */
    record Constant(SalesforceObject scope, String text) implements MappingSource {
    }
}
