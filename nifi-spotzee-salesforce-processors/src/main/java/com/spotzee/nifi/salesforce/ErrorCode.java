package com.spotzee.nifi.salesforce;

import java.util.Arrays;
import java.util.Optional;

/**
 * Salesforce's error codes that a caller treats differently, each with what the user should do; every other code is told by its status.
 * REST API Developer Guide, "Status Codes and Error Responses".
 */
enum ErrorCode {
    REQUEST_LIMIT_EXCEEDED(Kind.UNAVAILABLE, "Salesforce is busy with other calls of this org; the sync tries again by itself."),
    API_DISABLED_FOR_ORG(Kind.DENIED, "The org's edition has no API: ask Salesforce to enable it."),
    API_CURRENTLY_DISABLED(Kind.DENIED, "Give the connecting user the permission API Enabled (Setup, Permission Sets)."),
    INSUFFICIENT_ACCESS(Kind.DENIED, "Give the connecting user read access to the object and its fields (Setup, Permission Sets)."),
    INSUFFICIENT_ACCESS_OR_READONLY(Kind.DENIED, "Give the connecting user read access to the object and its fields (Setup, Permission Sets)."),
    FUNCTIONALITY_NOT_ENABLED(Kind.DENIED, "Switch the feature on in Salesforce Setup, or leave the object out."),
    INVALID_QUERY_LOCATOR(Kind.LOCATOR_LOST, "The query is asked again after the last record."),
    QUERY_TIMEOUT(Kind.TIMED_OUT, "Ask for less: narrow the rules, or use SystemModstamp as Cursor Field, which is indexed."),
    OPERATION_TOO_LARGE(Kind.TIMED_OUT, "Ask for less, or give the connecting user View All on the object."),
    TXN_SECURITY_METERING_ERROR(Kind.UNAVAILABLE, "A transaction security policy of the org took too long; the sync tries again by itself."),
    UNKNOWN_EXCEPTION(Kind.UNAVAILABLE, "This is trouble inside Salesforce; the sync tries again by itself."),
    SERVER_UNAVAILABLE(Kind.UNAVAILABLE, "The instance is down or overloaded (status.salesforce.com); the sync tries again by itself."),
    NOT_FOUND(Kind.NOT_FOUND, "The org has no such object or hides it: check the name and the connecting user's object permissions."),
    INVALID_TYPE(Kind.NOT_FOUND, "The org has no such object or hides it: check the name and the connecting user's object permissions."),
    INVALID_FIELD(Kind.REFUSED, "The field was renamed, deleted, or is hidden from the connecting user by field-level security: "
            + "Verify on the integration names the row."),
    MALFORMED_QUERY(Kind.REFUSED, "A rule or mapping makes a query that Salesforce does not understand."),
    INVALID_QUERY_FILTER_OPERATOR(Kind.REFUSED, "A rule's operator or value does not fit its field: Verify on the integration names the rule."),
    LIMIT_EXCEEDED(Kind.UNAVAILABLE, "A limit of the org is reached (Setup, System Overview); the sync tries again by itself."),
    QUERY_TOO_COMPLICATED(Kind.REFUSED, "Map or filter by fewer formula fields."),
    NUMBER_OUTSIDE_VALID_RANGE(Kind.REFUSED, Advice.BUG),
    EXCEEDED_ID_LIMIT(Kind.REFUSED, "More changed than Salesforce lists at once; the sync goes on without that list."),
    INVALID_REPLICATION_DATE(Kind.REFUSED, Advice.BUG),
    METHOD_NOT_ALLOWED(Kind.REFUSED, Advice.BUG),
    UNSUPPORTED_MEDIA_TYPE(Kind.REFUSED, Advice.BUG),
    UNSUPPORTED_API_VERSION(Kind.REFUSED, "Set API Version to a newer one.");

    /** An advice that several codes share. */
    private static final class Advice {
        private static final String BUG = "Either a proxy in between changes requests, or this is a bug of the plugin: please report it with this message.";
    }

    /** The failures that callers tell apart. */
    enum Kind { UNAVAILABLE, DENIED, LOCATOR_LOST, TIMED_OUT, NOT_FOUND, REFUSED }

    private final Kind kind;
    private final String advice;

    ErrorCode(final Kind kind, final String advice) {
        this.kind = kind;
        this.advice = advice;
    }

    static Optional<ErrorCode> of(final String errorCode) {
        return Arrays.stream(values()).filter(code -> code.name().equals(errorCode)).findFirst();
    }

    Kind kind() {
        return kind;
    }

    String advice() {
        return advice;
    }
}
