package com.spotzee.nifi.salesforce.login;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** The signed statement of the JWT bearer flow: Salesforce Help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration". */
final class JwtAssertion {

    private static final Duration LIFETIME = Duration.ofMinutes(3);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private JwtAssertion() {
    }

    static String of(final Grant.JwtBearer grant, final SalesforceHost host, final Instant now) {
        final String header = JsonNodeFactory.instance.objectNode().put("alg", "RS256").toString();
        final String claims = JsonNodeFactory.instance.objectNode().put("iss", grant.clientId()).put("sub", grant.username())
                .put("aud", host.audience()).put("exp", now.plus(LIFETIME).getEpochSecond()).toString();
        final String content = encoded(header.getBytes(StandardCharsets.UTF_8)) + "." + encoded(claims.getBytes(StandardCharsets.UTF_8));
        return content + "." + encoded(signature(grant, content));
    }

    private static byte[] signature(final Grant.JwtBearer grant, final String content) {
        try {
            final Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(grant.key());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (final GeneralSecurityException unusable) {
            throw new IllegalStateException("the private key can't sign", unusable);
        }
    }

    private static String encoded(final byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
