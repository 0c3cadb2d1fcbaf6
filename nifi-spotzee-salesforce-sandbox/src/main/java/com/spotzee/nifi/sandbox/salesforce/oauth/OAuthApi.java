package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.http.Routes;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The requests below {@code /services/oauth2} and the identity URL. None of them counts as an API call. */
public final class OAuthApi {

    private static final String JSON = "application/json;charset=UTF-8";
    private static final int LONGEST_FORM = 64 * 1024;

    private final OrgIdentity identity;
    private final Sessions sessions;
    private final TokenGrants grants;
    private final OrgClock clock;
    private final Supplier<URI> url;

    /** The endpoints of one org; its address is asked for with each request, since it is known only once the org listens. */
    public OAuthApi(final OrgIdentity identity, final Sessions sessions, final TokenGrants grants, final OrgClock clock, final Supplier<URI> url) {
        this.identity = identity;
        this.sessions = sessions;
        this.grants = grants;
        this.clock = clock;
        this.url = url;
    }

    /** Adds the endpoints. */
    public Routes.Builder addTo(final Routes.Builder routes) {
        return routes.on("POST", "/services/oauth2/token", this::token)
                .on("POST", "/services/oauth2/introspect", this::introspect)
                .on("POST", "/services/oauth2/revoke", exchange -> revoke(exchange, form(exchange)))
                .on("GET", "/services/oauth2/revoke", exchange -> revoke(exchange, exchange.parameters()))
                .on("GET", "/services/oauth2/userinfo", this::userinfo)
                .on("POST", "/services/oauth2/userinfo", this::userinfo)
                .on("GET", "/id/{organization}/{user}", this::identity);
    }

    private void token(final Exchange exchange) throws IOException {
        try {
            final TokenGrants.Grant grant = grants.grant(form(exchange), exchange.header("Authorization"), url.get().toString());
            final String issuedAt = String.valueOf(grant.session().issuedAt().toEpochMilli());
            noCache(exchange).json(200, JSON, json -> {
                json.writeStartObject();
                json.writeStringField("access_token", grant.session().accessToken());
                if (grant.newRefreshToken().isPresent()) {
                    json.writeStringField("refresh_token", grant.newRefreshToken().get());
                }
                json.writeStringField("signature", signature(idUrl() + issuedAt));
                json.writeStringField("scope", grant.scope());
                json.writeStringField("instance_url", url.get().toString());
                json.writeStringField("id", idUrl());
                json.writeStringField("token_type", "Bearer");
                json.writeStringField("issued_at", issuedAt);
                json.writeEndObject();
            });
        } catch (final TokenRefusal.Refused e) {
            refuse(exchange, e.refusal());
        }
    }

    private void introspect(final Exchange exchange) throws IOException {
        final Parameters form = form(exchange);
        try {
            grants.checkClient(form, exchange.header("Authorization"), true);
        } catch (final TokenRefusal.Refused e) {
            refuse(exchange, e.refusal());
            return;
        }
        final Optional<Session> session = form.first("token").flatMap(sessions::alive);
        noCache(exchange).json(200, JSON, json -> {
            json.writeStartObject();
            json.writeBooleanField("active", session.isPresent());
            if (session.isPresent()) {
                json.writeStringField("scope", "api id");
                json.writeStringField("client_id", identity.clientId());
                json.writeStringField("username", identity.username());
                json.writeStringField("sub", idUrl());
                json.writeStringField("token_type", "access_token");
                json.writeNumberField("exp", Sessions.endOf(session.get()).getEpochSecond());
                json.writeNumberField("iat", session.get().issuedAt().getEpochSecond());
                json.writeNumberField("nbf", session.get().issuedAt().getEpochSecond());
            }
            json.writeEndObject();
        });
    }

    private void revoke(final Exchange exchange, final Parameters parameters) throws IOException {
        parameters.first("token").ifPresent(grants::revoke);
        noCache(exchange).empty(200);
    }

