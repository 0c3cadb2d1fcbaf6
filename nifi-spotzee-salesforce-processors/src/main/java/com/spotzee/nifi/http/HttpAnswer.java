package com.spotzee.nifi.http;

import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * An answer while it is being read. The body is valid inside the {@link AnswerReader} only; it is decoded (gzip) and need not be closed.
 *
 * @param status  HTTP status
 * @param headers the answer's headers
 * @param body    the body, empty where there is none
 */
public record HttpAnswer(int status, HttpHeaders headers, InputStream body) {

    public Optional<String> header(final String name) {
        return headers.firstValue(name);
    }

    /** Whether the status says that the request was done: 200 to 299. */
    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /** The server's clock: the {@code Date} header, whole seconds. */
    public Optional<Instant> serverTime() {
        return header("Date").flatMap(HttpAnswer::httpDate);
    }

    static Optional<Instant> httpDate(final String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (final DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
