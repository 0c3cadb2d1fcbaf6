package com.spotzee.nifi.sandbox.http;

import org.eclipse.jetty.http.HttpException;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Name and value pairs as a query or a form carries them, in the order of arrival. */
public record Parameters(Map<String, List<String>> values) {

    /**
     * Reads {@code a=1&b=2}.
     *
     * @throws HttpException.RuntimeException if a percent sign is not followed by two hexadecimal digits
     */
    public static Parameters parse(final String encoded) {
        final Map<String, List<String>> values = new LinkedHashMap<>();
        for (final String pair : encoded.split("&")) {
            if (!pair.isEmpty()) {
                final int equals = pair.indexOf('=');
                final String name = equals < 0 ? pair : pair.substring(0, equals);
                final String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
            }
        }
        return new Parameters(values);
    }

    public Set<String> names() {
        return values.keySet();
    }

    public Optional<String> first(final String name) {
        return all(name).stream().findFirst();
    }

    public List<String> all(final String name) {
        return values.getOrDefault(name, List.of());
    }

    private static String decode(final String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            // Jetty answers it with 400.
            throw new HttpException.RuntimeException(400, "Bad percent-encoding", e);
        }
    }
}
