package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/** The key pair whose public half the app knows, and the check of what is signed with it. Made when first asked for. */
public final class JwtBearer {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    // "a few minutes": the exact bound is not documented
    private static final Duration FURTHEST_END = Duration.ofMinutes(5);
    private static final int KEY_BITS = 2048;
    private static final Set<String> LOGIN_HOSTS = Set.of("https://login.salesforce.com", "https://test.salesforce.com");

    private KeyPair keys;

    /** What a client signs with. */
    public PrivateKey privateKey() {
        return keys().getPrivate();
    }

    /** The private key as a PKCS#8 PEM text. */
    public String privateKeyPem() {
        final String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    /** Refuses an assertion that Salesforce would refuse. */
    void check(final String assertion, final OrgIdentity identity, final String siteUrl, final Instant now) {
        final String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3 || !"RS256".equals(json(parts[0]).path("alg").asText())) {
            throw TokenRefusal.ASSERTION_INVALID.refused();
        }
        final JsonNode claims = json(parts[1]);
        if (!identity.clientId().equals(claims.path("iss").asText())) {
            throw TokenRefusal.CLIENT_UNKNOWN.refused();
        }
        if (!verified(parts[0] + "." + parts[1], decoded(parts[2])) || !claims.path("exp").canConvertToLong()
                || claims.path("exp").asLong() <= now.getEpochSecond() || claims.path("exp").asLong() > now.plus(FURTHEST_END).getEpochSecond()) {
            throw TokenRefusal.ASSERTION_INVALID.refused();
        }
        final String audience = claims.path("aud").asText();
        if (!LOGIN_HOSTS.contains(audience) && !siteUrl.equals(audience)) {
            throw TokenRefusal.AUDIENCE_INVALID.refused();
        }
        if (!identity.username().equalsIgnoreCase(claims.path("sub").asText())) {
            throw TokenRefusal.USER_NOT_APPROVED.refused();
        }
    }

    private synchronized KeyPair keys() {
        if (keys == null) {
            try {
                final KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(KEY_BITS);
                keys = generator.generateKeyPair();
            } catch (final GeneralSecurityException e) {
                throw new IllegalStateException("Every Java has RSA.", e);
            }
        }
        return keys;
    }

    private boolean verified(final String signed, final byte[] signature) {
        try {
            final Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(keys().getPublic());
            verifier.update(signed.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (final GeneralSecurityException e) {
            // A signature of the wrong length is reported this way.
            return false;
        }
    }

    private static JsonNode json(final String part) {
        try {
            return MAPPER.readTree(decoded(part));
        } catch (final IOException e) {
            throw TokenRefusal.ASSERTION_INVALID.refused();
        }
    }

    private static byte[] decoded(final String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (final IllegalArgumentException e) {
            throw TokenRefusal.ASSERTION_INVALID.refused();
        }
    }
}
