package com.spotzee.nifi.records;

import java.io.IOException;

/** Content that is not of the format between the processors. The message tells where, and nothing of what stands there. */
public final class UnreadableRecordsException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableRecordsException(final String message) {
        super(message);
    }
}
