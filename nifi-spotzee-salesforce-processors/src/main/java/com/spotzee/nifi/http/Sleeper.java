package com.spotzee.nifi.http;

import java.time.Duration;

/** Waits; passed in so that tests need not. */
@FunctionalInterface
public interface Sleeper {

    /** Waits by the real clock; ended by an interrupt and by the thread's {@link Cancellation}. */
    Sleeper REAL = duration -> {
        if (Cancellation.current().await(duration)) {
            throw new InterruptedException("cancelled");
        }
    };

    /**
     * Waits.
     *
     * @throws InterruptedException if the wait was ended; restore the thread's flag only if its {@link Cancellation} was not used
     */
    void sleep(Duration duration) throws InterruptedException;
}
