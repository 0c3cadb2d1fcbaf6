package com.spotzee.nifi.salesforce;

import com.spotzee.nifi.http.Secret;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A login that was granted. Salesforce names no expiry: it is used until it is refused.
 *
 * @param instance    where the org's API is, without a path
 * @param accessToken what authorises calls
 * @param orgId       the organisation's 18-character id, or null where the grant did not tell
 */
public record Session(URI instance, Secret accessToken, String orgId) {

    public Session {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(accessToken, "accessToken");
    }

    public Optional<String> organizationId() {
        return Optional.ofNullable(orgId);
    }
}
