package com.spotzee.nifi.sandbox.spotzee;

/** How many requests one address may send. */
public record RateLimits(int perMinute, int perTenSeconds) {

    public RateLimits {
        if (perMinute < 1 || perTenSeconds < 1) {
            throw new IllegalArgumentException("A rate limit must be at least 1 request; use RateLimits.none() for no limit.");
        }
    }

    /** What Spotzee documents. */
    public static RateLimits documented() {
        return new RateLimits(8_000, 1_000);
    }

    /** For tests that are about something else. */
    public static RateLimits none() {
        return new RateLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
