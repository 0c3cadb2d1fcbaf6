package com.spotzee.nifi.sandbox.salesforce.edit;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.RecordChanges;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Changes what fields there are and who sees them; no record's stamps move. */
final class SchemaEdits {
    private static final Pattern CUSTOM_NAME = Pattern.compile("(?:[A-Za-z](?:_?[A-Za-z0-9]){0,14}__)?[A-Za-z](?:_?[A-Za-z0-9]){0,38}__c");

    private final OrgStore store;
    private final RecordChanges changes;
    private final Records records;

    SchemaEdits(final OrgStore store, final Records records) {
        this.store = store;
        this.changes = store.changes();
        this.records = records;
    }

    void rename(final String objectName, final String fieldName, final String newName) {
        final SObjectType object = records.object(objectName);
        final Field field = field(object, fieldName);
        if (!field.is(Flag.CUSTOM)) {
            throw new RefusedRecord("FIELD_INTEGRITY_EXCEPTION", object.name() + "." + field.name()
                    + " is a standard field: only custom fields can be renamed.");
        }
        if (locationOf(field).isPresent()) {
            throw new RefusedRecord("FIELD_INTEGRITY_EXCEPTION", object.name() + "." + field.name()
                    + " is a location or a part of one: the sandbox renames fields of their own only.");
        }
        checkNew(object, newName);
        change(object, field, each -> each.renamed(newName));
    }

    void setVisible(final String objectName, final String fieldName, final boolean visible) {
        final SObjectType object = records.object(objectName);
        final Field field = field(object, fieldName);
        final boolean always = !field.is(Flag.NILLABLE) && !field.is(Flag.UPDATEABLE) && !field.derived()
                || !field.is(Flag.NILLABLE) && !field.is(Flag.DEFAULTED) && !field.derived() || field.is(Flag.NAME_FIELD);
        if (!visible && always) {
            throw new RefusedRecord("FIELD_INTEGRITY_EXCEPTION", object.name() + "." + field.name() + " is required or a system field: it can't be hidden.");
        }
        // field-level security is that of the whole location
        final Optional<String> location = locationOf(field);
        object.allFields().stream().filter(each -> each.equals(field) || location.isPresent() && location.equals(locationOf(each)))
                .forEach(each -> change(object, each, known -> known.visible(visible)));
    }

    void add(final String objectName, final OrgEdits.NewField added) {
        final SObjectType object = records.object(objectName);
        checkNew(object, added.name());
        String column = "C_" + added.name().toUpperCase(Locale.ROOT);
        for (int number = 2; !changes.columnIsFree(object, column); number++) {
            // the column of a renamed field keeps its first name
            column = "C_" + added.name().toUpperCase(Locale.ROOT) + '_' + number;
        }
        changes.addField(object, CustomField.of(added, column));
    }

    /** The location that a field is, or is a part of. */
    private static Optional<String> locationOf(final Field field) {
        return field.type() == FieldType.LOCATION ? Optional.of(field.name()) : field.traits().compound().filter(compound -> field.is(Flag.CUSTOM));
    }

    private void change(final SObjectType object, final Field field, final UnaryOperator<Field> change) {
        changes.changeSchema(schema -> schema.withChangedField(new OrgSchema.FieldName(object.name(), field.name()), change, store.clock().stamp()));
    }

    private static Field field(final SObjectType object, final String name) {
        return object.field(name).orElseThrow(() -> new RefusedRecord("INVALID_FIELD", object.name() + " has no field " + name + ": correct the name."));
    }

    private static void checkNew(final SObjectType object, final String name) {
        if (!CUSTOM_NAME.matcher(name).matches()) {
            throw new RefusedRecord("FIELD_INTEGRITY_EXCEPTION",
                    "A custom field's name is letters, digits and single underscores, at most 40 of them, and ends in __c;"
                    + " a package's prefix and two underscores may stand before it.");
        }
        if (object.field(name).isPresent()) {
            throw new RefusedRecord("DUPLICATE_DEVELOPER_NAME", object.name() + " has a field " + name + " already: choose another name.");
        }
    }
}
