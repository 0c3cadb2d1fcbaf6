package com.spotzee.nifi.sandbox.salesforce.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One object of the org: its names and its fields, found in any case. Never changes; an edit of the schema makes a new one. */
public final class SObjectType {
    private final Names names;
    private final Map<String, Field> fields;

    /** An object with its fields in their order. */
    public SObjectType(final Names names, final List<Field> fields) {
        this.names = names;
        this.fields = new LinkedHashMap<>();
        for (final Field field : fields) {
            this.fields.put(field.name().toLowerCase(Locale.ROOT), field);
        }
    }

    /** What an object is called and how its ids begin. */
    public record Names(String name, String label, String labelPlural, String keyPrefix) {
    }

    /** API name, such as {@code CampaignMember}. */
    public String name() {
        return names.name();
    }

    /** What Salesforce's pages call one record. */
    public String label() {
        return names.label();
    }

    /** What Salesforce's pages call several. */
    public String labelPlural() {
        return names.labelPlural();
    }

    /** The three characters its ids begin with. */
    public String keyPrefix() {
        return names.keyPrefix();
    }

    /** Every field, hidden ones too. */
    public List<Field> allFields() {
        return List.copyOf(fields.values());
    }

    /** The fields the API shows. */
    public Stream<Field> visibleFields() {
        return fields.values().stream().filter(Field::visible);
    }

    /** A field the API shows, by its name in any case. */
    public Optional<Field> visibleField(final String name) {
        return field(name).filter(Field::visible);
    }

    /** A field, hidden or not, by its name in any case. */
    public Optional<Field> field(final String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The lookup a relationship name in any case stands for. */
    public Optional<Field> relationship(final String name) {
        return visibleFields().filter(field -> field.reference().relationshipName().filter(name::equalsIgnoreCase).isPresent()).findFirst();
    }

    /** The same object with other fields. */
    SObjectType withFields(final List<Field> newFields) {
        return new SObjectType(names, newFields);
    }
}
