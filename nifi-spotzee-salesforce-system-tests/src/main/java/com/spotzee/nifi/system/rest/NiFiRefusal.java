package com.spotzee.nifi.system.rest;

/** NiFi has refused a request; the message quotes what it said. */
public final class NiFiRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    NiFiRefusal(final String request, final int status, final String answer) {
        super("NiFi answered %d to %s: %s".formatted(status, request, answer));
        this.status = status;
    }

    public int status() {
        return status;
    }
}
