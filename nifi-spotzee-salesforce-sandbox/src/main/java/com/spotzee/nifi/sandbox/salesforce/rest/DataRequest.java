package com.spotzee.nifi.sandbox.salesforce.rest;

import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.salesforce.oauth.Session;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request to the data API after login: one that came by itself, or a part of a composite one.
 *
 * @param version such as {@code 66.0}
 * @param path    the segments after the version
 * @param headers finds a header by name
 * @param mood    how willing the org is at this moment
 */
record DataRequest(String version, List<String> path, Parameters parameters, Function<String, Optional<String>> headers, Session session, QueryMood mood) {

    Optional<String> header(final String name) {
        return headers.apply(name);
    }

    /** A parameter that must be there. */
    String required(final String name, final ApiError otherwise) {
        return parameters.first(name).filter(value -> !value.isBlank()).orElseThrow(() -> otherwise);
    }

    /** Address of a resource of this version. */
    String address(final String resource) {
        return "/services/data/v" + version + "/" + resource;
    }
}
