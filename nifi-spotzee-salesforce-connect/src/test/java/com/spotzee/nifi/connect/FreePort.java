package com.spotzee.nifi.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of this machine that nobody listens at. */
final class FreePort {

    private FreePort() {
    }

    static int find() {
        try (ServerSocket socket = occupy()) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens there itself. */
    static ServerSocket occupy() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }
}
