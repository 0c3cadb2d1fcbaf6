package com.spotzee.nifi.salesforce;

import java.util.List;
import java.util.Optional;

/**
 * What {@code describe} says of one object. A field hidden by field-level security is absent, exactly as one that does not exist.
 *
 * @param name      API name in the schema's spelling
 * @param keyPrefix first three characters of the object's ids, or null where it has none
 * @param fields    the fields that the running user may read
 */
public record SObjectDescription(String name, String keyPrefix, List<FieldDescription> fields) {

    public SObjectDescription {
        fields = List.copyOf(fields);
    }

    /** Finds a field by API name; case does not matter, as in Salesforce. */
    public Optional<FieldDescription> field(final String fieldName) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(fieldName)).findFirst();
    }

    /** Finds the lookup field behind a relationship name ({@code AccountId} for {@code Account}). */
    public Optional<FieldDescription> lookup(final String relationshipName) {
        return fields.stream().filter(field -> field.relationship().filter(relationshipName::equalsIgnoreCase).isPresent()).findFirst();
    }
}
