package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.Secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What makes an authorization code worthless to anybody else (PKCE, RFC 7636): its digest goes with the request for the code, the key itself
 * only with the code.
 *
 * @param verifier 43 characters that can't be guessed
 */
record ProofKey(Secret verifier) {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ProofKey random() {
        return new ProofKey(new Secret(randomText()));
    }

    /** 43 characters that can't be guessed. */
    static String randomText() {
        final byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return encoded(bytes);
    }

    /** The digest of the verifier: method S256. */
    String challenge() {
        try {
            return encoded(MessageDigest.getInstance("SHA-256").digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII)));
        } catch (final NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String encoded(final byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
