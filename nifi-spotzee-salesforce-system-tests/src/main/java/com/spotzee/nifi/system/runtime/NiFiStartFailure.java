package com.spotzee.nifi.system.runtime;

/** NiFi could not be started; the message says why, or where its log is. */
public final class NiFiStartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NiFiStartFailure(final String message) {
        super(message);
    }
}
