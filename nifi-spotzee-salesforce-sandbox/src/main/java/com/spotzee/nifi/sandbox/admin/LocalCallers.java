package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps web pages of others away from the admin API, which has no login: a page the user visits could send requests to this machine, or be served
 * under a name of its own that leads to 127.0.0.1. Programs that send no {@code Origin} are the user's own.
 */
final class LocalCallers {
    private static final Pattern LOCAL_HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private LocalCallers() {
    }

    /** Refuses a request that was not addressed to this machine by its own name, or that another site's page wants to change something with. */
    static void check(final Exchange exchange) {
        final String host = exchange.header("Host").orElse("").toLowerCase(Locale.ROOT);
        if (!LOCAL_HOST.matcher(host).matches()) {
            throw AdminProblem.forbidden("The admin API answers under 127.0.0.1, localhost and [::1] only, not under another name.");
        }
        if (READING.contains(exchange.method())) {
            return;
        }
        final Optional<String> origin = exchange.header("Origin");
        final boolean foreign = origin.isPresent() && !origin.get().equalsIgnoreCase("http://" + host)
                || exchange.header("Sec-Fetch-Site").filter(site -> !OWN_SITE.contains(site)).isPresent();
        if (foreign) {
            throw AdminProblem.forbidden("A page of another site can't change the sandbox: use the console or a program on this machine.");
        }
    }
}
