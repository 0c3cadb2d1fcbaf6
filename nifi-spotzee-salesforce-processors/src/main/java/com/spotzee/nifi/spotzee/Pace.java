package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.Sleeper;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;

import java.time.Duration;

/**
 * The pace at which one project is asked: both of Spotzee's limits hold in every span of time, also right after a pause. Shared by all who send.
 */
public final class Pace {

    private static final Duration SHORT_SPAN = Duration.ofSeconds(10);
    private static final Duration LONG_SPAN = Duration.ofMinutes(1);
    /**
     * Of a thousand requests that a limit allows, so many go out evenly, and so many may go out at once after a stall. What is left is for requests that
     * arrive closer together than they were sent: 230 ms of a span of ten seconds.
     */
    private static final int STEADY = 965;
    private static final int BURST = 12;
    private static final int WHOLE = 1_000;

    private final PaceLimits limits;
    private final Bucket bucket;
    private final BlockingStrategy waiting;
    private int nodes = 1;

    public Pace(final PaceLimits limits) {
        this(limits, TimeMeter.SYSTEM_NANOTIME, Sleeper.REAL);
    }

    Pace(final PaceLimits limits, final TimeMeter time, final Sleeper sleeper) {
        this.limits = limits;
        this.bucket = Bucket.builder().withCustomTimePrecision(time)
                .addLimit(bandwidth(limits.per10Seconds(), SHORT_SPAN, 1)).addLimit(bandwidth(limits.perMinute(), LONG_SPAN, 1)).build();
        this.waiting = nanos -> sleeper.sleep(Duration.ofNanos(nanos));
    }

    /** Takes this node's share of the limits: the nodes of a cluster usually reach Spotzee from one address. */
    public synchronized void shareAmong(final int clusterNodes) {
        final int sharing = Math.max(1, clusterNodes);
        if (sharing != nodes) {
            nodes = sharing;
            bucket.replaceConfiguration(BucketConfiguration.builder()
                    .addLimit(bandwidth(limits.per10Seconds(), SHORT_SPAN, sharing)).addLimit(bandwidth(limits.perMinute(), LONG_SPAN, sharing)).build(),
                    TokensInheritanceStrategy.PROPORTIONALLY);
        }
    }

    /** Waits until the next request may go; ended by an interrupt and by the thread's {@link com.spotzee.nifi.http.Cancellation}. */
    void awaitTurn() throws InterruptedException {
        bucket.asBlocking().consume(1, waiting);
    }

    private static Bandwidth bandwidth(final int limit, final Duration span, final int nodes) {
        final int share = Math.max(1, limit / nodes);
        final long burst = Math.max(1, (long) share * BURST / WHOLE);
        return Bandwidth.builder().capacity(burst).refillGreedy(Math.max(1, (long) share * STEADY / WHOLE), span).build();
    }
}
