package com.spotzee.nifi.sandbox.salesforce.edit;

import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits.NewField;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Size;
import com.spotzee.nifi.sandbox.salesforce.store.RefusedRecord;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Sizes and flags of custom fields as Setup's wizard would give them. */
final class CustomField {
    private static final int TEXT = 255;
    private static final int LONG_TEXT = 32_768;
    private static final int MULTIPICKLIST = 4_099;
    private static final int ENCRYPTED = 175;
    private static final int PHONE = 40;
    private static final int EMAIL = 80;
    private static final int DIGITS = 18;

    private CustomField() {
    }

    static Field of(final NewField added, final String column) {
        final Set<Flag> flags = EnumSet.of(Flag.CREATEABLE, Flag.UPDATEABLE, Flag.CUSTOM, Flag.VISIBLE);
        switch (added.type()) {
            case TEXTAREA, ENCRYPTEDSTRING -> flags.add(Flag.NILLABLE);
            case MULTIPICKLIST -> flags.addAll(EnumSet.of(Flag.FILTERABLE, Flag.NILLABLE));
            case BOOLEAN -> flags.addAll(EnumSet.of(Flag.FILTERABLE, Flag.SORTABLE, Flag.GROUPABLE, Flag.DEFAULTED));
            case DOUBLE, CURRENCY, PERCENT, DATETIME -> flags.addAll(EnumSet.of(Flag.FILTERABLE, Flag.SORTABLE, Flag.NILLABLE));
            default -> flags.addAll(EnumSet.of(Flag.FILTERABLE, Flag.SORTABLE, Flag.GROUPABLE, Flag.NILLABLE));
        }
        return new Field(added.name(), added.label(), added.type(), size(added), new Field.Traits(flags, Optional.empty(), Optional.empty()),
                Field.Reference.NONE,
                added.picklist(), column);
    }

    private static Size size(final NewField added) {
        return switch (added.type()) {
            case STRING, URL, PICKLIST -> new Size(TEXT, 0, 0);
            case ENCRYPTEDSTRING -> new Size(ENCRYPTED, 0, 0);
            case TEXTAREA -> new Size(LONG_TEXT, 0, 0);
            case MULTIPICKLIST -> new Size(MULTIPICKLIST, 0, 0);
            case PHONE -> new Size(PHONE, 0, 0);
            case EMAIL -> new Size(EMAIL, 0, 0);
            case DOUBLE -> new Size(0, DIGITS, 0);
            case CURRENCY, PERCENT -> new Size(0, DIGITS, 2);
            case BOOLEAN, DATE, DATETIME -> new Size(0, 0, 0);
            case ID, REFERENCE, ADDRESS, LOCATION, INT -> throw new RefusedRecord("FIELD_INTEGRITY_EXCEPTION",
                    "A custom field can't be of type " + added.type().apiName() + ": take string, double, date or another plain type.");
        };
    }
}
