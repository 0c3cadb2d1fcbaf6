package com.spotzee.nifi.sandbox.spotzee;

import com.spotzee.nifi.sandbox.faults.Strikes;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A fault of the project that was set, and what it did so far. */
public final class ActiveProjectFault {

    private final int number;
    private final ProjectWhen when;
    private final ProjectFault fault;
    private final Strikes strikes;

    ActiveProjectFault(final int number, final ProjectWhen when, final ProjectFault fault) {
        this.number = number;
        this.when = when;
        this.fault = fault;
        this.strikes = new Strikes(when.turns());
    }

    /** What the admin API calls it by; 1 is the project's first. */
    public int number() {
        return number;
    }

    public ProjectWhen when() {
        return when;
    }

    public ProjectFault fault() {
        return fault;
    }

    /** How many requests it has struck. */
    public long struck() {
        return strikes.struck();
    }

    /** Waits until so many requests were struck. */
    public boolean awaitStruck(final long requests, final Duration most) throws InterruptedException {
        return strikes.await(requests, most);
    }

    boolean strikes(final ProjectRequest request) {
        return when.fits(request) && strikes.next();
    }

    CountDownLatch over() {
        return strikes.over();
    }
}
