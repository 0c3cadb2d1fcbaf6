package com.spotzee.nifi.spotzee;

/** How many requests a project takes in ten seconds and in a minute, from all nodes together. */
public record PaceLimits(int per10Seconds, int perMinute) {

    /** What Spotzee documents. */
    public static final PaceLimits DOCUMENTED = new PaceLimits(1_000, 8_000);

    public PaceLimits {
        if (per10Seconds < 1 || perMinute < 1) {
            throw new IllegalArgumentException("%d requests per 10 seconds, %d per minute: both must be positive".formatted(per10Seconds, perMinute));
        }
    }
}
