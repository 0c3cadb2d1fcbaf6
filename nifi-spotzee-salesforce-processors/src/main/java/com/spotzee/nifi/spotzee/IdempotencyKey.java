package com.spotzee.nifi.spotzee;

/** Names one logical operation for Spotzee's idempotency memory: the same for each retry of it, different for everything else. */
public record IdempotencyKey(String value) {

    public IdempotencyKey {
        if (value.isEmpty() || value.length() > 255) {
            throw new IllegalArgumentException("an idempotency key of %d characters; Spotzee takes 1 to 255".formatted(value.length()));
        }
    }
}
