package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.RetryAfter;
import com.spotzee.nifi.http.RetryPolicy;
import com.spotzee.nifi.http.Setback;
import com.spotzee.nifi.http.Sleeper;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long Spotzee is asked again before the caller is told.
 *
 * @param policy how often, and the pauses
 * @param jitter spreads the repeats of senders that were slowed down at the same moment
 */
record Patience(RetryPolicy policy, Sleeper sleeper, InstantSource clock, RandomGenerator jitter) {

    private static final int MOST_JITTER_MILLIS = 500;

    /** Five attempts; a pause of up to a minute, the longest span of Spotzee's limits, and its jitter. */
    static Patience usual() {
        return new Patience(new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(61)), Sleeper.REAL, InstantSource.system(),
                RandomGenerator.getDefault());
    }

    /** Two attempts within seconds, for a person who waits for the answer. */
    static Patience brief() {
        return new Patience(new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(2)), Sleeper.REAL, InstantSource.system(),
                RandomGenerator.getDefault());
    }

    /** Something that a moment cures. */
    Setback passing(final Optional<String> retryAfterHeader) {
        return retryAfterHeader.flatMap(header -> RetryAfter.parse(header, clock))
                .<Setback>map(wait -> new Setback.Passing(wait.plusMillis(jitter.nextInt(MOST_JITTER_MILLIS + 1))))
                .orElseGet(Setback::passing);
    }
}
