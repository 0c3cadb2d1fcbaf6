package com.spotzee.nifi.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** One page's end of Chromium's remote debugging protocol: commands with their answers, and events. */
final class DevTools implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration patience;
    private final BiConsumer<String, JsonNode> events;
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final WebSocket socket;

    /**
     * Connects.
     *
     * @param address  the page's WebSocket
     * @param patience how long the browser may take to answer a command
     * @param events   is told name and parameters of each event
     */
    DevTools(final HttpClient http, final URI address, final Duration patience, final BiConsumer<String, JsonNode> events) {
        this.patience = patience;
        this.events = events;
        try {
            this.socket = http.newWebSocketBuilder().connectTimeout(patience).buildAsync(address, new Listener()).join();
        } catch (final CompletionException e) {
            throw new BrowserFailure("The browser's page can't be reached at " + address + ".", e.getCause());
        }
    }

    static ObjectNode parameters() {
        return JSON.createObjectNode();
    }

    /** The result of a command; a command that the browser refuses or does not answer is a failure. */
    JsonNode command(final String method, final ObjectNode parameters) {
        final int id = lastId.incrementAndGet();
        final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        final ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        try {
            socket.sendText(message.toString(), true).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            final JsonNode answered = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answered.has("error")) {
                throw new BrowserFailure(method + " was refused: " + answered.path("error").path("message").asText());
            }
            return answered.path("result");
        } catch (final TimeoutException e) {
            throw new BrowserFailure(method + " was not answered within " + patience.toSeconds() + " s.", e);
        } catch (final ExecutionException e) {
            throw new BrowserFailure(method + " was not answered: the browser has ended.", e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserFailure(method + " was interrupted.", e);
        } finally {
            open.remove(id);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void received(final String text) {
        final JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        if (message.has("id")) {
            final CompletableFuture<JsonNode> answer = open.get(message.get("id").asInt());
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        events.accept(message.path("method").asText(), message.path("params"));
    }

    private void ended(final Throwable why) {
        open.values().forEach(answer -> answer.completeExceptionally(why));
    }

    /** Puts messages together, which come in pieces. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
            text.append(data);
            if (last) {
                final String whole = text.toString();
                text.setLength(0);
                received(whole);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(final WebSocket webSocket, final int statusCode, final String reason) {
            ended(new IOException("closed: " + statusCode));
            return null;
        }

        @Override
        public void onError(final WebSocket webSocket, final Throwable error) {
            ended(error);
        }
    }
}
