package com.spotzee.nifi.integration;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns e-mail addresses into hashes that can be compared and not be traced back by trying addresses out: the first 128 bits of HMAC-SHA256
 * (RFC 2104), in hex, under a random key of 256 bits. Each integration has a key of its own, made once and kept in its cluster state, so
 * that its reports can be compared with each other and with nobody else's. The key opens no system.
 */
public final class EmailKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int HASH_BYTES = 16;

    private final byte[] key;
    /** Never updated, so that it can be copied at any time. */
    private final Mac mac;

    private EmailKey(final byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("The key for e-mail hashes has %d bytes in place of %d".formatted(key.length, KEY_BYTES));
        }
        this.key = key;
        this.mac = mac(key);
    }

    /** A key that nobody can guess. */
    public static EmailKey random() {
        final byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new EmailKey(key);
    }

    /**
     * Reads what {@link #asText()} gave.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static EmailKey parse(final String text) {
        return new EmailKey(Base64.getDecoder().decode(text));
    }

    /** The key as it is stored; it belongs nowhere else. */
    public String asText() {
        return Base64.getEncoder().encodeToString(key);
    }

    /** The hash of an address, the same for every spelling of it in upper and lower case. */
    public String hash(final String email) {
        final byte[] hash = unused().doFinal(email.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    }

    /** One of its own for each call, because threads share the key; a copy spares looking the algorithm up for every person. */
    private Mac unused() {
        try {
            return (Mac) mac.clone();
        } catch (final CloneNotSupportedException e) {
            return mac(key);
        }
    }

    private static Mac mac(final byte[] key) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (final NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "EmailKey";
    }
}
