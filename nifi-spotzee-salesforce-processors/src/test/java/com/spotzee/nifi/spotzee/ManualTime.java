package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.Sleeper;
import io.github.bucket4j.TimeMeter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Time that passes only while somebody sleeps, or is told to. */
public final class ManualTime implements TimeMeter, Sleeper, InstantSource, LongSupplier {

    private static final Instant BEGIN = Instant.parse("2026-11-23T10:05:00Z");

    private final List<Duration> slept = new ArrayList<>();
    private long nanos;

    public synchronized void pass(final Duration duration) {
        nanos += duration.toNanos();
    }

    /** A pace by this time. */
    public Pace pace(final PaceLimits limits) {
        return new Pace(limits, this, this);
    }

    @Override
    public synchronized void sleep(final Duration duration) {
        slept.add(duration);
        pass(duration);
    }

    /** All sleeps so far. */
    public synchronized List<Duration> slept() {
        return List.copyOf(slept);
    }

    @Override
    public synchronized long currentTimeNanos() {
        return nanos;
    }

    @Override
    public long getAsLong() {
        return currentTimeNanos();
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(currentTimeNanos());
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
