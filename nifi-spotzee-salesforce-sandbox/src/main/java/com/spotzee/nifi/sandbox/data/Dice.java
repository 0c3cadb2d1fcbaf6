package com.spotzee.nifi.sandbox.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random choices for one record: the same for the same seed, purpose and number, whatever was drawn for others. */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private final RandomGenerator random;

    private Dice(final RandomGenerator random) {
        this.random = random;
    }

    static Dice of(final long seed, final String purpose, final long number) {
        return new Dice(new SplittableRandom((seed * GOLDEN + purpose.hashCode()) * GOLDEN + number));
    }

    /** True about so often: 0 never, 1 always. */
    boolean chance(final double share) {
        return random.nextDouble() < share;
    }

    /** From {@code low} to {@code high}, both included. */
    int between(final int low, final int high) {
        return random.nextInt(low, high + 1);
    }

    long between(final long low, final long high) {
        return random.nextLong(low, high + 1);
    }

    <T> T pick(final List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A choice out of a few, the first ones more often. */
    <T> T pickEarly(final List<T> choices) {
        final double towardsStart = random.nextDouble() * random.nextDouble();
        return choices.get((int) (towardsStart * choices.size()));
    }

    /** So many random digits. */
    String digits(final int count) {
        final StringBuilder digits = new StringBuilder(count);
        for (int position = 0; position < count; position++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
