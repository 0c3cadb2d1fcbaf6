package com.spotzee.nifi.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A refusal of the data API: a status and an array of one error. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String errorCode;
    private final transient List<String> fields;

    ApiError(final int status, final String errorCode, final String message) {
        this(status, errorCode, message, List.of());
    }

    private ApiError(final int status, final String errorCode, final String message, final List<String> fields) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
        this.fields = fields;
    }

    static ApiError of(final SoqlError error) {
        return new ApiError(400, error.errorCode(), error.getMessage(), error.fields());
    }

    static ApiError notFound() {
        return new ApiError(404, "NOT_FOUND", "The requested resource does not exist");
    }

    static ApiError sessionInvalid() {
        return new ApiError(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }

    /** What Salesforce says when it failed itself; the id is one for its support. */
    static ApiError unexpected(final Instant now, final long number) {
        return new ApiError(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred. Please include this ErrorId if you contact support: "
                + now.getEpochSecond() + "-" + number + " (" + Long.hashCode(number * 1_000_003 + now.toEpochMilli()) + ")");
    }

    static ApiError methodNotAllowed(final String method, final String allowed) {
        return new ApiError(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + method + "' not allowed. Allowed are " + allowed);
    }

    int status() {
        return status;
    }

    void write(final JsonGenerator json) throws IOException {
        json.writeStartArray();
        json.writeStartObject();
        json.writeStringField("message", getMessage());
        json.writeStringField("errorCode", errorCode);
        if (!fields.isEmpty()) {
            json.writeArrayFieldStart("fields");
            for (final String field : fields) {
                json.writeString(field);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndArray();
    }
}
