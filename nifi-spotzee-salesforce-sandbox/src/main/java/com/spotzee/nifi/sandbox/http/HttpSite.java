package com.spotzee.nifi.sandbox.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A small web server on 127.0.0.1 (never on another address). It records requests and tells the time of a given clock in the {@code Date}
 * header. A client whose request line and headers exceed {@link #MAX_HEADER_BYTES} gets 414 or 431, as Salesforce does it.
 */
public final class HttpSite implements AutoCloseable {

    /** Longest request line and headers together. */
    public static final int MAX_HEADER_BYTES = 16_384;

    /** As many as may be answered late at once, and some that listen. */
    private static final int THREADS = 128;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Server server;
    private final ServerConnector connector;

    private HttpSite(final Server server, final ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts listening.
     *
     * @param name what listens, for messages: "the Salesforce org"
     * @param port 0 for any free port
     * @throws PortTakenException if the port is not free
     */
    public static HttpSite start(final String name, final int port, final InstantSource clock, final RequestLog log, final Routes.Action action) {
        final QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName(name);
        threads.setDaemon(true);
        final Server server = new Server(threads);
        server.setStopTimeout(0);
        // no acceptor of its own: what such a thread accepts while the server stops is left open, and its client waits for ever
        final ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration()));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new ActionHandler(clock, log, action));
        try {
            connector.open();
        } catch (final IOException e) {
            throw new PortTakenException(name, port, e);
        }
        LifeCycle.start(server);
        return new HttpSite(server, connector);
    }

    /** {@code http://127.0.0.1:port}, without a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** An instant as HTTP headers write it. */
    public static String httpDate(final Instant instant) {
        return HTTP_DATE.format(instant);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private static HttpConfiguration configuration() {
        final HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        // Routing works on decoded segments, so an encoded slash in an id is no ambiguity here.
        configuration.setUriCompliance(UriCompliance.RFC3986.with("sandbox", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING,
                Violation.AMBIGUOUS_EMPTY_SEGMENT));
        return configuration;
    }

    private static final class ActionHandler extends Handler.Abstract {

        private final InstantSource clock;
        private final RequestLog log;
        private final Routes.Action action;

        private ActionHandler(final InstantSource clock, final RequestLog log, final Routes.Action action) {
            this.clock = clock;
            this.log = log;
            this.action = action;
        }

        @Override
        public boolean handle(final Request request, final Response response, final Callback callback) throws IOException {
            final Instant now = clock.instant();
            response.getHeaders().put(HttpHeader.DATE, httpDate(now));
            final Exchange exchange = new Exchange(request, response, log, now);
            try {
                action.answer(exchange);
            } catch (final DisturbedResponse.ConnectionEndedException e) {
                callback.failed(e);
                return true;
            } finally {
                exchange.record();
            }
            callback.succeeded();
            return true;
        }
    }
}
