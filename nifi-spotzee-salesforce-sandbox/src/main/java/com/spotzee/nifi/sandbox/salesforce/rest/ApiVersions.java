package com.spotzee.nifi.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API versions an org offers. */
record ApiVersions(List<String> offered) {

    private static final Pattern SEGMENT = Pattern.compile("v(\\d{1,3}\\.\\d)");
    private static final int LAST_RETIRED = 30;
    private static final List<String> SEASONS = List.of("Spring", "Summer", "Winter");
    private static final int SPRING_2024 = 60;

    /** The version a path segment such as {@code v66.0} names. */
    String named(final String segment) {
        final Matcher matcher = SEGMENT.matcher(segment);
        if (!matcher.matches()) {
            throw ApiError.notFound();
        }
        if (Double.parseDouble(matcher.group(1)) <= LAST_RETIRED) {
            throw new ApiError(410, "UNSUPPORTED_API_VERSION", "The requested API version has been retired. Use one of the versions listed at /services/data.");
        }
        if (!offered.contains(matcher.group(1))) {
            throw ApiError.notFound();
        }
        return matcher.group(1);
    }

    void write(final JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (final String version : offered) {
            json.writeStartObject();
            json.writeStringField("label", label(Integer.parseInt(version.substring(0, version.indexOf('.')))));
            json.writeStringField("url", "/services/data/v" + version);
            json.writeStringField("version", version);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Three releases a year; the winter one carries the next year's number. */
    private static String label(final int number) {
        final int season = Math.floorMod(number - SPRING_2024, 3);
        final int year = 24 + Math.floorDiv(number - SPRING_2024, 3) + (season == 2 ? 1 : 0);
        return SEASONS.get(season) + " '" + year;
    }
}
