package com.spotzee.nifi.sandbox.spotzee;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests per address in sliding windows, in steps of a tenth of a second: no ten seconds and no minute ever hold more requests than
 * allowed. Refused requests don't count, so waiting always helps.
 */
final class RateLimiter {

    private static final int STEP_MILLIS = 100;
    private static final int SHORT_SECONDS = 10;
    private static final int LONG_SECONDS = 60;

    private final RateLimits limits;
    private final InstantSource clock;
    private final Map<String, Window[]> windows = new ConcurrentHashMap<>();
    private final LongAdder admitted = new LongAdder();
    private final LongAdder refused = new LongAdder();

    RateLimiter(final RateLimits limits, final InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes a request in.
     *
     * @throws RefusedException if the address has used up one of its limits
     */
    void admit(final String address) {
        final Window[] both = windows.computeIfAbsent(address, key -> new Window[] {new Window(SHORT_SECONDS), new Window(LONG_SECONDS)});
        final long step = clock.millis() / STEP_MILLIS;
        synchronized (both) {
            refuseFullWindow(both[0].countAt(step), limits.perTenSeconds(), SHORT_SECONDS);
            refuseFullWindow(both[1].countAt(step), limits.perMinute(), LONG_SECONDS);
            both[0].add(step);
            both[1].add(step);
        }
        admitted.increment();
    }

    /** How many requests there were so far. */
    Traffic traffic() {
        return new Traffic(admitted.sum(), refused.sum());
    }

    private void refuseFullWindow(final int count, final int limit, final int seconds) {
        if (count >= limit) {
            refused.increment();
            throw new RefusedException(ProblemCode.RATE_LIMITED, null,
                    "This address has sent " + limit + " requests within " + seconds + " seconds: wait as long as Retry-After says.", seconds);
        }
    }

    /** The newest steps' counts in a ring, with their sum. */
    private static final class Window {

        private final int[] counts;
        private long newest;
        private int sum;

        private Window(final int seconds) {
            counts = new int[seconds * 1000 / STEP_MILLIS];
        }

        private int countAt(final long step) {
            final long from = Math.max(newest + 1, step - counts.length + 1);
            for (long passed = from; passed <= step; passed++) {
                final int slot = (int) (passed % counts.length);
                sum -= counts[slot];
                counts[slot] = 0;
            }
            newest = Math.max(newest, step);
            return sum;
        }

        private void add(final long step) {
            counts[(int) (Math.max(step, newest) % counts.length)]++;
            sum++;
        }
    }
}
