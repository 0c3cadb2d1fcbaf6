package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.http.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page of a listing in ascending id order, with cursors that clients must not look into.
 *
 * @param previous null at the beginning
 * @param next     null at the end
 */
record Page<T>(List<T> items, String previous, String next, int limit) {

    private static final int DEFAULT_LIMIT = 25;
    private static final int MOST = 100;
    private static final Pattern CURSOR = Pattern.compile("([ab])(\\d{1,18})");

    /** Cuts a page out of a source. */
    static <T> Page<T> cut(final Source<T> source, final Parameters parameters, final ToLongFunction<T> id) {
        final int limit = limit(parameters);
        final Optional<Matcher> cursor = parameters.first("cursor").map(Page::opened);
        final long from = cursor.map(matcher -> Long.parseLong(matcher.group(2))).orElse(0L);
        final boolean backwards = cursor.isPresent() && "b".equals(cursor.get().group(1));
        final List<T> items = backwards ? source.before(from, limit) : source.after(from, limit);
        if (items.isEmpty()) {
            return new Page<>(items, null, null, limit);
        }
        final long first = id.applyAsLong(items.getFirst());
        final long last = id.applyAsLong(items.getLast());
        return new Page<>(items, source.before(first, 1).isEmpty() ? null : closed("b" + first), source.after(last, 1).isEmpty() ? null : closed("a" + last),
                limit);
    }

    void write(final JsonGenerator json, final ItemWriter<T> writer) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("results");
        for (final T item : items) {
            writer.write(json, item);
        }
        json.writeEndArray();
        json.writeStringField("nextCursor", next);
        json.writeStringField("prevCursor", previous);
        json.writeNumberField("limit", limit);
        json.writeEndObject();
    }

    private static int limit(final Parameters parameters) {
        final String text = parameters.first("limit").orElse(String.valueOf(DEFAULT_LIMIT));
        final int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "limit", "limit must be a number from 1 to 100.");
        }
        return limit;
    }

    private static String closed(final String cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    private static Matcher opened(final String cursor) {
        try {
            final Matcher matcher = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            if (matcher.matches()) {
                return matcher;
            }
        } catch (final IllegalArgumentException e) {
            throw unknownCursor();
        }
        throw unknownCursor();
    }

    private static RefusedException unknownCursor() {
        return new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "cursor", "The cursor was not given by this listing.");
    }

    /** Something that can be read in ascending id order in both directions. */
    interface Source<T> {
        List<T> after(long id, int most);

        List<T> before(long id, int most);
    }

    /** Writes one item. */
    @FunctionalInterface
    interface ItemWriter<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }
}
