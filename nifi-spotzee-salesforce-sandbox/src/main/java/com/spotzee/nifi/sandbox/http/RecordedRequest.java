package com.spotzee.nifi.sandbox.http;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it was seen and answered. It holds no credentials: authorization headers, cookies and token parameters are left out.
 *
 * @param path    decoded path without the query
 * @param query   the query as it came (still encoded), or an empty text
 * @param headers names in lower case
 * @param at      when it came, by the site's clock
 */
public record RecordedRequest(String method, String path, String query, Map<String, String> headers, int status, Instant at) {

    public RecordedRequest {
        headers = Map.copyOf(new TreeMap<>(headers));
    }

    public Optional<String> header(final String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** First value of a query parameter, decoded. */
    public Optional<String> parameter(final String name) {
        return Parameters.parse(query).first(name);
    }
}
