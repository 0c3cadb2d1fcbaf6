package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.Optional;

/** Spotzee's stable error codes and what follows from each. */
enum ProblemCode {
    RATE_LIMITED("rate_limited", Treatment.ASK_LATER, "lower the Requests properties of the Spotzee Project if this goes on"),
    SERVICE_UNAVAILABLE("service_unavailable", Treatment.ASK_LATER, "look at Spotzee's status page if this goes on"),
    INTERNAL_ERROR("internal_error", Treatment.ASK_LATER, "tell Spotzee's support the request id if this goes on"),
    IDEMPOTENCY_IN_PROGRESS("idempotency_in_progress", Treatment.ASK_LATER, "the same request is still being worked on"),
    AUTHENTICATION_REQUIRED("authentication_required", Treatment.CHANGE_SETTING,
            "the key is wrong, revoked or of the wrong kind: put a valid secret key (sk_…) into API Key of the Spotzee Project"),
    PERMISSION_DENIED("permission_denied", Treatment.CHANGE_SETTING,
            "the key may not do this: give it read and write access in Spotzee's settings, or use another key"),
    QUOTA_EXCEEDED("quota_exceeded", Treatment.CHANGE_SETTING, "the project's quota is used up: raise it at Spotzee"),
    VERSION_UNSUPPORTED("version_unsupported", Treatment.CHANGE_SETTING, "Spotzee no longer speaks this API version: install a newer version of this plugin"),
    VERSION_REQUIRED("version_required", Treatment.CHANGE_SETTING, "something between NiFi and Spotzee removes request headers: check the proxy"),
    IDEMPOTENCY_KEY_MISMATCH("idempotency_key_mismatch", Treatment.REFUSED, "report this to the makers of this plugin"),
    IDEMPOTENCY_KEY_INVALID("idempotency_key_invalid", Treatment.REFUSED, "report this to the makers of this plugin"),
    RESOURCE_MISSING("resource_missing", Treatment.REFUSED, "check the Spotzee URL"),
    RESOURCE_ALREADY_EXISTS("resource_already_exists", Treatment.REFUSED, "look the user up at Spotzee"),
    STATE_CONFLICT("state_conflict", Treatment.REFUSED, "look the user up at Spotzee"),
    PARAMETER_MISSING("parameter_missing", Treatment.REFUSED, "send the missing field"),
    PARAMETER_INVALID_EMPTY("parameter_invalid_empty", Treatment.REFUSED, "send a value, or leave the field out"),
    PARAMETER_INVALID_FORMAT("parameter_invalid_format", Treatment.REFUSED, "correct the field's value or its mapping row"),
    PARAMETER_UNKNOWN("parameter_unknown", Treatment.REFUSED, "put custom fields under data"),
    VALIDATION_FAILED("validation_failed", Treatment.REFUSED, "correct the record");

    /** What an error means for the sender. */
    enum Treatment {
        /** A moment cures it. */
        ASK_LATER,
        /** No request will do until a person changes something. */
        CHANGE_SETTING,
        /** What was sent is wrong. */
        REFUSED
    }

    private final String wireName;
    private final Treatment treatment;
    private final String advice;

    ProblemCode(final String wireName, final Treatment treatment, final String advice) {
        this.wireName = wireName;
        this.treatment = treatment;
        this.advice = advice;
    }

    /** The code of an error; empty if it is unknown, or a number as in older answers. */
    static Optional<ProblemCode> of(final JsonNode code) {
        return Arrays.stream(values()).filter(known -> known.wireName.equals(code.textValue())).findFirst();
    }

    /** What stands for an HTTP status whose code says nothing. */
    static Treatment treatmentOf(final int status) {
        return switch (status) {
            // 404, 405 and redirects are about the address: no record can cause or cure them
            case 401, 402, 403, 404, 405, 407 -> Treatment.CHANGE_SETTING;
            case 408, 425, 429 -> Treatment.ASK_LATER;
            default -> status >= 500 ? Treatment.ASK_LATER : status >= 400 ? Treatment.REFUSED : Treatment.CHANGE_SETTING;
        };
    }

    static String adviceOn(final int status) {
        return switch (status) {
            case 401 -> AUTHENTICATION_REQUIRED.advice;
            case 402 -> QUOTA_EXCEEDED.advice;
            case 403 -> PERMISSION_DENIED.advice;
            case 407 -> "the proxy wants a login: check the Proxy Configuration Service";
            case 413 -> "the records are too large";
            case 429 -> RATE_LIMITED.advice;
            default -> status >= 500 ? SERVICE_UNAVAILABLE.advice : "check the Spotzee URL";
        };
    }

    String wireName() {
        return wireName;
    }

    Treatment treatment() {
        return treatment;
    }

    /** What a person should do, as the end of a sentence. */
    String advice() {
        return advice;
    }
}
