package com.spotzee.nifi.salesforce;

import java.util.List;
import java.util.Objects;

/**
 * What a query job reads. There is no order and no limit: either would switch off the division into chunks that makes jobs quick.
 *
 * @param object      the object's API name
 * @param fields      what is selected, in the order in which records shall have it
 * @param conditions  conditions in SOQL; all of them have to hold
 * @param withDeleted whether records in the recycle bin and merged ones are read as well ({@code queryAll})
 */
public record BulkSelection(String object, List<FieldPath> fields, List<String> conditions, boolean withDeleted) {

    public BulkSelection {
        Objects.requireNonNull(object, "object");
        fields = List.copyOf(fields);
        conditions = List.copyOf(conditions);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a selection of no fields");
        }
    }
}
