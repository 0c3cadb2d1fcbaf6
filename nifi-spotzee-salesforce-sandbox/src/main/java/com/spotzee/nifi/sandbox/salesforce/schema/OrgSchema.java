package com.spotzee.nifi.sandbox.salesforce.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All objects of the org at one moment. Never changes; hiding, renaming or adding a field makes a new schema. */
public final class OrgSchema {
    private static final List<String> STANDARD_OBJECTS = List.of("Account", "Campaign", "CampaignMember", "Contact", "Lead", "User");

    private final Map<String, SObjectType> objects;
    private final Instant lastModified;
    private final Sight sight;

    private OrgSchema(final List<SObjectType> objects, final Instant lastModified, final Sight sight) {
        this.objects = new LinkedHashMap<>();
        for (final SObjectType object : objects) {
            this.objects.put(object.name().toLowerCase(Locale.ROOT), object);
        }
        this.lastModified = lastModified;
        this.sight = sight;
    }

    /** The objects a fresh org of the sandbox has. */
    public static OrgSchema standard(final Instant now) {
        return new OrgSchema(STANDARD_OBJECTS.stream().map(SchemaFile::read).toList(), now, new Sight(false, false));
    }

    /** The objects by name. */
    public List<SObjectType> objects() {
        return List.copyOf(objects.values());
    }

    /** An object by its name in any case. */
    public Optional<SObjectType> object(final String name) {
        return Optional.ofNullable(objects.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The object a lookup leads to: of several the one this org has, users before others. */
    public Optional<SObjectType> target(final Field lookup) {
        return lookup.reference().targets().stream().flatMap(name -> object(name).stream()).findFirst();
    }

    /** When a field was last hidden, renamed, added: what {@code If-Modified-Since} is compared with. */
    public Instant lastModified() {
        return lastModified;
    }

    /** What the user sees of the records. */
    public Sight sight() {
        return sight;
    }

    /** This schema for a user who sees records in another way; no description changes by it. */
    public OrgSchema withSight(final Sight changed) {
        return new OrgSchema(objects(), lastModified, changed);
    }

    /** This schema with one field changed. */
    public OrgSchema withChangedField(final FieldName field, final UnaryOperator<Field> change, final Instant now) {
        final SObjectType object = object(field.object()).orElseThrow();
        final List<Field> fields = object.allFields().stream().map(each -> each.name().equalsIgnoreCase(field.name()) ? change.apply(each) : each).toList();
        return withObject(object.withFields(fields), now);
    }

    /** This schema with one field more. */
    public OrgSchema withAddedField(final String objectName, final Field field, final Instant now) {
        final SObjectType object = object(objectName).orElseThrow();
        final List<Field> fields = new ArrayList<>(object.allFields());
        fields.add(field);
        return withObject(object.withFields(fields), now);
    }

    private OrgSchema withObject(final SObjectType changed, final Instant now) {
        return new OrgSchema(objects().stream().map(each -> each.name().equals(changed.name()) ? changed : each).toList(), now, sight);
    }

    /**
     * What the API's user sees of the records.
     *
     * @param recordsHidden whether sharing hides any record at all
     * @param encryptedData the permission "View Encrypted Data": without it encrypted text is asterisks
     */
    public record Sight(boolean recordsHidden, boolean encryptedData) {
    }

    /** Object and field by API name. */
    public record FieldName(String object, String name) {
    }
}
