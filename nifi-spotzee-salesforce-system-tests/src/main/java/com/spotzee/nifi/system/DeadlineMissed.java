package com.spotzee.nifi.system;

/** Something did not happen in time; the message says what was waited for. */
public final class DeadlineMissed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeadlineMissed(final String message) {
        super(message);
    }
}
