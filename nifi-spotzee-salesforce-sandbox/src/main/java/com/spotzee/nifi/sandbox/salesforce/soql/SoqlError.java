package com.spotzee.nifi.sandbox.salesforce.soql;

import java.util.List;

/** A query or locator as Salesforce would refuse it: its error code and its text, answered with HTTP 400. */
public final class SoqlError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;
    private final transient List<String> fields;

    /** An error without a list of fields. */
    public SoqlError(final String errorCode, final String message) {
        this(errorCode, message, List.of());
    }

    /** An error that names fields. */
    public SoqlError(final String errorCode, final String message, final List<String> fields) {
        super(message);
        this.errorCode = errorCode;
        this.fields = List.copyOf(fields);
    }

    /** Salesforce's code, such as {@code INVALID_FIELD}. */
    public String errorCode() {
        return errorCode;
    }

    /** The fields the error is about; often none. */
    public List<String> fields() {
        return fields;
    }
}
