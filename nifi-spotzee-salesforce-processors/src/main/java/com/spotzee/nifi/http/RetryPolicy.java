package com.spotzee.nifi.http;

import java.time.Duration;

/**
 * Decides whether a failed attempt is repeated, from the failure and the number of the attempt alone. Pauses double; a server's own wish
 * counts where it is longer, and ends the attempts where it is longer than a caller should be kept waiting.
 *
 * @param attempts     how often something is tried altogether
 * @param firstPause   the pause after the first attempt
 * @param longestPause no pause is longer
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts " + attempts);
        }
    }

    /** The decision after the attempt of this number, counted from 1. */
    public RetryDecision after(final Setback setback, final int attempt) {
        return switch (setback) {
            case Setback.Lasting() -> new RetryDecision.GiveUp();
            case Setback.Passing(Duration atLeast) -> attempt >= attempts || atLeast.compareTo(longestPause) > 0
                    ? new RetryDecision.GiveUp()
                    : new RetryDecision.Again(longer(doubled(attempt), atLeast));
        };
    }

    private Duration doubled(final int attempt) {
        final Duration pause = firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }

    private static Duration longer(final Duration one, final Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
