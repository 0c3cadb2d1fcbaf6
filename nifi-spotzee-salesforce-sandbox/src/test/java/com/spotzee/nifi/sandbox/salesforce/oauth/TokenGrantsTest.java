package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TokenGrantsTest {

    private final OrgClock clock = OrgClock.standingAt(Instant.parse("2026-11-23T10:05:00Z"));
    private final OrgIdentity identity = OrgIdentity.of("0059H000000000AAAQ", "integration@example.com");
    private final List<String> ended = new ArrayList<>();
    private final TokenGrants grants = new TokenGrants(identity, new ExternalClientApp(), new Sessions(clock, ended::add),
            new JwtBearer(), clock);

    @Test
    void refusesMoreThan3600LoginsWithinAnHour() {
        for (int i = 0; i < 3_600; i++) {
            login();
        }
        assertEquals(TokenRefusal.LOGIN_RATE_EXCEEDED, assertThrows(TokenRefusal.Refused.class, this::login).refusal());
        clock.advance(Duration.ofHours(1));
        login();
    }

    @Test
    void tellsWhichSessionsEndWhenARefreshTokenIsRevoked() {
        final String token = grants.refreshToken();
        final String refreshed = grant("grant_type=refresh_token&refresh_token=" + token).session().id();
        login();
        grants.revoke(token);
        assertEquals(List.of(refreshed), ended);
    }

    private TokenGrants.Grant login() {
        return grant("grant_type=client_credentials");
    }

    private TokenGrants.Grant grant(final String form) {
        final String client = "&client_id=" + identity.clientId() + "&client_secret=" + identity.clientSecret();
        return grants.grant(Parameters.parse(form + client), Optional.empty(), "http://127.0.0.1");
    }
}
