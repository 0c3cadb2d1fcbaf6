package com.spotzee.nifi.salesforce;

import java.io.IOException;

/** Inside a reader: the answer ended before it was whole. Callers of the client get {@link SalesforceFailure.Unavailable}. */
final class BrokenOff extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenOff(final String message) {
        super(message);
    }

    static BrokenOff empty() {
        return new BrokenOff("Salesforce's answer is empty");
    }
}
