package com.spotzee.nifi.system.flow;

/** NiFi has emitted an event that is not as the documentation says; the message shows it. */
final class UndocumentedEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndocumentedEvent(final String message) {
        super(message);
    }
}
