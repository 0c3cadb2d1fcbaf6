package com.spotzee.nifi.system.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A TCP port on the loopback address that nobody listened on when it was asked for. */
public record LoopbackPort(int number) {

    private static final String LOOPBACK = "127.0.0.1";

    /** A port the operating system picks. */
    public static LoopbackPort free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return new LoopbackPort(socket.getLocalPort());
        } catch (final IOException e) {
            throw new UncheckedIOException("No free port on " + LOOPBACK, e);
        }
    }

    public boolean isFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, number));
            return true;
        } catch (final IOException e) {
            return false;
        }
    }
}
