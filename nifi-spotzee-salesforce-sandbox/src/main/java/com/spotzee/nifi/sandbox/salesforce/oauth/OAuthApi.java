package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.http.Routes;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The requests below {@code /services/oauth2} and the identity URL. None of them counts as an API call. */
public final class OAuthApi {

    private static final String JSON = "application/json;charset=UTF-8";
    private static final int SHORT_ID = 15;
    private static final int LONGEST_FORM = 64 * 1024;

    private final OrgIdentity identity;
    private final Sessions sessions;
    private final TokenGrants grants;
    private final OrgClock clock;
    private final Supplier<URI> url;
    private volatile boolean shortIds;

    /** The endpoints of one org; its address is asked for with each request, since it is known only once the org listens. */
    public OAuthApi(final OrgIdentity identity, final Sessions sessions, final TokenGrants grants, final OrgClock clock, final Supplier<URI> url) {
        this.identity = identity;
        this.sessions = sessions;
        this.grants = grants;
        this.clock = clock;
        this.url = url;
    }

    /** Whether the identity address names org and user by 15 characters, as some orgs do, instead of 18. */
    public void shortIds(final boolean on) {
        shortIds = on;
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
        final Parameters form = form(exchange);
        final OAuthForm answer = OAuthForm.of(exchange, form);
        try {
            final TokenGrants.Grant grant = grants.grant(form, exchange.header("Authorization"), url.get().toString());
            final String issuedAt = String.valueOf(grant.session().issuedAt().toEpochMilli());
            final Map<String, String> values = new LinkedHashMap<>();
            values.put("access_token", grant.session().accessToken());
            grant.newRefreshToken().ifPresent(token -> values.put("refresh_token", token));
            values.put("signature", signature(idUrl() + issuedAt));
            values.put("scope", grant.scope());
            values.put("instance_url", url.get().toString());
            values.put("id", idUrl());
            values.put("token_type", "Bearer");
            values.put("issued_at", issuedAt);
            answer.write(noCache(exchange), 200, values);
        } catch (final TokenRefusal.Refused e) {
            refuse(exchange, answer, e.refusal());
        }
    }

    /** Answers what no route answers, and what goes wrong, as the endpoints do: never with a page. */
    public void fail(final Exchange exchange, final int status, final String error, final String description) throws IOException {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("error", error);
        values.put("error_description", description);
        OAuthForm.JSON.write(noCache(exchange), status, values);
    }

    private void introspect(final Exchange exchange) throws IOException {
        final Parameters form = form(exchange);
        try {
            grants.checkClient(form, exchange.header("Authorization"), true);
        } catch (final TokenRefusal.Refused e) {
            refuse(exchange, OAuthForm.JSON, e.refusal());
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
        if (!sameId(identity.organizationId(), exchange.pathValue("organization")) || !sameId(identity.userId(), exchange.pathValue("user"))) {
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
        return url.get() + "/id/" + shown(identity.organizationId()) + "/" + shown(identity.userId());
    }

    private String shown(final String id) {
        return shortIds ? id.substring(0, SHORT_ID) : id;
    }

    private static boolean sameId(final String id, final String asked) {
        return SalesforceId.normalize(asked).filter(id::equals).isPresent();
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

    private static void refuse(final Exchange exchange, final OAuthForm form, final TokenRefusal refusal) throws IOException {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("error", refusal.error());
        values.put("error_description", refusal.description());
        form.write(noCache(exchange), 400, values);
    }

    private static Exchange noCache(final Exchange exchange) {
        return exchange.with("Cache-Control", "no-cache, no-store").with("Pragma", "no-cache").with("Expires", "Thu, 01 Jan 1970 00:00:00 GMT")
                .with("Set-Cookie", "BrowserId=sandbox; path=/");
    }
}
