package com.spotzee.nifi.integration;

import com.spotzee.nifi.salesforce.FieldPath;

import java.util.List;

/**
 * A mapping row as it is bound to one object.
 *
 * @param name     the row's name, the Spotzee property
 * @param meaning  what it reads and what becomes of it, the same however it is written; without what the org does not show
 * @param fields   what has to be read for it, lookups included
 * @param complete whether the org shows all its fields
 * @param optOut   whether it is the opt-out
 */
public record RowPlan(String name, String meaning, List<FieldPath> fields, boolean complete, boolean optOut) {

    public RowPlan {
        fields = List.copyOf(fields);
    }
}
