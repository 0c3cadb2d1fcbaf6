package com.spotzee.nifi.sandbox.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with named segments: {@code /users/{id}/subscriptions}. */
record PathTemplate(List<String> segments) {

    static PathTemplate of(final String template) {
        return new PathTemplate(List.of(template.substring(1).split("/", -1)));
    }

    /** The values of the named segments, or empty if the path is another one. */
    Optional<Map<String, String>> match(final List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        final Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            final String segment = segments.get(i);
            final String actual = path.get(i);
            if (isName(segment) && !actual.isEmpty()) {
                values.put(segment.substring(1, segment.length() - 1), actual);
            } else if (!segment.equals(actual)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static boolean isName(final String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }
}
