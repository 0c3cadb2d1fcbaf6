package com.spotzee.nifi.sandbox.salesforce.store;

/** A record, an edit or a value the org does not take; the message is one sentence that says what to do. */
public final class RefusedRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;

    /** With Salesforce's code, such as {@code INVALID_TYPE_ON_FIELD_IN_RECORD}. */
    public RefusedRecord(final String errorCode, final String message) {
        super(message);
        this.errorCode = errorCode;
    }

    /** Salesforce's code for it. */
    public String errorCode() {
        return errorCode;
    }
}
