package com.spotzee.nifi.sandbox.http;

import java.io.IOException;

/** A request's body is longer than its reader accepts. */
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(final int limit) {
        super("The request's body is longer than " + limit + " bytes.");
    }
}
