package com.spotzee.nifi.sandbox.salesforce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The emulated org's own time: follows a source (the system clock unless told otherwise) at an offset that can be moved, so that hours pass in a
 * test at once. Safe to use from several threads.
 */
public final class OrgClock implements InstantSource {
    private final InstantSource source;
    private volatile Duration offset = Duration.ZERO;

    private OrgClock(final InstantSource source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    /** A clock that follows the system clock. */
    public static OrgClock system() {
        return new OrgClock(Clock.systemUTC());
    }

    /** A clock that stands still at an instant until it is moved. */
    public static OrgClock standingAt(final Instant instant) {
        return new OrgClock(InstantSource.fixed(instant));
    }

    /** A clock that follows another source of time. */
    public static OrgClock following(final InstantSource source) {
        return new OrgClock(source);
    }

    /** The org's time, in whole milliseconds. */
    public Instant now() {
        return source.instant().plus(offset).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Instant instant() {
        return now();
    }

    /** The org's time as it is written into records: whole seconds. */
    public Instant stamp() {
        return now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Moves the clock on (or back, with a negative duration). */
    public synchronized void advance(final Duration duration) {
        offset = offset.plus(duration);
    }

    /** Sets the clock; from there on it runs as its source does. */
    public synchronized void set(final Instant instant) {
        offset = Duration.between(source.instant(), instant);
    }
}
