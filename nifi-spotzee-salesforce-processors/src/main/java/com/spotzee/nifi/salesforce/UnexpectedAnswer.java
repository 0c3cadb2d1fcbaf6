package com.spotzee.nifi.salesforce;

import java.io.IOException;

/** Inside a reader: the answer has not the documented shape. Callers of the client get {@link SalesforceFailure.NotUnderstood}. */
final class UnexpectedAnswer extends IOException {

    private static final long serialVersionUID = 1L;

    UnexpectedAnswer(final String message) {
        super(message);
    }
}
