package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.http.Routes;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way of a person to a consent: the app sends the browser to {@code /services/oauth2/authorize}, the page there asks who it is and whether
 * the app may, and sends the browser back to the app with a code or with the reason why there is none. Nobody is asked for a password here.
 */
public final class AuthorizationApi {

    private static final String PATH = "/services/oauth2/authorize";
    private static final int LONGEST_FORM = 16 * 1024;

    private final OrgIdentity identity;
    private final ExternalClientApp app;
    private final TokenGrants grants;

    /** The page of one org. */
    public AuthorizationApi(final OrgIdentity identity, final ExternalClientApp app, final TokenGrants grants) {
        this.identity = identity;
        this.app = app;
        this.grants = grants;
    }

    /** Adds the page. */
    public Routes.Builder addTo(final Routes.Builder routes) {
        return routes.on("GET", PATH, exchange -> answer(exchange, Optional.empty()))
                .on("POST", PATH, exchange -> answer(exchange, Optional.of(decision(exchange))));
    }

    /** Shows the page, or does what was decided on it; the request is the page's own query both times. */
    private void answer(final Exchange exchange, final Optional<Parameters> decision) throws IOException {
        final Parameters query = exchange.parameters();
        final String redirectUri;
        try {
            redirectUri = AuthorizationRequest.redirectUri(query, identity, app);
        } catch (final TokenRefusal.Refused e) {
            page(exchange, 400, ConsentPage.refused(e.refusal()));
            return;
        }
        try {
            final AuthorizationRequest request = AuthorizationRequest.of(query, redirectUri, app);
            if (decision.isEmpty()) {
                page(exchange, 200, ConsentPage.asking(request.scope(), identity.username(), ""));
                return;
            }
            decided(exchange, request, decision.get());
        } catch (final TokenRefusal.Refused e) {
            sendBack(exchange, redirectUri, Map.of("error", e.refusal().error(), "error_description", e.refusal().description()));
        }
    }

    private void decided(final Exchange exchange, final AuthorizationRequest request, final Parameters form) throws IOException {
        if (!form.first("decision").equals(Optional.of("allow"))) {
            throw TokenRefusal.ACCESS_DENIED.refused();
        }
        if (!identity.username().equalsIgnoreCase(form.first("username").orElse(""))) {
            page(exchange, 200, ConsentPage.asking(request.scope(), identity.username(), "Please check your username."));
            return;
        }
        sendBack(exchange, request.redirectUri(), Map.of("code", grants.consent(request)));
    }

    private static void sendBack(final Exchange exchange, final String redirectUri, final Map<String, String> answer) throws IOException {
        final Map<String, String> parameters = new LinkedHashMap<>();
        for (final String name : new String[] {"error", "error_description", "code"}) {
            Optional.ofNullable(answer.get(name)).ifPresent(value -> parameters.put(name, value));
        }
        exchange.parameters().first("state").ifPresent(state -> parameters.put("state", state));
        final String query = parameters.entrySet().stream().map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        exchange.with("Location", redirectUri + (redirectUri.contains("?") ? "&" : "?") + query).with("Cache-Control", "no-cache, no-store").empty(302);
    }

    private static void page(final Exchange exchange, final int status, final String html) throws IOException {
        exchange.with("Cache-Control", "no-cache, no-store").with("X-Frame-Options", "DENY")
                .bytes(status, "text/html;charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private static Parameters decision(final Exchange exchange) throws IOException {
        return Parameters.parse(new String(exchange.body(LONGEST_FORM), StandardCharsets.UTF_8));
    }
}
