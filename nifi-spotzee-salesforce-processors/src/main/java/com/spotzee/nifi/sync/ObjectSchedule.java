package com.spotzee.nifi.sync;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When an object is due, on one node since its start. It counts elapsed time, so a clock that is set back or wrong changes nothing; after
 * a start everything is due.
 */
public final class ObjectSchedule {

    private static final Duration LANE_PAUSE_WHILE_READING = Duration.ofMinutes(1);

    private final LongSupplier elapsedMillis;
    private Long windowOpenedAt;
    private Long laneAskedAt;
    private long notBefore = Long.MIN_VALUE;
    private int failures;
    private String failedAt = "";

    /** @param elapsedMillis milliseconds since some fixed moment, never going back */
    public ObjectSchedule(final LongSupplier elapsedMillis) {
        this.elapsedMillis = elapsedMillis;
    }

    /** Whether anything may be tried: not while a failure is waited out. */
    public boolean mayTry() {
        return elapsedMillis.getAsLong() >= notBefore;
    }

    public boolean windowDue(final Duration frequency) {
        return passed(windowOpenedAt, frequency);
    }

    /** Whether the opt-out lane is due: with each window, and while one is open every minute. */
    public boolean laneDue(final Duration frequency, final boolean windowOpen) {
        final Duration pause = windowOpen && LANE_PAUSE_WHILE_READING.compareTo(frequency) < 0 ? LANE_PAUSE_WHILE_READING : frequency;
        return passed(laneAskedAt, pause);
    }

    public void windowOpened() {
        windowOpenedAt = elapsedMillis.getAsLong();
    }

    public void laneAsked() {
        laneAskedAt = elapsedMillis.getAsLong();
    }

    /** The opt-out lane is due now, whenever it was asked last. */
    public void optOutsToBeAsked() {
        laneAskedAt = null;
    }

    public void succeeded() {
        failures = 0;
    }

    /**
     * Notes a failure. Where the attempt has come further than the one before it, it is the first in a row.
     *
     * @param place how far the sync is
     */
    public Duration failed(final String place) {
        if (!failedAt.equals(place)) {
            failures = 0;
            failedAt = place;
        }
        return failed();
    }

    /** Notes a failure; {@link #mayTry()} says no for the returned time. */
    public Duration failed() {
        failures++;
        final Duration delay = RetryDelay.after(failures);
        notBefore = elapsedMillis.getAsLong() + delay.toMillis();
        return delay;
    }

    private boolean passed(final Long since, final Duration pause) {
        return since == null || elapsedMillis.getAsLong() - since >= pause.toMillis();
    }
}
