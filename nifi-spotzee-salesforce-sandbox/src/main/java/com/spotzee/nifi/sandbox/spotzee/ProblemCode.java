package com.spotzee.nifi.sandbox.spotzee;

import java.util.Locale;

/** Spotzee's stable error codes with their HTTP status and title. */
public enum ProblemCode {
    RATE_LIMITED(429, "Too many requests"),
    SERVICE_UNAVAILABLE(503, "Service unavailable"),
    INTERNAL_ERROR(500, "Internal error"),
    IDEMPOTENCY_IN_PROGRESS(409, "A request with this idempotency key is still running"),
    IDEMPOTENCY_KEY_MISMATCH(409, "This idempotency key was used for another request"),
    IDEMPOTENCY_KEY_INVALID(400, "Invalid idempotency key"),
    AUTHENTICATION_REQUIRED(401, "Authentication required"),
    PERMISSION_DENIED(403, "Permission denied"),
    QUOTA_EXCEEDED(402, "Quota exceeded"),
    RESOURCE_MISSING(404, "No such resource"),
    RESOURCE_ALREADY_EXISTS(409, "Resource already exists"),
    STATE_CONFLICT(409, "State conflict"),
    PARAMETER_MISSING(400, "Missing parameter"),
    PARAMETER_INVALID_EMPTY(400, "Empty parameter"),
    PARAMETER_INVALID_FORMAT(400, "Invalid parameter"),
    PARAMETER_UNKNOWN(400, "Unknown parameter"),
    VERSION_UNSUPPORTED(400, "Unsupported version"),
    VERSION_REQUIRED(400, "Version required"),
    VALIDATION_FAILED(422, "Validation failed"),
    /** Not among the documented codes: a client has to go by the status here. */
    PAYLOAD_TOO_LARGE(413, "Payload too large");

    private final int status;
    private final String title;

    ProblemCode(final int status, final String title) {
        this.status = status;
        this.title = title;
    }

    /** As it stands in an answer. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
