package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.oauth.ExternalClientApp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the developer of the org's app sets. */
final class AppRoutes {

    private static final String EXAMPLE = "{\"callbackUrl\":\"http://localhost:3000/callback\",\"proofKeyRequired\":true,\"secretRequired\":true}";

    private final ExternalClientApp app;

    AppRoutes(final ExternalClientApp app) {
        this.app = app;
    }

    List<AdminRoute> routes() {
        return List.of(new AdminRoute("PUT", "/org/app", "Add a callback URL to the app, set what it asks of clients: " + EXAMPLE, this::set));
    }

    private void set(final Exchange exchange) throws IOException {
        final RequestBody body = RequestBody.of(exchange, Set.of("callbackUrl", "proofKeyRequired", "secretRequired"));
        final Optional<String> callbackUrl = body.text("callbackUrl");
        final Optional<Boolean> proofKey = body.flag("proofKeyRequired");
        final Optional<Boolean> secret = body.flag("secretRequired");
        callbackUrl.ifPresent(app::addCallbackUrl);
        proofKey.ifPresent(app::requireProofKey);
        secret.ifPresent(app::requireSecret);
        exchange.empty(204);
    }
}
