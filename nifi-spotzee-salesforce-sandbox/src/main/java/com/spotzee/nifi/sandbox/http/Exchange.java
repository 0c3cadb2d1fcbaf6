package com.spotzee.nifi.sandbox.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** One request and its answer. It is answered once, with JSON, a text, or nothing but a status. */
public final class Exchange {

    private static final long MOST_SKIPPED = 256L << 20;
    private static final JsonFactory JSON = new ObjectMapper().getFactory();
    private static final Set<String> CREDENTIAL_HEADERS = Set.of("authorization", "proxy-authorization", "cookie");
    private static final String CREDENTIAL_PARAMETER = "(?i)(^|&)(token|client_secret|refresh_token|assertion|access_token|password)=[^&]*";

    private final Request request;
    private final RequestLog log;
    private final Instant at;
    private final String path;
    private final List<String> pathSegments;
    private Response response;
    private Disturbance disturbance;
    private Map<String, String> pathValues = Map.of();
    private boolean pretty;
    private boolean recorded;

    Exchange(final Request request, final Response response, final RequestLog log, final Instant at) {
        this.request = request;
        this.response = response;
        this.log = log;
        this.at = at;
        final String raw = request.getHttpURI().getPath();
        this.pathSegments = Arrays.stream((raw.startsWith("/") ? raw.substring(1) : raw).split("/", -1)).map(Exchange::decodeSegment).toList();
        this.path = "/" + String.join("/", pathSegments);
    }

    public String method() {
        return request.getMethod();
    }

    /** The path, decoded, without the query. */
    public String path() {
        return path;
    }

    /** The value of a named segment of the route's template. */
    public String pathValue(final String name) {
        return pathValues.get(name);
    }

    /** The query as it came, or an empty text. */
    public String query() {
        return Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
    }

    /** The query's parameters. */
    public Parameters parameters() {
        return Parameters.parse(query());
    }

    public Optional<String> header(final String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** Address of the client, without the port. */
    public String sourceAddress() {
        return Request.getRemoteAddr(request);
    }

    /** The whole body. */
    public byte[] body(final int limit) throws IOException {
        final InputStream stream = Content.Source.asInputStream(request);
        final byte[] bytes = stream.readNBytes(limit + 1);
        if (bytes.length > limit) {
            // A client that is still sending when the connection ends finds a broken pipe instead of the answer.
            for (long left = MOST_SKIPPED; left > 0;) {
                final int read = stream.read(bytes);
                left = read < 0 ? 0 : left - read;
            }
            throw new BodyTooLargeException(limit);
        }
        return bytes;
    }

    /** Sets a header of the answer. */
    public Exchange with(final String header, final String value) {
        response.getHeaders().put(header, value);
        return this;
    }

    /** A header of the answer. */
    public Optional<String> answerHeader(final String name) {
        return Optional.ofNullable(response.getHeaders().get(name));
    }

    /** Makes the JSON of the answer readable for people. */
    public Exchange pretty() {
        pretty = true;
        return this;
    }

    /** Lets the answer meet a disturbance on its way, which stalls or slows it no longer once {@code over} is counted down. */
    public void disturb(final Disturbance what, final CountDownLatch over) {
        disturbance = what;
        response = new DisturbedResponse(request, response, what, over);
    }

    /** Answers with JSON that is sent while it is written. */
    public void json(final int status, final String contentType, final JsonBody body) throws IOException {
        response.setStatus(status);
        with("Content-Type", contentType);
        final OutputStream stream = body();
        final JsonGenerator json = JSON.createGenerator(stream).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        if (pretty) {
            json.useDefaultPrettyPrinter();
        }
        body.write(json);
        json.close();
        stream.close();
    }

    /** Answers with JSON that is sent while it is written. */
    public void json(final int status, final JsonBody body) throws IOException {
        json(status, "application/json", body);
    }

    /** Answers with bytes that stand ready. */
    public void bytes(final int status, final String contentType, final byte[] body) throws IOException {
        response.setStatus(status);
        with("Content-Type", contentType);
        try (OutputStream stream = body()) {
            stream.write(body);
        }
    }

    /** Answers with a body that stands ready. */
    public void packed(final int status, final String contentType, final PackedBody body) throws IOException {
        response.setStatus(status);
        with("Content-Type", contentType);
        if (disturbance == null && acceptsGzip()) {
            markGzip();
            try (OutputStream stream = new AnswerStream(response, this::record)) {
                body.writePacked(stream);
            }
        } else {
            try (OutputStream stream = body()) {
                body.writeUnpacked(stream);
            }
        }
    }

    /** Answers with bytes that are sent while they are written. */
    public void stream(final int status, final String contentType, final BytesBody body) throws IOException {
        response.setStatus(status);
        with("Content-Type", contentType);
        final OutputStream stream = body();
        body.write(stream);
        stream.close();
    }

    /** Answers with a status and no body. */
    public void empty(final int status) throws IOException {
        response.setStatus(status);
        record();
        Content.Sink.write(response, true, ByteBuffer.allocate(0));
    }

    /** Status of the answer, or 0 before there is one. */
    public int status() {
        return response.getStatus();
    }

    /** True once bytes of the answer have left: it can't become another one any more. */
    public boolean sent() {
        return response.isCommitted();
    }

    /** Writes JSON as an answer would have it, for callers that keep answers. */
    public static byte[] toBytes(final JsonBody body) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = generator(bytes)) {
            body.write(json);
        }
        return bytes.toByteArray();
    }

    static JsonGenerator generator(final OutputStream out) throws IOException {
        return JSON.createGenerator(out);
    }

    /** The decoded segments of the path. */
    public List<String> pathSegments() {
        return pathSegments;
    }

    void enter(final Map<String, String> values) {
        pathValues = values;
    }

    /** Notes the request in the log, once: before the last byte leaves, so that a client that has its answer also finds its request. */
    void record() {
        if (recorded) {
            return;
        }
        recorded = true;
        final Map<String, String> headers = new TreeMap<>();
        for (final HttpField field : request.getHeaders()) {
            final String name = field.getName().toLowerCase(Locale.ROOT);
            if (!CREDENTIAL_HEADERS.contains(name)) {
                headers.merge(name, String.valueOf(field.getValue()), (first, second) -> first + ", " + second);
            }
        }
        log.add(new RecordedRequest(method(), path, query().replaceAll(CREDENTIAL_PARAMETER, "$1$2="), headers, status(), at));
    }

    /** Where the text of the answer is written. */
    private OutputStream body() throws IOException {
        final OutputStream stream = gzipped(new AnswerStream(response, this::record));
        return disturbance instanceof final Disturbance.CutText cut ? new TextCutter(stream, cut.bytes()) : stream;
    }

    private OutputStream gzipped(final OutputStream stream) throws IOException {
        if (!acceptsGzip()) {
            return stream;
        }
        markGzip();
        return new QuickGzip(stream);
    }

    private boolean acceptsGzip() {
        return header("Accept-Encoding").map(value -> value.toLowerCase(Locale.ROOT).contains("gzip")).orElse(false);
    }

    private void markGzip() {
        with("Content-Encoding", "gzip");
        with("Vary", "Accept-Encoding");
    }

    private static String decodeSegment(final String segment) {
        // URLDecoder is made for queries, where a plus means a space; in a path it means itself.
        return segment.indexOf('%') < 0 ? segment : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
