package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.spotzee.nifi.sandbox.http.Parameters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What consents bring to an app: codes that are good once and for a quarter of an hour, whatever comes of their use. */
final class AuthorizationCodes {

    // "about 15 minutes": the exact bound is not documented
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Duration MEMORY = Duration.ofDays(1);

    private final InstantSource clock;
    private final Map<String, Issued> codes = new HashMap<>();
    private final Set<String> spent = new HashSet<>();

    AuthorizationCodes(final InstantSource clock) {
        this.clock = clock;
    }

    private record Issued(AuthorizationRequest request, Instant at) {
    }

    synchronized String issue(final AuthorizationRequest request) {
        final Instant now = clock.instant();
        codes.values().removeIf(issued -> issued.at().plus(MEMORY).isBefore(now));
        spent.retainAll(codes.keySet());
        final String code = OrgIdentity.newAuthorizationCode();
        codes.put(code, new Issued(request, now));
        return code;
    }

    /** What a code stands for, if the request for a token brings all that belongs to it. The code is spent in any case. */
    synchronized AuthorizationRequest redeem(final String code, final Parameters form) {
        final Issued issued = Optional.ofNullable(codes.get(code)).orElseThrow(TokenRefusal.CODE_INVALID::refused);
        if (!spent.add(code) || !clock.instant().isBefore(issued.at().plus(LIFETIME))) {
            throw TokenRefusal.CODE_EXPIRED.refused();
        }
        final AuthorizationRequest request = issued.request();
        if (!form.first("redirect_uri").orElseThrow(TokenRefusal.REDIRECT_URI_MISSING::refused).equals(request.redirectUri())) {
            throw TokenRefusal.REDIRECT_URI_MISMATCH.refused();
        }
        final Optional<String> verifier = form.first("code_verifier").filter(text -> !text.isEmpty());
        if (request.codeChallenge().isEmpty()) {
            if (verifier.isPresent()) {
                throw TokenRefusal.CODE_VERIFIER_UNEXPECTED.refused();
            }
            return request;
        }
        if (!challenge(verifier.orElseThrow(TokenRefusal.CODE_VERIFIER_MISSING::refused)).equals(request.codeChallenge())) {
            throw TokenRefusal.CODE_VERIFIER_INVALID.refused();
        }
        return request;
    }

    private static String challenge(final String verifier) {
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
