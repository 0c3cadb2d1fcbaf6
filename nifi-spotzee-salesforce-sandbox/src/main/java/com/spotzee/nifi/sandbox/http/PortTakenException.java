package com.spotzee.nifi.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The port that an emulated side should listen on is not free. */
public final class PortTakenException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    PortTakenException(final String name, final int port, final IOException cause) {
        super("Port " + port + " for " + name + " is not free on 127.0.0.1: stop the program that uses it, or choose another port (0 takes any free one).",
                cause);
    }
}
