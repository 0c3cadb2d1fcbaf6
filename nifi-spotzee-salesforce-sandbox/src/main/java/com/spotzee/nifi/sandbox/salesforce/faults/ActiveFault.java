package com.spotzee.nifi.sandbox.salesforce.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A fault that was set, and what it did so far. */
public final class ActiveFault {

    private final int number;
    private final When when;
    private final Fault fault;
    private final CountDownLatch over = new CountDownLatch(1);
    private long fitting;
    private long struck;

    ActiveFault(final int number, final When when, final Fault fault) {
        this.number = number;
        this.when = when;
        this.fault = fault;
    }

    /** What the admin API calls it by; 1 is the org's first. */
    public int number() {
        return number;
    }

    public When when() {
        return when;
    }

    public Fault fault() {
        return fault;
    }

    /** How many requests it has struck. */
    public synchronized long struck() {
        return struck;
    }

    /** Waits until so many requests were struck. */
    public synchronized boolean awaitStruck(final long requests, final Duration most) throws InterruptedException {
        final long end = System.nanoTime() + most.toNanos();
        while (struck < requests) {
            final long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    synchronized boolean strikes(final When.Seen request) {
        if (!when.fits(request)) {
            return false;
        }
        fitting++;
        final boolean strikes = when.turns().strike(fitting, struck);
        if (strikes) {
            struck++;
            notifyAll();
        }
        return strikes;
    }

    /** Counted down when it ends: answers it holds up go on then. */
    CountDownLatch over() {
        return over;
    }
}
