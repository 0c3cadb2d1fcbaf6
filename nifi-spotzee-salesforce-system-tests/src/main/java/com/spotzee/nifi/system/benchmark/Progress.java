package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.DeadlineMissed;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Waits for other processes as long as they get on: how long they take is the machine's business, but who stands still is given up. */
final class Progress {

    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    /** Seldom: whoever is asked works for the answer, and that is measured with the rest. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Duration standstill;
    private final Duration look;

    /** For tests. */
    Progress(final Duration standstill, final Duration look) {
        this.standstill = standstill;
        this.look = look;
    }

    /** Gives up after two minutes without any progress. */
    static Progress patient() {
        return new Progress(STANDSTILL, LOOK);
    }

    /**
     * Returns when enough is done.
     *
     * @param seen what there is to see instead, for people who wonder why nothing happens
     * @throws DeadlineMissed if less is done and it becomes no more
     */
    void await(final String what, final LongSupplier done, final long enough, final Supplier<String> seen) {
        long reached = done.getAsLong();
        long since = System.nanoTime();
        while (reached < enough) {
            pause(what);
            final long now = done.getAsLong();
            if (now > reached) {
                reached = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since >= standstill.toNanos()) {
                throw new DeadlineMissed("%s: still %,d of %,d after %d s (%s)".formatted(what, reached, enough, standstill.toSeconds(), seen.get()));
            }
        }
    }

    private void pause(final String what) {
        try {
            Thread.sleep(look);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlineMissed("Interrupted while waiting: " + what);
        }
    }
}
