package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import com.spotzee.nifi.salesforce.login.TokenEndpoint;
import com.spotzee.nifi.salesforce.login.TokenRefusal;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One attempt to get a refresh token: the address that asks for the consent, and what becomes of the answer. */
final class ConsentFlow {

    private final SalesforceHost host;
    private final ClientApp app;
    private final TokenEndpoint endpoint;
    private final FirstLook firstLook;
    private final ProofKey proofKey = ProofKey.random();
    private final String state = ProofKey.randomText();

    ConsentFlow(final SalesforceHost host, final ClientApp app, final HttpExchange http) {
        this.host = host;
        this.app = app;
        this.endpoint = new TokenEndpoint(http, host);
        this.firstLook = new FirstLook(host, app, http);
    }

    /** Where a person is asked. It holds no secret: whoever reads it can't use what comes back. */
    URI address() {
        final Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", app.clientId());
        query.put("redirect_uri", app.callback().toString());
        query.put("scope", "api refresh_token");
        query.put("state", state);
        query.put("code_challenge", proofKey.challenge());
        query.put("code_challenge_method", "S256");
        // who is signed in already is shown who that is, instead of being connected without a question
        query.put("prompt", "login consent");
        return host.url().resolve("/services/oauth2/authorize?" + query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&")));
    }

    /** What tells the answer to this attempt from any other. */
    String state() {
        return state;
    }

    /** Makes a refresh token of the answer, and tries it once. */
    Outcome outcome(final Callback callback) {
        try {
            return switch (callback) {
                case Callback.Refused(String error, String description) -> throw TokenRefusal.of(error, description).failure(host, error, description);
                case Callback.Code(Secret code) -> tried(endpoint.ask(codeForm(code)));
            };
        } catch (final SalesforceFailure failure) {
            return new Outcome.Failed(failure.getMessage());
        }
    }

    private Outcome tried(final TokenEndpoint.Granted granted) throws SalesforceFailure {
        final Optional<Secret> token = granted.refreshToken();
        if (token.isEmpty()) {
            return new Outcome.Failed(("%s granted access without a refresh token: add the scope 'Perform requests at any time (refresh_token, offline_access)"
                    + "' to the app's OAuth settings and connect again.").formatted(host));
        }
        final Map<String, String> form = app.form("refresh_token");
        form.put("refresh_token", token.get().reveal());
        final TokenEndpoint.Granted refreshed = endpoint.ask(form);
        if (refreshed.refreshToken().filter(next -> !next.equals(token.get())).isPresent()) {
            return new Outcome.Failed(("This app can't be used with a refresh token: %s replaced the token when it was used once (Refresh Token Rotation), and "
                    + "NiFi can't keep a token that changes. Switch the rotation off in the app's OAuth settings and connect again, or use JWT Bearer or "
                    + "Client Credentials, which need no refresh token (docs/connect.md).").formatted(host));
        }
        return new Outcome.Connected(refreshed.session(), token.get(), firstLook.finding(token.get()));
    }

    private Map<String, String> codeForm(final Secret code) {
        final Map<String, String> form = app.form("authorization_code");
        form.put("code", code.reveal());
        form.put("redirect_uri", app.callback().toString());
        form.put("code_verifier", proofKey.verifier().reveal());
        return form;
    }
}
