package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Waits on this machine, and for this machine only, until the browser comes back from Salesforce, and shows it a page. Other requests than the
 * awaited one are told so and change nothing.
 */
final class CallbackListener implements AutoCloseable {

    private static final String PATH = "/callback";

    private final HttpServer server;

    private CallbackListener(final HttpServer server) {
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param port 0 for any free port
     * @throws IOException with a sentence for the user if the port can't be had
     */
    static CallbackListener start(final int port) throws IOException {
        try {
            final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}), port), 0);
            server.start();
            return new CallbackListener(server);
        } catch (final BindException taken) {
            throw new IOException("Port %1$d is taken by another program: end it, or choose another port with --port and add its address, such as %2$s, "
                    .formatted(port, address(port + 1)) + "to the app's callback URLs.", taken);
        }
    }

    /** The callback URL of a port. Salesforce takes plain http for localhost, by that name. */
    static URI address(final int port) {
        return URI.create("http://localhost:" + port + PATH);
    }

    URI address() {
        return address(server.getAddress().getPort());
    }

    /**
     * From now on, the answer is awaited.
     *
     * @param state    what the awaited answer carries
     * @param handling makes something of the answer, which the page then shows
     */
    CompletableFuture<Outcome> expect(final String state, final Function<Callback, Outcome> handling) {
        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        server.createContext("/", exchange -> answer(exchange, 404, OutcomePage.NOTHING_HERE));
        server.createContext(PATH, exchange -> called(exchange, state, handling, outcome));
        return outcome;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void called(final HttpExchange exchange, final String state, final Function<Callback, Outcome> handling,
            final CompletableFuture<Outcome> outcome) throws IOException {
        final Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        final Optional<Callback> callback = callback(query).filter(any -> state.equals(query.get("state")));
        if (callback.isEmpty() || outcome.isDone()) {
            answer(exchange, 400, OutcomePage.NOT_AWAITED);
            return;
        }
        final Outcome made;
        try {
            made = handling.apply(callback.get());
        } catch (final RuntimeException defect) {
            outcome.completeExceptionally(defect);
            throw defect;
        }
        try {
            answer(exchange, 200, OutcomePage.of(made));
        } finally {
            // what is granted is granted, also if the browser has left
            outcome.complete(made);
        }
    }

    private static Optional<Callback> callback(final Map<String, String> query) {
        if (query.containsKey("error")) {
            return Optional.of(new Callback.Refused(shown(query.get("error")), shown(query.getOrDefault("error_description", ""))));
        }
        return Optional.ofNullable(query.get("code")).map(code -> new Callback.Code(new Secret(code)));
    }

    /** A terminal obeys control characters, and nobody needs them in a sentence. */
    private static String shown(final String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private static Map<String, String> query(final String raw) {
        final Map<String, String> query = new HashMap<>();
        for (final String pair : raw == null ? new String[0] : raw.split("&")) {
            final int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void answer(final HttpExchange exchange, final int status, final String html) throws IOException {
        try (exchange) {
            final byte[] body = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
