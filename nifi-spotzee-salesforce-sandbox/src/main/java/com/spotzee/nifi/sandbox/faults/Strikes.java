package com.spotzee.nifi.sandbox.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts the requests that fit a fault, and those that it strikes, until it is over. Safe to use from several threads. */
final class Strikes {

    private final Turns turns;
    private final CountDownLatch over = new CountDownLatch(1);
    private long fitting;
    private long struck;

    /** None so far. */
    Strikes(final Turns turns) {
        this.turns = turns;
    }

    /** A request fits: whether it is struck. */
    synchronized boolean next() {
        fitting++;
        final boolean strikes = turns.strike(fitting, struck);
        if (strikes) {
            struck++;
            notifyAll();
        }
        return strikes;
    }

    /** How many requests were struck. */
    synchronized long struck() {
        return struck;
    }

    /** Waits until so many requests were struck; false if that takes longer. */
    synchronized boolean await(final long requests, final Duration most) throws InterruptedException {
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

    /** Counted down when the fault ends: answers it holds up go on then. */
    CountDownLatch over() {
        return over;
    }
}
