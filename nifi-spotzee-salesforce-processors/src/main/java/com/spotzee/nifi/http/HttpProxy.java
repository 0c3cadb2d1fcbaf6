package com.spotzee.nifi.http;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP proxy, with a login where it wants one.
 *
 * @param host     its host
 * @param port     its port
 * @param user     the user's name, or null if the proxy wants none
 * @param password the user's password, or null
 */
public record HttpProxy(String host, int port, String user, Secret password) {

    public HttpProxy {
        Objects.requireNonNull(host, "host");
    }

    ProxySelector selector() {
        return ProxySelector.of(new InetSocketAddress(host, port));
    }

    /** Answers the proxy's question for a login, and nobody else's. */
    Optional<Authenticator> authenticator() {
        if (user == null || password == null) {
            return Optional.empty();
        }
        return Optional.of(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY ? new PasswordAuthentication(user, password.reveal().toCharArray()) : null;
            }
        });
    }
}
