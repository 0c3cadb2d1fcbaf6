package com.spotzee.nifi.spotzee;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When each operation that is not done yet was tried first, in elapsed time. It is remembered from one attempt to the next while Spotzee can't be
 * reached, so a user whom the first attempt created is told from one who was there before. It is small, and not kept over a restart.
 */
final class FirstAttempts {

    private static final int MOST = 1_000;

    private final Map<IdempotencyKey, Long> times = new LinkedHashMap<>();

    /** Begins an attempt, and tells when the first one began. */
    synchronized long of(final IdempotencyKey key, final long now) {
        if (times.size() >= MOST && !times.containsKey(key)) {
            times.remove(times.keySet().iterator().next());
        }
        return times.computeIfAbsent(key, first -> now);
    }

    /** The operation is done. */
    synchronized void done(final IdempotencyKey key) {
        times.remove(key);
    }
}
