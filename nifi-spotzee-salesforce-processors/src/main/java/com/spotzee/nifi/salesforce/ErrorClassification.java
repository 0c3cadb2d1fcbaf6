package com.spotzee.nifi.salesforce;

import java.net.URI;

/**
 * Turns an error answer into the failure that callers know: by Salesforce's code first, because its statuses mislead (an exhausted allowance
 * is a 403), by the status where the code is unknown or missing.
 */
final class ErrorClassification {

    /** The code of what was refused with 414 or 431: the address, or the address with the headers, is too long. */
    static final String ADDRESS_TOO_LONG = "URI_TOO_LONG";

    private ErrorClassification() {
    }

    /**
     * The failure.
     *
     * @param tried what was tried, as the beginning of a sentence: {@code Describing Lead}
     */
    static SalesforceFailure of(final String tried, final ErrorAnswer error) {
        if ("REQUEST_LIMIT_EXCEEDED".equals(error.code()) && error.message().contains("TotalRequests")) {
            return new SalesforceFailure.AllowanceUsedUp(sentence(tried, error,
                    "The org's API calls of the last 24 hours are used up: look at Setup, System Overview; the sync goes on when there are some again."));
        }
        if (curedByLogin(error)) {
            return unauthorised(tried, error);
        }
        return ErrorCode.of(error.code()).map(code -> byCode(code, tried, error)).orElseGet(() -> byStatus(tried, error));
    }

    /** Whether the session is at its end, and another login helps. The identity resources say it with a 403 and a bare word. */
    static boolean curedByLogin(final ErrorAnswer error) {
        final boolean dead = error.status() == 401 || "INVALID_SESSION_ID".equals(error.code()) || "Bad_OAuth_Token".equals(error.code());
        return dead && !beyondLogin(error);
    }

    /** A 401 that no login cures: asking for a new token would go on for ever. */
    static boolean beyondLogin(final ErrorAnswer error) {
        return error.message().contains("not valid for use with the REST API") || error.message().contains("not attached to Agent");
    }

    private static SalesforceFailure byCode(final ErrorCode code, final String tried, final ErrorAnswer error) {
        final String message = sentence(tried, error, code.advice());
        return switch (code.kind()) {
            case UNAVAILABLE -> new SalesforceFailure.Unavailable(message, null);
            case DENIED -> new SalesforceFailure.AccessDenied(message);
            case LOCATOR_LOST -> new SalesforceFailure.LocatorLost(message);
            case TIMED_OUT -> new SalesforceFailure.QueryTimedOut(message);
            case NOT_FOUND -> new SalesforceFailure.NotFound(message);
            case REFUSED -> new SalesforceFailure.Refused(code.name(), message);
        };
    }

    private static SalesforceFailure byStatus(final String tried, final ErrorAnswer error) {
        final int status = error.status();
        return switch (status) {
            case 401 -> unauthorised(tried, error);
            case 403 -> new SalesforceFailure.AccessDenied(sentence(tried, error, "Check the connecting user's permissions in Salesforce Setup."));
            case 404 -> new SalesforceFailure.NotFound(sentence(tried, error, ErrorCode.NOT_FOUND.advice()));
            case 406, 408, 420, 425, 429 -> new SalesforceFailure.Unavailable(
                    sentence(tried, error, "This is trouble at Salesforce's edge; the sync tries again by itself."), null);
            case 410 -> new SalesforceFailure.Refused(code(error), sentence(tried, error, ErrorCode.UNSUPPORTED_API_VERSION.advice()));
            case 414, 431 -> new SalesforceFailure.Refused(ADDRESS_TOO_LONG,
                    sentence(tried, error, "The request is too long for an address (16,384 bytes): map fewer fields or shorten the rules."));
            default -> status >= 500
                    ? new SalesforceFailure.Unavailable(sentence(tried, error, ErrorCode.SERVER_UNAVAILABLE.advice()), null)
                    : refusedOrRedirected(tried, error);
        };
    }

    private static SalesforceFailure refusedOrRedirected(final String tried, final ErrorAnswer error) {
        if (error.status() >= 300 && error.status() < 400) {
            return new SalesforceFailure.LoginRefused(sentence(tried, error,
                    "The org is at another address%s: use that as Custom Domain.".formatted(redirectHost(error.location()))));
        }
        return new SalesforceFailure.Refused(code(error), sentence(tried, error, "Salesforce refuses the request as it is."));
    }

    private static SalesforceFailure unauthorised(final String tried, final ErrorAnswer error) {
        return new SalesforceFailure.LoginRefused(sentence(tried, error, beyondLogin(error)
                ? "Another login does not cure this: let the connected app or external client app use the API (scope api), and the user with it."
                : "Salesforce refused a token it had just issued: look at the app's policies and the user's login history in Setup, then reconnect."));
    }

    static String sentence(final String tried, final ErrorAnswer error, final String advice) {
        final StringBuilder text = new StringBuilder(tried).append(" failed: Salesforce answered ").append(error.status());
        if (!error.code().isEmpty()) {
            text.append(' ').append(error.code());
        }
        final String shown = ShownMessage.of(error.message());
        if (!shown.isEmpty()) {
            text.append(": ").append(shown);
        }
        return text.append(text.charAt(text.length() - 1) == '.' ? " " : ". ").append(advice).toString();
    }

    private static String code(final ErrorAnswer error) {
        return error.code().isEmpty() ? "HTTP_" + error.status() : error.code();
    }

    private static String redirectHost(final String location) {
        try {
            final String host = URI.create(location).getHost();
            return host == null ? "" : ", " + host;
        } catch (final IllegalArgumentException noAddress) {
            return "";
        }
    }
}
