package com.spotzee.nifi.sandbox.salesforce.oauth;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The OAuth settings of the org's one app, as its developer sets them: where consents may be sent, and what a client must prove. */
public final class ExternalClientApp {

    /** Where {@code bin/connect} listens unless it is told otherwise. */
    public static final String LOCAL_CALLBACK = "http://localhost:8765/callback";

    private static final String EVERY_SCOPE = "refresh_token id api";

    private final Set<String> callbackUrls = new LinkedHashSet<>(Set.of(LOCAL_CALLBACK));
    private volatile boolean proofKeyRequired = true;
    private volatile boolean secretRequired = true;

    /** Adds a callback URL; a client's {@code redirect_uri} must be one of them to the letter. */
    public synchronized void addCallbackUrl(final String url) {
        callbackUrls.add(url);
    }

    /** The callback URLs, in the order in which they were added. */
    public synchronized List<String> callbackUrls() {
        return List.copyOf(callbackUrls);
    }

    /** "Require Proof Key for Code Exchange (PKCE) Extension for Supported Authorization Flows"; on unless it is switched off. */
    public void requireProofKey(final boolean required) {
        proofKeyRequired = required;
    }

    /** "Require Secret for Web Server Flow"; on unless it is switched off. */
    public void requireSecret(final boolean required) {
        secretRequired = required;
    }

    boolean proofKeyRequired() {
        return proofKeyRequired;
    }

    boolean secretRequired() {
        return secretRequired;
    }

    /** What is granted of a wish, as the token answer lists it; without a wish, everything. Empty if the app lacks a scope. */
    Optional<String> scope(final String wish) {
        if (wish.isBlank()) {
            return Optional.of(EVERY_SCOPE);
        }
        final List<String> wished = List.of(wish.strip().replace("offline_access", "refresh_token").split(" +"));
        final List<String> scopes = List.of(EVERY_SCOPE.split(" "));
        // the identity URL is part of every grant
        return scopes.containsAll(wished)
                ? Optional.of(String.join(" ", scopes.stream().filter(scope -> "id".equals(scope) || wished.contains(scope)).toList())) : Optional.empty();
    }
}
