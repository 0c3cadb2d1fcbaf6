package com.spotzee.nifi.sandbox.spotzee;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is moved. */
final class SettableClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");

    private volatile boolean broken;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long millis() {
        if (broken) {
            broken = false;
            throw new IllegalStateException("The clock is broken.");
        }
        return now.toEpochMilli();
    }

    /** Lets the next reading of milliseconds fail. */
    void breakOnce() {
        broken = true;
    }

    void advance(final Duration duration) {
        now = now.plus(duration);
    }
}
