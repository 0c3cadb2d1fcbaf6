package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.SubscriptionType;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What concerns a whole side: counts, credentials, time, tokens, the API allowance, users of the project, and the requests each side has seen. */
final class ControlRoutes {
    private static final int USUAL_REQUESTS = 50;
    private static final int MOST_REQUESTS = 4_000;
    private static final int USUAL_USERS = 10;
    private static final int MOST_USERS = 2_000;
    private static final Duration FURTHEST = Duration.ofDays(3650);

    private final EmulatedOrg org;
    private final EmulatedProject project;
    private final List<SubscriptionType> types;

    ControlRoutes(final EmulatedOrg org, final EmulatedProject project, final List<SubscriptionType> types) {
        this.org = org;
        this.project = project;
        this.types = types;
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", "/summary", "Counts of both sides: people, opted out, users, who can be reached", this::summary),
                new AdminRoute("GET", "/connection", "Addresses of both sides and the credentials they accept", this::connection),
                new AdminRoute("GET", "/clock", "The time on both sides", this::showClock),
                new AdminRoute("PUT", "/clock", "Set the time on both sides: {\"now\":\"2026-11-23T10:00:00Z\"}", this::setClock),
                new AdminRoute("POST", "/clock/advance", "Let time pass on both sides: {\"duration\":\"PT2H\"}", this::advanceClock),
                new AdminRoute("DELETE", "/org/tokens", "Revoke every access and refresh token of the org", this::revokeTokens),
                new AdminRoute("PUT", "/org/encrypted-data", "Let the API's user read encrypted text, or asterisks: {\"permitted\":true}",
                        this::permitEncryptedData),
                new AdminRoute("GET", "/org/api-usage", "The org's daily API usage", this::showApiUsage),
                new AdminRoute("PUT", "/org/api-usage", "Set the org's daily API usage: {\"used\":99000,\"max\":100000}", this::setApiUsage),
                new AdminRoute("GET", "/org/requests", "The newest requests to the org; ?limit=50", exchange -> requests(exchange, org.requests())),
                new AdminRoute("GET", "/project/requests", "The newest requests to the project; ?limit=50", exchange -> requests(exchange, project.requests())),
                new AdminRoute("GET", "/project/users", "External ids of the project's first users; ?limit=10", this::users),
                new AdminRoute("GET", "/project/users/{externalId}", "A user of the project with the subscription states", this::user));
    }

    private void summary(final Exchange exchange) throws IOException {
        exchange.json(200, new Summary(org.store(), project, types)::write);
    }

    private void connection(final Exchange exchange) throws IOException {
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("salesforce");
            json.writeStringField("url", org.url().toString());
            json.writeStringField("organizationId", org.organizationId());
            json.writeStringField("clientId", org.clientId());
            json.writeStringField("clientSecret", org.clientSecret());
            json.writeStringField("refreshToken", org.refreshToken());
            json.writeArrayFieldStart("callbackUrls");
            for (final String callbackUrl : org.app().callbackUrls()) {
                json.writeString(callbackUrl);
            }
            json.writeEndArray();
            json.writeStringField("username", org.username());
            json.writeStringField("jwtPrivateKey", org.jwtPrivateKeyPem());
            json.writeEndObject();
            json.writeObjectFieldStart("spotzee");
            json.writeStringField("url", project.url().toString());
            json.writeStringField("secretKey", project.secretKey());
            json.writeStringField("publishableKey", project.publishableKey());
            json.writeStringField("organizationKey", project.organizationKey());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private void showClock(final Exchange exchange) throws IOException {
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("now", org.clock().now().toString());
            json.writeEndObject();
        });
    }

    private void setClock(final Exchange exchange) throws IOException {
        final String text = RequestBody.of(exchange, Set.of("now")).neededText("now");
        try {
            org.clock().set(Instant.parse(text));
        } catch (final DateTimeException e) {
            throw AdminProblem.badRequest("\"now\" takes an instant such as 2026-11-23T10:00:00Z.");
        }
        showClock(exchange);
    }

    private void advanceClock(final Exchange exchange) throws IOException {
        final String text = RequestBody.of(exchange, Set.of("duration")).neededText("duration");
        final OrgClock clock = org.clock();
        clock.advance(duration(text).orElseThrow(() -> AdminProblem.badRequest("\"duration\" takes an ISO 8601 duration of at most ten years such as "
                + "PT90M, PT2H or P1D; -PT1H goes back.")));
        showClock(exchange);
    }

    private static Optional<Duration> duration(final String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(duration -> duration.abs().compareTo(FURTHEST) <= 0);
        } catch (final DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private void revokeTokens(final Exchange exchange) throws IOException {
        org.revokeTokens();
        exchange.empty(204);
    }

    private void permitEncryptedData(final Exchange exchange) throws IOException {
        org.edits().permitEncryptedData(RequestBody.of(exchange, Set.of("permitted")).neededFlag("permitted"));
        exchange.empty(204);
    }

    private void showApiUsage(final Exchange exchange) throws IOException {
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeNumberField("used", org.apiUsage().used());
            json.writeNumberField("max", org.apiUsage().max());
            json.writeEndObject();
        });
    }

    private void setApiUsage(final Exchange exchange) throws IOException {
        final RequestBody body = RequestBody.of(exchange, Set.of("used", "max"));
        final long used = body.neededNumber("used");
        final long max = body.neededNumber("max");
        if (max < 1) {
            throw AdminProblem.badRequest("\"max\" takes a whole number of at least 1.");
        }
        org.setApiUsage(used, max);
        exchange.empty(204);
    }

    private void requests(final Exchange exchange, final List<RecordedRequest> all) throws IOException {
        final int limit = Query.limit(Query.of(exchange, Set.of("limit")), USUAL_REQUESTS, MOST_REQUESTS);
        exchange.json(200, json -> {
            json.writeStartArray();
            for (final RecordedRequest request : all.subList(Math.max(0, all.size() - limit), all.size())) {
                json.writeStartObject();
                json.writeStringField("at", request.at().toString());
                json.writeStringField("method", request.method());
                json.writeStringField("path", request.path());
                json.writeStringField("query", request.query());
                json.writeNumberField("status", request.status());
                json.writeObjectFieldStart("headers");
                for (final Map.Entry<String, String> header : request.headers().entrySet()) {
                    json.writeStringField(header.getKey(), header.getValue());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void users(final Exchange exchange) throws IOException {
        final Parameters parameters = Query.of(exchange, Set.of("limit"));
        final int limit = Query.limit(parameters, USUAL_USERS, MOST_USERS);
        final List<String> ids = project.users().limit(limit).map(user -> user.path("external_id").asText()).toList();
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeNumberField("count", project.userCount());
            json.writeArrayFieldStart("externalIds");
            for (final String id : ids) {
                json.writeString(id);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void user(final Exchange exchange) throws IOException {
        final String externalId = exchange.pathValue("externalId");
        final JsonNode user = project.user(externalId).orElseThrow(() -> AdminProblem.notFound("The project has no user with the external id " + externalId
                + ": GET /project/users lists some; whether they arrived is a matter of the sync."));
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeFieldName("user");
            JsonTree.write(json, user);
            json.writeArrayFieldStart("subscriptions");
            for (final SubscriptionType type : types) {
                json.writeStartObject();
                json.writeNumberField("id", type.id());
                json.writeStringField("name", type.name());
                json.writeStringField("state", SubscriptionStates.name(project.subscriptionState(externalId, type.id())));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
