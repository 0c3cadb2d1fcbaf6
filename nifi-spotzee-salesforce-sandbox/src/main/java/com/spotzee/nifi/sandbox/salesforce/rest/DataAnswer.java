package com.spotzee.nifi.sandbox.salesforce.rest;

import com.spotzee.nifi.sandbox.http.JsonBody;

import java.util.Map;

/**
 * What the data API answers; the body is written once.
 *
 * @param headers headers of this answer alone
 * @param body    null where there is none
 */
record DataAnswer(int status, Map<String, String> headers, JsonBody body) {

    static DataAnswer json(final JsonBody body) {
        return new DataAnswer(200, Map.of(), body);
    }

    static DataAnswer notModified() {
        return new DataAnswer(304, Map.of(), null);
    }

    DataAnswer with(final String header, final String value) {
        return new DataAnswer(status, Map.of(header, value), body);
    }
}
