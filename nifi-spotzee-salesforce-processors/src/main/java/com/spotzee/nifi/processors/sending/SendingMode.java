package com.spotzee.nifi.processors.sending;

import org.apache.nifi.components.DescribedValue;

/** Whether Spotzee's answer is waited for. */
public enum SendingMode implements DescribedValue {
    SYNCHRONOUS("Synchronous", "Spotzee says of each user whether it was new, known or refused, and why (POST /users/batch)"),
    ASYNCHRONOUS("Asynchronous", "Spotzee takes users and says nothing of them (PATCH /users): they count as sent, and who is refused is not known. "
            + "FlowFiles with anybody who has opted out are sent synchronously all the same; who opts out before Spotzee has created the user is not found");

    private final String value;
    private final String description;

    SendingMode(final String value, final String description) {
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
