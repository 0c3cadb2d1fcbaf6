package com.spotzee.nifi.spotzee;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Names one logical operation for Spotzee's idempotency memory: the same for each retry of it, different for everything else. */
public record IdempotencyKey(String value) {

    private static final int DIGEST_CHARACTERS = 32;

    public IdempotencyKey {
        if (value.isEmpty() || value.length() > 255) {
            throw new IllegalArgumentException("an idempotency key of %d characters; Spotzee takes 1 to 255".formatted(value.length()));
        }
    }

    /**
     * The key of a batch of users. The content alone would not do: a value that goes from A to B and back to A within a day would be answered from
     * memory the third time, and the user left at B.
     *
     * @param source what is being sent, the same when it is sent again: the FlowFile's UUID
     * @param chunk  which part of the source
     */
    public static IdempotencyKey of(final String source, final int chunk, final Operation operation, final UserBatch users) {
        return of(source, chunk, operation, users.json());
    }

    /** The key of a batch of people to unsubscribe; see the other factory. */
    public static IdempotencyKey of(final String source, final int chunk, final Operation operation, final UnsubscribeBatch people) {
        return of(source, chunk, operation, people.json());
    }

    /** A key nobody has used, for the same operation where its remembered answer must not be taken again. */
    IdempotencyKey fresh() {
        return new IdempotencyKey(value.substring(0, Math.min(value.length(), 200)) + ":" + UUID.randomUUID());
    }

    private static IdempotencyKey of(final String source, final int chunk, final Operation operation, final byte[] body) {
        try {
            final String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body)).substring(0, DIGEST_CHARACTERS);
            return new IdempotencyKey("%s:%d:%s:%s".formatted(source, chunk, operation.label(), digest));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
