package com.spotzee.nifi.sync;

import java.time.Duration;

/** How long a failed sync waits before it is tried again: 30 seconds, doubled with each further failure in a row, 15 minutes at most. */
public final class RetryDelay {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int DOUBLINGS = 5;

    private RetryDelay() {
    }

    /** The wait after so many failures in a row, from 1. */
    public static Duration after(final int failures) {
        final Duration delay = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, DOUBLINGS));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
