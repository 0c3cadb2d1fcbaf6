package com.spotzee.nifi.integration;

import org.apache.nifi.components.DescribedValue;

/** What happens to an object while a mapped opt-out field of it can't be read. */
public enum UnreadableOptOut implements DescribedValue {
    HOLD("Hold", "The object's sync waits, with an error that says which field to make readable: nobody is written to who may have opted out"),
    CONTINUE("Continue", "The object is synced without its opt-outs: people who have opted out in Salesforce may be written to");

    private final String value;
    private final String description;

    UnreadableOptOut(final String value, final String description) {
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
