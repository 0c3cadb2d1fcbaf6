package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.spotzee.nifi.sandbox.http.Parameters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;

/** Decides who gets an access token, and counts logins as Salesforce does. */
public final class TokenGrants {

    private static final int LOGINS_AN_HOUR = 3_600;
    private static final String EVERY_SCOPE = "refresh_token id api";

    private final OrgIdentity identity;
    private final Sessions sessions;
    private final ExternalClientApp app;
    private final JwtBearer jwt;
    private final InstantSource clock;
    private final AuthorizationCodes codes;
    private final Approvals approvals;
    private final Deque<Long> logins = new ArrayDeque<>();
    private boolean rotating;
    private TokenRefusal forced;

    /** Grants for one app and user. */
    public TokenGrants(final OrgIdentity identity, final ExternalClientApp app, final Sessions sessions, final JwtBearer jwt, final InstantSource clock) {
        this.identity = identity;
        this.app = app;
        this.sessions = sessions;
        this.jwt = jwt;
        this.clock = clock;
        this.codes = new AuthorizationCodes(clock);
        this.approvals = new Approvals(token -> sessions.endIf(session -> session.grantedBy().equals(token)));
        // somebody has approved the app before
        approvals.add();
    }

    /** A refresh token that works at this moment: that of the newest approval. */
    public synchronized String refreshToken() {
        return approvals.newest();
    }

    /** Whether each use of a refresh token replaces it and ends the session it gave before. */
    public synchronized void rotate(final boolean on) {
        rotating = on;
    }

    /** Refuses every further login that would succeed, with this; null lets them in again. */
    public synchronized void refuseLogins(final TokenRefusal refusal) {
        forced = refusal;
    }

    /** Ends a refresh token with its sessions, or one session. */
    synchronized void revoke(final String token) {
        if (!approvals.revoke(token)) {
            sessions.endIf(session -> session.accessToken().equals(token));
        }
    }

    /** The code that a person's consent brings. */
    synchronized String consent(final AuthorizationRequest request) {
        refuseIfForced();
        return codes.issue(request);
    }

    synchronized Grant grant(final Parameters form, final Optional<String> authorization, final String siteUrl) {
        final String type = form.first("grant_type").orElseThrow(TokenRefusal.GRANT_TYPE_MISSING::refused);
        return switch (type) {
            case "client_credentials" -> {
                checkClient(form, authorization, true);
                yield login("", "api id");
            }
            case "refresh_token" -> {
                final String token = form.first("refresh_token").orElseThrow(TokenRefusal.REFRESH_TOKEN_MISSING::refused);
                checkClient(form, authorization, false);
                yield refresh(token);
            }
            case "authorization_code" -> {
                final String code = form.first("code").orElseThrow(TokenRefusal.CODE_MISSING::refused);
                checkClient(form, authorization, app.secretRequired());
                yield exchange(codes.redeem(code, form));
            }
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> {
                final String assertion = form.first("assertion").orElseThrow(TokenRefusal.ASSERTION_MISSING::refused);
                jwt.check(assertion, identity, siteUrl, clock.instant());
                yield login("", "api id");
            }
            default -> throw TokenRefusal.GRANT_TYPE_UNSUPPORTED.refused();
        };
    }

    /** Whether a request comes from the app: id and secret in the form or as HTTP Basic. */
    void checkClient(final Parameters form, final Optional<String> authorization, final boolean secretNeeded) {
        final Optional<String[]> basic = authorization.flatMap(TokenGrants::basic);
        final String id = basic.map(pair -> pair[0]).or(() -> form.first("client_id")).orElseThrow(TokenRefusal.CLIENT_ID_MISSING::refused);
        if (!id.equals(identity.clientId())) {
            throw TokenRefusal.CLIENT_UNKNOWN.refused();
        }
        final Optional<String> secret = basic.map(pair -> pair[1]).or(() -> form.first("client_secret"));
        if (secret.isEmpty() && secretNeeded || secret.isPresent() && !secret.get().equals(identity.clientSecret())) {
            throw TokenRefusal.CLIENT_SECRET_WRONG.refused();
        }
    }

    private Grant refresh(final String token) {
        if (!approvals.includes(token)) {
            throw TokenRefusal.REFRESH_TOKEN_DEAD.refused();
        }
        if (!rotating) {
            return login(token, EVERY_SCOPE);
        }
        admit();
        final String next = approvals.rotate(token);
        sessions.endIf(session -> session.grantedBy().equals(token));
        return new Grant(sessions.open(identity.newAccessToken(), next), EVERY_SCOPE, Optional.of(next));
    }

    private Grant exchange(final AuthorizationRequest consent) {
        if (!consent.scope().contains("refresh_token")) {
            return login("", consent.scope());
        }
        admit();
        final String token = approvals.add();
        return new Grant(sessions.open(identity.newAccessToken(), token), consent.scope(), Optional.of(token));
    }

    private Grant login(final String grantedBy, final String scope) {
        admit();
        return new Grant(sessions.open(identity.newAccessToken(), grantedBy), scope, Optional.empty());
    }

    /** Counts a login, unless there may be none. */
    private void admit() {
        refuseIfForced();
        final long now = clock.millis();
        while (!logins.isEmpty() && logins.peekFirst() <= now - Duration.ofHours(1).toMillis()) {
            logins.removeFirst();
        }
        if (logins.size() >= LOGINS_AN_HOUR) {
            throw TokenRefusal.LOGIN_RATE_EXCEEDED.refused();
        }
        logins.addLast(now);
    }

    private void refuseIfForced() {
        if (forced != null) {
            throw forced.refused();
        }
    }

    private static Optional<String[]> basic(final String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            final String[] pair = new String(Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 ? Optional.of(pair) : Optional.empty();
        } catch (final IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A new session, and a refresh token if the answer brings one: that of a consent, or one that replaces the one that was used. */
    record Grant(Session session, String scope, Optional<String> newRefreshToken) {
    }
}
