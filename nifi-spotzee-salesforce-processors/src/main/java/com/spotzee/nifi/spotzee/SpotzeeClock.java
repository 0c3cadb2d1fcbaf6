package com.spotzee.nifi.spotzee;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Spotzee's clock, as far as the {@code Date} headers of its answers tell. An answer was dated before it arrived, so each of them gives a moment that
 * Spotzee's clock had reached by then; the latest of them comes closest. This machine's clock has no part in it, only elapsed time.
 */
final class SpotzeeClock {

    /** Elapsed time and Spotzee's clock may drift apart, so an old header is not trusted for ever. */
    private static final Duration TRUSTED = Duration.ofMinutes(10);

    private final LongSupplier elapsedNanos;
    private Instant atZero;
    private Instant nextAtZero;
    private long renewedAt;

    /** @param elapsedNanos nanoseconds since some fixed moment, never going back */
    SpotzeeClock(final LongSupplier elapsedNanos) {
        this.elapsedNanos = elapsedNanos;
    }

    /** Now, in elapsed time. */
    long elapsed() {
        return elapsedNanos.getAsLong();
    }

    /** An answer with this date has just arrived. */
    synchronized void heard(final Instant date) {
        final long now = elapsed();
        final Instant heardAtZero = date.minusNanos(now);
        if (atZero == null || now - renewedAt > TRUSTED.toNanos()) {
            atZero = atZero == null ? heardAtZero : nextAtZero;
            nextAtZero = heardAtZero;
            renewedAt = now;
        }
        atZero = later(atZero, heardAtZero);
        nextAtZero = later(nextAtZero, heardAtZero);
    }

    /** A moment that Spotzee's clock had reached then, as late as is known; empty while no answer told. */
    synchronized Optional<Instant> reachedAt(final long elapsed) {
        return Optional.ofNullable(atZero).map(zero -> zero.plusNanos(elapsed));
    }

    private static Instant later(final Instant one, final Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
