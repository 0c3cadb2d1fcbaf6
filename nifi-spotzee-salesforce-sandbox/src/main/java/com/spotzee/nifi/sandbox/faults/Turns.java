package com.spotzee.nifi.sandbox.faults;

/**
 * Which of the requests that fit a fault are struck.
 *
 * @param nth   the first one, counted from 1
 * @param every the step to the next
 * @param times how many at most
 */
public record Turns(long nth, long every, long times) {

    /** All of them. */
    public static final Turns ALL = new Turns(1, 1, Long.MAX_VALUE);

    /** Checks. */
    public Turns {
        if (nth < 1 || every < 1 || times < 1) {
            throw new IllegalArgumentException("nth, every and times of a fault count from 1: not " + nth + ", " + every + " and " + times + ".");
        }
    }

    /** Beginning with the nth. */
    public Turns nth(final long first) {
        return new Turns(first, every, times);
    }

    /** From the first one on, only each so many-th. */
    public Turns every(final long step) {
        return new Turns(nth, step, times);
    }

    /** So many times at most. */
    public Turns times(final long most) {
        return new Turns(nth, every, most);
    }

    boolean strike(final long fitting, final long struck) {
        return fitting >= nth && (fitting - nth) % every == 0 && struck < times;
    }
}