    private void userinfo(final Exchange exchange) throws IOException {
        if (!authorized(exchange)) {
            return;
        }
        exchange.json(200, JSON, json -> {
            json.writeStartObject();
            json.writeStringField("sub", idUrl());
            json.writeStringField("user_id", identity.userId());
            json.writeStringField("organization_id", identity.organizationId());
            json.writeStringField("preferred_username", identity.username());
            json.writeStringField("name", "Integration User");
            json.writeStringField("email", identity.username());
            json.writeBooleanField("active", true);
            json.writeStringField("user_type", "STANDARD");
            json.writeNumberField("utcOffset", 0);
            json.writeStringField("updated_at", clock.stamp().toString());
            writeUrls(json);
            json.writeBooleanField("is_app_installed", true);
            json.writeEndObject();
        });
    }

    private void identity(final Exchange exchange) throws IOException {
        if (!authorized(exchange)) {
            return;
        }
        if (!List.of(identity.organizationId(), identity.userId()).equals(List.of(exchange.pathValue("organization"), exchange.pathValue("user")))) {
            exchange.bytes(404, "text/html;charset=UTF-8", "Wrong_Org".getBytes(StandardCharsets.UTF_8));
            return;
        }
        exchange.json(200, JSON, json -> {
            json.writeStartObject();
            json.writeStringField("id", idUrl());
            json.writeBooleanField("asserted_user", true);
            json.writeStringField("user_id", identity.userId());
            json.writeStringField("organization_id", identity.organizationId());
            json.writeStringField("username", identity.username());
            json.writeStringField("display_name", "Integration User");
            json.writeStringField("email", identity.username());
            writeUrls(json);
            json.writeBooleanField("active", true);
            json.writeStringField("user_type", "STANDARD");
            json.writeStringField("language", "en_US");
            json.writeStringField("locale", "en_US");
            json.writeNumberField("utcOffset", 0);
            json.writeStringField("last_modified_date", clock.stamp().toString());
            json.writeBooleanField("is_app_installed", true);
            json.writeEndObject();
        });
    }

    private void writeUrls(final JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("urls");
        json.writeStringField("rest", url.get() + "/services/data/v{version}/");
        json.writeStringField("sobjects", url.get() + "/services/data/v{version}/sobjects/");
        json.writeStringField("query", url.get() + "/services/data/v{version}/query/");
        json.writeStringField("custom_domain", url.get().toString());
        json.writeEndObject();
    }

    /** Answers 403, not 401, where the token is bad: so do Salesforce's identity services. */
    private boolean authorized(final Exchange exchange) throws IOException {
        if (sessions.authorized(exchange.header("Authorization").orElse("")).isPresent()) {
            return true;
        }
        exchange.bytes(403, "text/html;charset=UTF-8", "Bad_OAuth_Token".getBytes(StandardCharsets.UTF_8));
        return false;
    }

    private String idUrl() {
        return url.get() + "/id/" + identity.organizationId() + "/" + identity.userId();
    }

    private String signature(final String text) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(identity.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256.", e);
        }
    }

    private static Parameters form(final Exchange exchange) throws IOException {
        final boolean urlencoded = exchange.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
        return Parameters.parse(urlencoded ? new String(exchange.body(LONGEST_FORM), StandardCharsets.UTF_8) : "");
    }

    private static void refuse(final Exchange exchange, final TokenRefusal refusal) throws IOException {
        noCache(exchange).json(400, JSON, json -> {
            json.writeStartObject();
            json.writeStringField("error", refusal.error());
            json.writeStringField("error_description", refusal.description());
            json.writeEndObject();
        });
    }

    private static Exchange noCache(final Exchange exchange) {
        return exchange.with("Cache-Control", "no-cache, no-store").with("Pragma", "no-cache").with("Expires", "Thu, 01 Jan 1970 00:00:00 GMT")
                .with("Set-Cookie", "BrowserId=sandbox; path=/");
    }
}
