package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.spotzee.nifi.sandbox.http.Parameters;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an app asks a person for.
 *
 * @param redirectUri   where the answer goes
 * @param scope         what is granted if the person allows it
 * @param codeChallenge the SHA-256 of what the client will prove to know, base64url, or an empty text
 */
record AuthorizationRequest(String redirectUri, String scope, String codeChallenge) {

    private static final Pattern SHA_256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** Where an answer may go at all; what is wrong with app or address is shown to the person, and sent nowhere. */
    static String redirectUri(final Parameters query, final OrgIdentity identity, final ExternalClientApp app) {
        final String clientId = query.first("client_id").orElseThrow(TokenRefusal.CLIENT_ID_MISSING::refused);
        if (!identity.clientId().equals(clientId)) {
            throw TokenRefusal.CLIENT_UNKNOWN.refused();
        }
        final String redirectUri = query.first("redirect_uri").orElseThrow(TokenRefusal.REDIRECT_URI_MISSING::refused);
        if (!app.callbackUrls().contains(redirectUri)) {
            throw TokenRefusal.REDIRECT_URI_MISMATCH.refused();
        }
        return redirectUri;
    }

    /** The request to an address that may be answered; what is wrong with it is sent there. */
    static AuthorizationRequest of(final Parameters query, final String redirectUri, final ExternalClientApp app) {
        if (!query.first("response_type").equals(Optional.of("code"))) {
            throw TokenRefusal.RESPONSE_TYPE_UNSUPPORTED.refused();
        }
        final String scope = app.scope(query.first("scope").orElse("")).orElseThrow(TokenRefusal.SCOPE_INVALID::refused);
        final String challenge = query.first("code_challenge").orElse("");
        if (challenge.isEmpty() && app.proofKeyRequired()) {
            throw TokenRefusal.CODE_CHALLENGE_MISSING.refused();
        }
        if (!challenge.isEmpty() && (!SHA_256.matcher(challenge).matches() || !query.first("code_challenge_method").orElse("S256").equals("S256"))) {
            throw TokenRefusal.CODE_CHALLENGE_INVALID.refused();
        }
        return new AuthorizationRequest(redirectUri, scope, challenge);
    }
}
