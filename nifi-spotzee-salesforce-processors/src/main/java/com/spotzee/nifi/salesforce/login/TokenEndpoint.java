package com.spotzee.nifi.salesforce.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.http.HttpAnswer;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.Session;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Salesforce's token endpoint on one host: form fields in, a session or a failure with a sentence out. */
public final class TokenEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpExchange http;
    private final SalesforceHost host;

    public TokenEndpoint(final HttpExchange http, final SalesforceHost host) {
        this.http = http;
        this.host = host;
    }

    /**
     * What was granted.
     *
     * @param session         the session
     * @param newRefreshToken the refresh token to use from now on, or null where the old one stays
     */
    public record Granted(Session session, Secret newRefreshToken) {

        public Optional<Secret> refreshToken() {
            return Optional.ofNullable(newRefreshToken);
        }
    }

    private record Answer(int status, JsonNode json, String location) {
    }

    /** What Salesforce grants to these fields, {@code grant_type} among them. */
    public Granted ask(final Map<String, String> form) throws SalesforceFailure {
        final Answer answer = exchange(HttpCall.form(host.tokenEndpoint(), form));
        if (answer.status() == 200) {
            return granted(answer.json());
        }
        final String error = answer.json().path("error").asText("");
        if (!error.isEmpty()) {
            final String description = answer.json().path("error_description").asText("");
            throw TokenRefusal.of(error, description).failure(host, error, description);
        }
        throw withoutError(answer);
    }

    private Answer exchange(final HttpCall call) throws SalesforceFailure {
        try {
            return http.send(call, TokenEndpoint::read);
        } catch (final HttpFailure failure) {
            throw SalesforceFailure.Unavailable.unanswered("The login failed: %s.".formatted(failure.getMessage()), failure);
        } catch (final IOException unexpected) {
            throw new SalesforceFailure.NotUnderstood("The login at %s failed: the answer could not be read.".formatted(host), null);
        }
    }

    private static Answer read(final HttpAnswer answer) throws IOException {
        final byte[] body = answer.body().readNBytes(MOST_BYTES);
        return new Answer(answer.status(), parsed(body), answer.header("Location").orElse(""));
    }

    private static JsonNode parsed(final byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (final JsonProcessingException page) {
            return JSON.missingNode();
        }
    }

    private Granted granted(final JsonNode json) throws SalesforceFailure {
        final String token = json.path("access_token").asText("");
        final URI instance = instance(json.path("instance_url").asText(""));
        if (token.isEmpty()) {
            throw new SalesforceFailure.NotUnderstood("The login at %s failed: the answer has no access_token. Is a proxy in between?".formatted(host), null);
        }
        final String refreshToken = json.path("refresh_token").asText("");
        return new Granted(new Session(instance, new Secret(token), organization(json.path("id").asText(""))),
                refreshToken.isEmpty() ? null : new Secret(refreshToken));
    }

    /** The org's API address; the token is sent there, so it must be as safe as the login's own. */
    private URI instance(final String text) throws SalesforceFailure {
        try {
            final URI instance = URI.create(text);
            final boolean safe = "https".equals(instance.getScheme()) || SalesforceHost.isLoopback(instance) && host.isLoopback();
            if (safe && instance.getHost() != null) {
                return instance.resolve("/").getRawPath().equals("/") ? URI.create(instance.getScheme() + "://" + instance.getRawAuthority()) : instance;
            }
        } catch (final IllegalArgumentException noAddress) {
            // the same sentence as for an address that will not do
        }
        throw new SalesforceFailure.NotUnderstood("The login at %s failed: the answer names no https address as instance_url.".formatted(host), null);
    }

    /** The organisation in the identity address {@code …/id/<organisation>/<user>}, in the long form that is unique everywhere. */
    private static String organization(final String identity) {
        final String[] parts = identity.split("/");
        final String id = parts.length < 2 ? "" : parts[parts.length - 2];
        return SalesforceId.isValid(id) ? new SalesforceId(id).value() : null;
    }

    private SalesforceFailure withoutError(final Answer answer) {
        final int status = answer.status();
        if (status >= 500 || status == 406 || status == 420 || status == 429) {
            return new SalesforceFailure.Unavailable("The login failed: %s answered %d, which is maintenance or overload (status.salesforce.com)."
                    .formatted(host, status), null);
        }
        if (status >= 300 && status < 400) {
            return new SalesforceFailure.LoginRefused("The login failed: %s sends on to another host. Use the org's own host as Custom Domain "
                    .formatted(host) + "(Setup, My Domain).");
        }
        return new SalesforceFailure.LoginRefused("The login failed: %s answered %d where Salesforce issues tokens. Check the Environment and the host."
                .formatted(host, status));
    }
}
