package com.spotzee.nifi.sandbox.salesforce.faults;

import com.spotzee.nifi.sandbox.faults.Strikes;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A fault that was set, and what it did so far. */
public final class ActiveFault {

    private final int number;
    private final When when;
    private final Fault fault;
    private final Strikes strikes;

    ActiveFault(final int number, final When when, final Fault fault) {
        this.number = number;
        this.when = when;
        this.fault = fault;
        this.strikes = new Strikes(when.turns());
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
    public long struck() {
        return strikes.struck();
    }

    /** Waits until so many requests were struck. */
    public boolean awaitStruck(final long requests, final Duration most) throws InterruptedException {
        return strikes.await(requests, most);
    }

    boolean strikes(final When.Seen request) {
        return when.fits(request) && strikes.next();
    }

    /** Counted down when it ends: answers it holds up go on then. */
    CountDownLatch over() {
        return strikes.over();
    }
}
