package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProblemCode;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lets the org refuse logins that would succeed, and the project refuse whatever comes next. */
final class RefusalRoutes {
    private static final int MOST_TIMES = 10_000;

    private final EmulatedOrg org;
    private final EmulatedProject project;

    RefusalRoutes(final EmulatedOrg org, final EmulatedProject project) {
        this.org = org;
        this.project = project;
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", "/org/logins", "The refusals there are", exchange -> list(exchange, "refusals", TokenRefusal.values())),
                new AdminRoute("POST", "/org/logins/refuse", "Refuse every further login: {\"refusal\":\"app_not_approved\"}; "
                        + "GET /org/logins lists more", this::refuseLogins),
                new AdminRoute("POST", "/org/logins/accept", "Let logins in again", this::acceptLogins),
                new AdminRoute("GET", "/project/refusals", "The codes there are", exchange -> list(exchange, "codes", ProblemCode.values())),
                new AdminRoute("POST", "/project/refusals", "Refuse the next requests to the project: {\"code\":\"service_unavailable\",\"times\":5}; "
                        + "GET /project/refusals lists the codes", this::refuseUsers));
    }

    private static void list(final Exchange exchange, final String name, final Enum<?>[] values) throws IOException {
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart(name);
            for (final Enum<?> value : values) {
                json.writeString(word(value));
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void refuseLogins(final Exchange exchange) throws IOException {
        org.refuseLogins(named(TokenRefusal.values(), "refusal", RequestBody.of(exchange, Set.of("refusal")).neededText("refusal")));
        exchange.empty(204);
    }

    private void acceptLogins(final Exchange exchange) throws IOException {
        org.acceptLogins();
        exchange.empty(204);
    }

    private void refuseUsers(final Exchange exchange) throws IOException {
        final RequestBody body = RequestBody.of(exchange, Set.of("code", "times"));
        final long times = body.number("times").orElse(1L);
        if (times < 1 || times > MOST_TIMES) {
            throw AdminProblem.badRequest("\"times\" takes a whole number from 1 to " + MOST_TIMES + ".");
        }
        project.refuseNext(named(ProblemCode.values(), "code", body.neededText("code")), (int) times);
        exchange.empty(204);
    }

    private static <E extends Enum<E>> E named(final E[] values, final String key, final String word) {
        return Arrays.stream(values).filter(value -> word(value).equals(word)).findFirst()
                .orElseThrow(() -> AdminProblem.badRequest("\"" + key + "\" takes one of " + words(values) + "."));
    }

    private static String words(final Enum<?>[] values) {
        return String.join(", ", Arrays.stream(values).map(RefusalRoutes::word).toList());
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
