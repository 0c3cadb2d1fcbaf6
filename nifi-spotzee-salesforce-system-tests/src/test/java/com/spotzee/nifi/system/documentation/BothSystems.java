package com.spotzee.nifi.system.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.http.Sleeper;
import com.spotzee.nifi.salesforce.HttpSalesforceClient;
import com.spotzee.nifi.salesforce.Schema;
import com.spotzee.nifi.salesforce.login.Grant;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import com.spotzee.nifi.salesforce.login.SharedLogin;
import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The sandbox, as examples are shown to it. */
final class BothSystems implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final JdkHttpExchange http = JdkHttpExchange.open(HttpSettings.defaults());
    private final HttpClient project = HttpClient.newHttpClient();

    /** The org's objects as the product reads them. */
    Schema schema() {
        final Grant grant = new Grant.ClientCredentials(sandbox.org().clientId(), new Secret(sandbox.org().clientSecret()));
        final SharedLogin login = new SharedLogin(SalesforceHost.custom(sandbox.org().url().toString()), grant, http, InstantSource.system());
        return new HttpSalesforceClient(http, login, "66.0", InstantSource.system(), Sleeper.REAL);
    }

    /** What Spotzee has against a user; empty if it takes it. */
    Optional<JsonNode> refusal(final JsonNode item) {
        final String body = JSON.createArrayNode().add(item).toString();
        final JsonNode answer = answer(HttpRequest.newBuilder(URI.create(sandbox.project().url() + "/users/batch"))
                .header("Authorization", "Bearer " + sandbox.project().secretKey()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
        return Optional.of(answer.path("results").path(0).path("error")).filter(JsonNode::isObject);
    }

    /** {@code GET /summary} and all the others of the admin API, {@code GET /} included, which lists them. */
    Set<String> routes() {
        final JsonNode listed = answer(HttpRequest.newBuilder(sandbox.adminUrl()).build());
        return Stream.concat(Stream.of("GET /"), StreamSupport.stream(listed.spliterator(), false).map(route -> route.path("route").asText()))
                .collect(Collectors.toSet());
    }

    private JsonNode answer(final HttpRequest request) {
        try {
            final HttpResponse<String> answer = project.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new AssertionError("%s: %d %s".formatted(request.uri(), answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        project.close();
        http.close();
        sandbox.close();
    }
}
