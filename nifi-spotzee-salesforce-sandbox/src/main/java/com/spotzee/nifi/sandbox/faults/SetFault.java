package com.spotzee.nifi.sandbox.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A fault that was set on one side, and what it did so far.
 *
 * @param <W> how that side says which requests are struck
 * @param <F> what goes wrong there
 */
public abstract class SetFault<W, F> {

    private final int number;
    private final W when;
    private final F fault;
    private final Strikes strikes;

    protected SetFault(final int number, final W when, final F fault, final Turns turns) {
        this.number = number;
        this.when = when;
        this.fault = fault;
        this.strikes = new Strikes(turns);
    }

    /** What the admin API calls it by; 1 is the first of its side. */
    public int number() {
        return number;
    }

    public W when() {
        return when;
    }

    public F fault() {
        return fault;
    }

    /** How many requests it has struck. */
    public long struck() {
        return strikes.struck();
    }

    /** Waits until so many requests were struck; false if that takes longer. */
    public boolean awaitStruck(final long requests, final Duration most) throws InterruptedException {
        return strikes.await(requests, most);
    }

    /** A request fits: whether it is struck. */
    protected boolean strikesNext() {
        return strikes.next();
    }

    /** Counted down when it ends: answers it holds up go on then. */
    public CountDownLatch over() {
        return strikes.over();
    }
}
