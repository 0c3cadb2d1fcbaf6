package com.spotzee.nifi.http;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the network is used.
 *
 * @param connectTimeout how long a connection may take to come about
 * @param answerTimeout  how long the server may be silent: until the answer's head, and between two pieces of its body; a body
 *                       that brings less than 1 KB a second over so long a wait is given up as well
 * @param httpProxy      the HTTP proxy, or null for none
 * @param sslContext     keys and trusted certificates, or null for the JVM's own
 */
public record HttpSettings(Duration connectTimeout, Duration answerTimeout, HttpProxy httpProxy, SSLContext sslContext) {

    /** Ten seconds to connect, two minutes of silence; no proxy, the JVM's certificates. */
    public static HttpSettings defaults() {
        return new HttpSettings(Duration.ofSeconds(10), Duration.ofMinutes(2), null, null);
    }

    public HttpSettings withTimeouts(final Duration connect, final Duration answer) {
        return new HttpSettings(connect, answer, httpProxy, sslContext);
    }

    public HttpSettings withProxy(final HttpProxy proxy) {
        return new HttpSettings(connectTimeout, answerTimeout, proxy, sslContext);
    }

    public HttpSettings withSslContext(final SSLContext context) {
        return new HttpSettings(connectTimeout, answerTimeout, httpProxy, context);
    }

    public Optional<HttpProxy> proxy() {
        return Optional.ofNullable(httpProxy);
    }

    public Optional<SSLContext> tls() {
        return Optional.ofNullable(sslContext);
    }
}
