package com.spotzee.nifi.sandbox.spotzee;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every request is checked for before anything is done. */
final class RequestChecks {

    /** The only version there is. */
    static final String VERSION = "2026-04-28";

    private RequestChecks() {
    }

    /** Takes the secret key alone: keys of the other kinds belong to other surfaces. */
    static void authenticate(final Exchange exchange, final String secretKey) {
        final String authorization = exchange.header("Authorization").orElse("");
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7) || !authorization.substring(7).strip().equals(secretKey)) {
            throw new RefusedException(ProblemCode.AUTHENTICATION_REQUIRED, null,
                    "This request needs Authorization: Bearer with the project's secret key (sk_).");
        }
    }

    /** The version under which the request is answered. */
    static String version(final Exchange exchange, final boolean required) {
        final Optional<String> asked = exchange.header("Spotzee-Version");
        if (asked.isEmpty()) {
            if (required) {
                throw new RefusedException(ProblemCode.VERSION_REQUIRED, "Spotzee-Version", "Name the version that you were built for.");
            }
            return VERSION;
        }
        try {
            final String version = LocalDate.parse(asked.get().strip()).toString();
            if (!version.equals(VERSION)) {
                throw new RefusedException(ProblemCode.VERSION_UNSUPPORTED, "Spotzee-Version", "There is no such version; the newest is " + VERSION + ".");
            }
            return version;
        } catch (final DateTimeException e) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "Spotzee-Version", "A version is a date such as " + VERSION + ".");
        }
    }

    /** The query's parameters, none but these. */
    static Parameters parameters(final Exchange exchange, final String... known) {
        final Parameters parameters = exchange.parameters();
        for (final String name : parameters.names()) {
            if (!List.of(known).contains(name)) {
                throw new RefusedException(ProblemCode.PARAMETER_UNKNOWN, name, "There is no such parameter.");
            }
        }
        return parameters;
    }

    static void jsonBody(final Exchange exchange) {
        final String type = exchange.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.equals("application/json") && !type.startsWith("application/json;")) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "Content-Type", "The body must be sent as application/json.");
        }
    }
}
