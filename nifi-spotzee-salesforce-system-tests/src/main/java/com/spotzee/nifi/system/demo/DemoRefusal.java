package com.spotzee.nifi.system.demo;

/** The demo can't be started as it was asked to; the message says what to do. */
final class DemoRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoRefusal(final String message) {
        super(message);
    }
}
