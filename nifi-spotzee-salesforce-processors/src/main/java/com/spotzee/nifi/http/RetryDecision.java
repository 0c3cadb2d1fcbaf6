package com.spotzee.nifi.http;

import java.time.Duration;

/** What follows a failed attempt. */
public sealed interface RetryDecision {

    /**
     * Try again.
     *
     * @param pause after waiting this long
     */
    record Again(Duration pause) implements RetryDecision {
    }

    /** Tell the caller. */
    record GiveUp() implements RetryDecision {
    }
}
