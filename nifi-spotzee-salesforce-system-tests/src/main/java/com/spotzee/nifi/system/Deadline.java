package com.spotzee.nifi.system;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition of another process by asking again and again, and gives up at a fixed moment with a sentence. */
public final class Deadline {

    private static final long PAUSE_MILLIS = 200;

    private final long end;
    private final Duration limit;

    private Deadline(final Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    public static Deadline in(final Duration limit) {
        return new Deadline(limit);
    }

    /** Returns as soon as the condition holds. */
    public void await(final String what, final BooleanSupplier condition) {
        await(what, condition, () -> "");
    }

    /** Returns as soon as the condition holds; when it never does, the failure quotes what is seen instead. */
    public void await(final String what, final BooleanSupplier condition, final Supplier<String> seen) {
        while (!condition.getAsBoolean()) {
            pauseOrFail(what, seen);
        }
    }

    /** Returns the first answer there is. */
    public <T> T awaitValue(final String what, final Supplier<Optional<T>> attempt) {
        Optional<T> value = attempt.get();
        while (value.isEmpty()) {
            pauseOrFail(what, () -> "");
            value = attempt.get();
        }
        return value.get();
    }

    private void pauseOrFail(final String what, final Supplier<String> seen) {
        if (System.nanoTime() - end > 0) {
            final String instead = seen.get();
            throw new DeadlineMissed("Waited %d s in vain: %s%s".formatted(limit.toSeconds(), what, instead.isEmpty() ? "" : " (" + instead + ")"));
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlineMissed("Interrupted while waiting: " + what);
        }
    }
}
