package com.spotzee.nifi.system.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** JSON over HTTP with NiFi's REST API; an answer other than 2xx becomes a {@link NiFiRefusal} that quotes NiFi's own sentence. */
final class NiFiRest {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    NiFiRest(final URI base) {
        this.base = base;
    }

    JsonNode get(final String path) {
        return json(request(path).GET());
    }

    JsonNode post(final String path, final JsonNode body) {
        return json(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString())));
    }

    JsonNode put(final String path, final JsonNode body) {
        return json(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body.toString())));
    }

    JsonNode delete(final String path) {
        return json(request(path).DELETE());
    }

    String text(final String path) {
        return send(request(path).GET());
    }

    /** A multipart form with one file, as the browser sends it. */
    JsonNode upload(final String path, final Map<String, String> fields, final String fileName, final String content) {
        final String boundary = UUID.randomUUID().toString();
        final StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(boundary, name, value)));
        form.append("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/json\r\n\r\n"
                .formatted(boundary, fileName)).append(content).append("\r\n--").append(boundary).append("--\r\n");
        return json(request(path).header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(form.toString(), StandardCharsets.UTF_8)));
    }

    boolean answers(final String path) {
        try {
            return client.send(request(path).timeout(Duration.ofSeconds(5)).GET().build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT);
    }

    private JsonNode json(final HttpRequest.Builder request) {
        final String body = send(request);
        if (body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException("NiFi's answer is not JSON", e);
        }
    }

    private String send(final HttpRequest.Builder builder) {
        final HttpRequest request = builder.build();
        try {
            final HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new NiFiRefusal(request.method() + " " + request.uri().getPath(), response.statusCode(), response.body());
            }
            return response.body();
        } catch (final IOException e) {
            throw new UncheckedIOException("NiFi does not answer " + request.method() + " " + request.uri(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NiFiRefusal(request.method() + " " + request.uri().getPath(), 0, "interrupted");
        }
    }
}
