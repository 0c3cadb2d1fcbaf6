package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field a query names, found in the schema.
 *
 * @param steps the lookups that lead to it, none for a field of the queried object itself
 * @param field the field, of the last step's target
 */
public record FieldRef(List<Step> steps, Field field) {
    /** Copies the steps. */
    public FieldRef {
        steps = List.copyOf(steps);
    }

    /** One lookup followed, and the object it leads to. */
    public record Step(Field lookup, SObjectType target) {
        /** The name of the way, such as {@code Account} or {@code Partner__r}. */
        public String name() {
            return lookup.reference().relationshipName().orElseThrow();
        }
    }

    /** The field's type. */
    public FieldType type() {
        return field.type();
    }

    /** The whole path in the schema's spelling. */
    public String path() {
        return Stream.concat(steps.stream().map(Step::name), Stream.of(field.name())).collect(Collectors.joining("."));
    }
}
