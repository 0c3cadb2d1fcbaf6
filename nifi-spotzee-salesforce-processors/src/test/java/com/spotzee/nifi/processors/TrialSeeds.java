package com.spotzee.nifi.processors;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

/** Runs generated trials for a while: {@code -Dtrial.seed=} repeats a seed that was printed, {@code -Dtrial.seconds=} takes more time for others. */
final class TrialSeeds {

    private TrialSeeds() {
    }

    /** A trial that a seed stands for. */
    @FunctionalInterface
    interface Trial {
        void run(long seed) throws Exception;
    }

    static void tryForAWhile(final Trial trial) {
        final long first = Long.getLong("trial.seed", System.nanoTime());
        final long end = System.nanoTime() + Duration.ofSeconds(Long.getLong("trial.seconds", 15)).toNanos();
        long seed = first;
        do {
            final long current = seed;
            System.out.println("trial.seed=" + current);
            assertDoesNotThrow(() -> trial.run(current), () -> "repeat it with -Dtrial.seed=" + current);
            seed++;
        } while (System.nanoTime() < end);
    }
}
