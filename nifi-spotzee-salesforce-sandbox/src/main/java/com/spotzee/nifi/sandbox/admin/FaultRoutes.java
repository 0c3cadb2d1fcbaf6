package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Lets the org fail on request. */
final class FaultRoutes {
    private static final Set<String> WHEN = Set.of("fault", "on", "method", "path", "nth", "every", "times", "from", "until");

    private final EmulatedOrg org;

    FaultRoutes(final EmulatedOrg org) {
        this.org = org;
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", "/org/faults", "The faults that are set, and how many requests each has struck", this::list),
                new AdminRoute("POST", "/org/faults", "Set a fault: {\"fault\":\"error\",\"status\":500,\"code\":\"UNKNOWN_EXCEPTION\",\"message\":\"Oops\","
                        + "\"on\":[\"query\",\"next_page\"],\"nth\":3,\"times\":1}; faults: " + String.join(", ", FaultKind.names()), this::add),
                new AdminRoute("GET", "/org/fault-kinds", "The faults there are with their keys, and the kinds of requests they can strike", this::kinds),
                new AdminRoute("DELETE", "/org/faults", "End all faults; answers they hold up go on", this::clear),
                new AdminRoute("DELETE", "/org/faults/{number}", "End one fault", this::end),
                new AdminRoute("PUT", "/org/refresh-token-rotation", "Whether each use of a refresh token replaces it: {\"on\":true}", this::rotation));
    }

    private void list(final Exchange exchange) throws IOException {
        ListedFaults.list(exchange, org.faults().active());
    }

    private void kinds(final Exchange exchange) throws IOException {
        ListedFaults.kinds(exchange, Arrays.stream(FaultKind.values()).collect(Collectors.toMap(FaultKind::text, FaultKind::keys, (one, other) -> one,
                LinkedHashMap::new)), "on", Arrays.stream(RequestKind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList());
    }

    private void add(final Exchange exchange) throws IOException {
        final RequestBody body = RequestBody.of(exchange);
        final Fault fault = FaultKind.named(body.neededText("fault")).read(body, WHEN);
        ListedFaults.added(exchange, org.faults().add(when(body), fault));
    }

    private void clear(final Exchange exchange) throws IOException {
        org.faults().clear();
        exchange.empty(204);
    }

    private void end(final Exchange exchange) throws IOException {
        final String number = exchange.pathValue("number");
        org.faults().end(org.faults().active().stream().filter(fault -> String.valueOf(fault.number()).equals(number)).findFirst()
                .orElseThrow(() -> AdminProblem.notFound("There is no fault " + number + ": GET /org/faults lists them.")));
        exchange.empty(204);
    }

    private void rotation(final Exchange exchange) throws IOException {
        org.rotateRefreshTokens(RequestBody.of(exchange, Set.of("on")).neededFlag("on"));
        exchange.empty(204);
    }

    private static When when(final RequestBody body) {
        final RequestKind[] kinds = body.texts("on").stream().map(FaultRoutes::kind).toArray(RequestKind[]::new);
        try {
            return When.always().on(kinds).method(body.text("method").orElse("")).path(body.text("path").orElse(""))
                    .nth(body.number("nth").orElse(1L)).every(body.number("every").orElse(1L)).times(body.number("times").orElse(Long.MAX_VALUE))
                    .from(body.text("from").map(Instant::parse).orElse(Instant.MIN)).until(body.text("until").map(Instant::parse).orElse(Instant.MAX));
        } catch (final DateTimeException e) {
            throw AdminProblem.badRequest("\"from\" and \"until\" take an instant of the org's clock such as 2026-11-23T10:00:00Z.");
        } catch (final PatternSyntaxException e) {
            throw AdminProblem.badRequest("\"path\" takes a regular expression: " + e.getDescription() + ".");
        } catch (final IllegalArgumentException e) {
            throw AdminProblem.badRequest(e.getMessage());
        }
    }

    private static RequestKind kind(final String name) {
        return Arrays.stream(RequestKind.values()).filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name)).findFirst()
                .orElseThrow(() -> AdminProblem.badRequest("There is no kind of request \"" + name + "\": \"on\" takes some of "
                        + String.join(", ", Arrays.stream(RequestKind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList()) + "."));
    }
}
