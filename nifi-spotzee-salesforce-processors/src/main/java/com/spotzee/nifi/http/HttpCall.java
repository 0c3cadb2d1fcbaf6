package com.spotzee.nifi.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One request. Its {@code toString} shows method and host only: addresses carry queries, headers carry credentials, bodies carry people.
 *
 * @param method  GET, POST and so on
 * @param uri     the full address
 * @param headers by name; {@code Accept-Encoding} is added by the exchange
 * @param body    what is sent, or null for nothing
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, byte[] body) {

    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        body = body == null ? null : body.clone();
    }

    public static HttpCall get(final URI uri) {
        return new HttpCall("GET", uri, Map.of("Accept", "application/json"), null);
    }

    /** A request that brings JSON and wants JSON back. */
    public static HttpCall json(final String method, final URI uri, final byte[] json) {
        return new HttpCall(method, uri, Map.of("Accept", "application/json", "Content-Type", "application/json"), json);
    }

    /** A POST of form fields that wants JSON back. */
    public static HttpCall form(final URI uri, final Map<String, String> fields) {
        final String form = fields.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return new HttpCall("POST", uri, Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.UTF_8));
    }

    /** The same request with one more header. */
    public HttpCall with(final String header, final String value) {
        final Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, uri, more, body);
    }

    @Override
    public byte[] body() {
        return body == null ? null : body.clone();
    }

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
