package com.spotzee.nifi.integration;

import org.apache.nifi.components.DescribedValue;

/** What becomes of a user in Spotzee when the record in Salesforce is deleted or merged away. */
public enum DeletedRecords implements DescribedValue {
    IGNORE("Ignore", "Nothing: Salesforce is not asked for deletions, and the users stay as they are"),
    MARK("Mark", "A property of the user says so, for segments: true when the record was deleted, false while it is there. Subscriptions stay as they are"),
    UNSUBSCRIBE("Unsubscribe", "The user is unsubscribed like somebody who has opted out, and stays so even if the record is restored");

    private final String value;
    private final String description;

    DeletedRecords(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
