package com.spotzee.nifi.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Eleven characters that stand for all values and stamps of a record: the first 64 bits of a SHA-256. */
public record RecordDigest(String value) {

    private static final int BYTES = 8;

    public static RecordDigest of(final ObjectNode salesforceRecord) {
        try {
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(salesforceRecord.toString().getBytes(StandardCharsets.UTF_8));
            return new RecordDigest(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
