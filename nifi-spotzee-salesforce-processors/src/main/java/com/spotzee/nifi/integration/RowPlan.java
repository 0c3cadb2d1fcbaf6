package com.spotzee.nifi.integration;

import com.spotzee.nifi.salesforce.FieldPath;

import java.util.List;

/**
 * A mapping row as it is bound to one object.
 *
 * @param name       the row's name, the Spotzee property
 * @param definition what the user wants, the same however it is written and whatever of it the org shows
 * @param meaning    what it reads and what becomes of it, the same however it is written; without what the org does not show, and empty if that is all
 * @param fields     what has to be read for it, lookups included
 * @param complete   whether the org shows all its fields
 * @param optOut     whether it is the opt-out
 */
public record RowPlan(String name, String definition, String meaning, List<FieldPath> fields, boolean complete, boolean optOut) {

    public RowPlan {
        fields = List.copyOf(fields);
    }
}
