package com.spotzee.nifi.sandbox.salesforce.oauth;

import java.time.Instant;

/** A login: an access token with its moments. Query locators belong to it. */
public final class Session {

    private final String accessToken;
    private final String grantedBy;
    private final Instant issuedAt;
    private volatile Instant usedAt;

    Session(final String accessToken, final String grantedBy, final Instant issuedAt) {
        this.accessToken = accessToken;
        this.grantedBy = grantedBy;
        this.issuedAt = issuedAt;
        this.usedAt = issuedAt;
    }

    /** What locators are bound to. */
    public String id() {
        return accessToken;
    }

    String accessToken() {
        return accessToken;
    }

    /** The refresh token it came from, or an empty text. */
    String grantedBy() {
        return grantedBy;
    }

    Instant issuedAt() {
        return issuedAt;
    }

    Instant usedAt() {
        return usedAt;
    }

    void use(final Instant now) {
        usedAt = now;
    }

    @Override
    public String toString() {
        return "Session[issuedAt=" + issuedAt + "]";
    }
}
