package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.RetryAfter;
import com.spotzee.nifi.http.RetryPolicy;
import com.spotzee.nifi.http.Sleeper;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long Spotzee is asked again before the caller is told.
 *
 * @param policy how often, and the pauses
 * @param random spreads the repeats of senders that were slowed down at the same moment
 */
record Patience(RetryPolicy policy, Sleeper sleeper, InstantSource clock, RandomGenerator random) {

    private static final int MOST_JITTER_MILLIS = 500;

    /** Five attempts; a pause of up to a minute, the longest span of Spotzee's limits. */
    static Patience usual() {
        return new Patience(new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(1)), Sleeper.REAL, InstantSource.system(),
                RandomGenerator.getDefault());
    }

    /** Two attempts within seconds, for a person who waits for the answer. */
    static Patience brief() {
        return new Patience(new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(2)), Sleeper.REAL, InstantSource.system(),
                RandomGenerator.getDefault());
    }

    /** How long Spotzee asks to wait; zero if it does not. */
    Duration asked(final SpotzeeAnswer answer) {
        return Optional.ofNullable(answer).flatMap(SpotzeeAnswer::retryAfterHeader).flatMap(header -> RetryAfter.parse(header, clock)).orElse(Duration.ZERO);
    }

    /** Up to half a second. */
    Duration jitter() {
        return Duration.ofMillis(random.nextInt(MOST_JITTER_MILLIS + 1));
    }
}
