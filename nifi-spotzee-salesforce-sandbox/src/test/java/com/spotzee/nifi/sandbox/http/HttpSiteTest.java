package com.spotzee.nifi.sandbox.http;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpSiteTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:05:00Z");

    private final RequestLog log = new RequestLog();
    private final Routes routes = Routes.builder()
            .on("GET", "/people/{id}", exchange -> exchange.json(200, json -> json.writeString(exchange.pathValue("id"))))
            .on("GET", "/rows", exchange -> exchange.json(200, json -> {
                json.writeStartArray();
                for (int i = 0; i < 100_000; i++) {
                    json.writeNumber(i);
                }
                json.writeEndArray();
            }))
            .on("POST", "/small", exchange -> exchange.bytes(200, "text/plain", exchange.body(10)))
            .build();
    private final HttpSite site = HttpSite.start("the test site", 0, InstantSource.fixed(NOW), log, this::answer);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        site.close();
    }

    @Test
    void tellsTheTimeOfItsClock() throws Exception {
        assertEquals("Mon, 23 Nov 2026 10:05:00 GMT", get("/people/7").headers().firstValue("Date").orElseThrow());
    }

    @Test
    void decodesNamedSegmentsOnceAndKeepsAPlusSign() throws Exception {
        assertEquals("\"a/b+c ü\"", get("/people/a%2Fb+c%20%C3%BC").body());
    }

    @Test
    void tellsAWrongMethodFromAnUnknownPath() throws Exception {
        assertEquals("405 [GET]", send(HttpRequest.newBuilder(url("/people/7")).DELETE()).body());
        assertEquals("404", get("/people/7/8").body());
        assertEquals("404", get("/people/").body());
    }

    @Test
    void streamsALongAnswerAndCompressesItWhenAsked() throws Exception {
        final HttpResponse<InputStream> answer =
                client.send(HttpRequest.newBuilder(url("/rows")).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream());
        try (GZIPInputStream body = new GZIPInputStream(answer.body())) {
            final String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.endsWith(",99999]"));
        }
        assertFalse(answer.headers().firstValue("Content-Length").isPresent());
        assertTrue(get("/people/7").headers().firstValue("Content-Length").isPresent());
    }

    @Test
    void refusesABodyAboveTheLimit() throws Exception {
        assertEquals("12345", send(HttpRequest.newBuilder(url("/small")).POST(HttpRequest.BodyPublishers.ofString("12345"))).body());
        assertEquals("413", send(HttpRequest.newBuilder(url("/small")).POST(HttpRequest.BodyPublishers.ofString("12345678901"))).body());
    }

    @Test
    void refusesAnAddressOrHeadersAboveSixteenKilobytes() throws Exception {
        assertEquals(414, get("/people/" + "x".repeat(17_000)).statusCode());
        assertEquals(431, send(HttpRequest.newBuilder(url("/people/7")).header("X-Long", "x".repeat(17_000))).statusCode());
    }

    @Test
    void remembersRequestsWithoutTheirCredentials() throws Exception {
        send(HttpRequest.newBuilder(url("/people/7?q=a+b&token=geheim")).header("Authorization", "Bearer geheim").header("X-Seen", "yes"));

        final RecordedRequest request = log.requests().getLast();
        assertEquals(List.of("GET", "/people/7", "q=a+b&token=", 200), List.of(request.method(), request.path(), request.query(), request.status()));
        assertEquals("a b", request.parameter("q").orElseThrow());
        assertEquals("yes", request.header("X-Seen").orElseThrow());
        assertFalse(request.toString().contains("geheim"));
    }

    @Test
    void remembersOnlyTheNewestRequests() {
        for (int i = 0; i < 4001; i++) {
            log.add(new RecordedRequest("GET", "/" + i, "", Map.of(), 200, Instant.EPOCH));
        }
        assertEquals(4000, log.requests().size());
        assertEquals("/1", log.requests().getFirst().path());
        assertEquals(4001, log.total());
    }

    @Test
    void saysWhatToDoWhenThePortIsTaken() {
        final PortTakenException e = assertThrows(PortTakenException.class,
                () -> HttpSite.start("the other site", site.port(), InstantSource.system(), log, this::answer).close());
        assertEquals("Port " + site.port() + " for the other site is not free on 127.0.0.1: stop the program that uses it, "
                + "or choose another port (0 takes any free one).", e.getMessage());
        assertInstanceOf(IOException.class, e.getCause());
    }

    private void answer(final Exchange exchange) throws IOException {
        switch (routes.find(exchange)) {
            case Routes.Found found -> {
                try {
                    found.action().answer(exchange);
                } catch (final BodyTooLargeException e) {
                    text(exchange, 413, "413");
                }
            }
            case Routes.WrongMethod wrong -> text(exchange, 405, "405 " + wrong.allowed());
            case Routes.Unknown unknown -> text(exchange, 404, "404");
        }
    }

    private static void text(final Exchange exchange, final int status, final String text) throws IOException {
        exchange.bytes(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private URI url(final String path) {
        return URI.create(site.url() + path);
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url(path)));
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
