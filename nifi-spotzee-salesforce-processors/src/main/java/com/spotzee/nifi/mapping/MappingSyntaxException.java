package com.spotzee.nifi.mapping;

/** A mapping row that can't be understood; the message tells the user what was expected. */
public final class MappingSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    MappingSyntaxException(final String message) {
        super(message);
    }
}
