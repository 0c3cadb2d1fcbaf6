package com.spotzee.nifi.integration;

import org.apache.nifi.components.DescribedValue;

/** The stamp by which changed records are found. */
public enum CursorField implements DescribedValue {
    LAST_MODIFIED_DATE("LastModifiedDate", "Changes made by users. Data loads can set it in the past, and such imports are then missed"),
    SYSTEM_MODSTAMP("SystemModstamp", "Changes made by users and by Salesforce itself, such as bounce flags. Indexed, never earlier than LastModifiedDate, "
            + "not settable by data loads; more records come again");

    private final String fieldName;
    private final String description;

    CursorField(final String fieldName, final String description) {
        this.fieldName = fieldName;
        this.description = description;
    }

    /** The field's API name. */
    public String fieldName() {
        return fieldName;
    }

    @Override
    public String getValue() {
        return fieldName;
    }

    @Override
    public String getDisplayName() {
        return fieldName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
