package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.Sleeper;
import com.spotzee.nifi.spotzee.RecentRequests.Limit;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;

import java.time.Duration;
import java.util.List;

/**
 * The pace at which one project is asked. Both of Spotzee's limits hold in every span of time, also after a pause and for requests that arrive late
 * and close together, because what was not answered a span ago counts. Token buckets spread the requests evenly. Shared by all who send.
 */
public final class Pace {

    private static final Duration SHORT_SPAN = Duration.ofSeconds(10);
    private static final Duration LONG_SPAN = Duration.ofMinutes(1);
    /**
     * Of a thousand requests that a limit allows, so many go out evenly, and so many may go out at once after a stall. Even two bursts in
     * a span stay below the limit, for a service that was disabled and enabled again has forgotten what it had sent.
     */
    private static final int STEADY = 975;
    private static final int BURST = 12;
    private static final int WHOLE = 1_000;
    /** Spotzee's clock may run faster than ours: time services correct a clock by up to 500 millionths. */
    private static final int DRIFT = 2_000;

    private final PaceLimits limits;
    private final Bucket bucket;
    private final RecentRequests recent;
    private final Sleeper sleeper;
    private final BlockingStrategy waiting;
    private int nodes = 1;

    public Pace(final PaceLimits limits) {
        this(limits, TimeMeter.SYSTEM_NANOTIME, Sleeper.REAL);
    }

    Pace(final PaceLimits limits, final TimeMeter time, final Sleeper sleeper) {
        this.limits = limits;
        this.bucket = Bucket.builder().withCustomTimePrecision(time)
                .addLimit(bandwidth(limits.per10Seconds(), SHORT_SPAN, 1)).addLimit(bandwidth(limits.perMinute(), LONG_SPAN, 1)).build();
        this.recent = new RecentRequests(counted(limits, 1), time::currentTimeNanos);
        this.sleeper = sleeper;
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
            recent.limit(counted(limits, sharing));
        }
    }

    /**
     * Waits until the next request may go; ended by an interrupt and by the thread's {@link com.spotzee.nifi.http.Cancellation}. Whoever has got a turn
     * says when it is {@link #answered}.
     */
    void awaitTurn() throws InterruptedException {
        bucket.asBlocking().consume(1, waiting);
        final long request = recent.enter();
        boolean given = false;
        try {
            for (long left = recent.waitNanos(request); left > 0; left = recent.waitNanos(request)) {
                sleeper.sleep(Duration.ofNanos(left));
            }
            given = true;
        } finally {
            if (!given) {
                recent.answered();
            }
        }
    }

    /**
     * The answer of a request that had its turn has begun, or it is known to get none, or was not sent after all. Until then it counts against the limits.
     */
    void answered() {
        recent.answered();
    }

    private static Bandwidth bandwidth(final int limit, final Duration span, final int nodes) {
        final int share = share(limit, nodes);
        final long burst = Math.max(1, (long) share * BURST / WHOLE);
        return Bandwidth.builder().capacity(burst).refillGreedy(Math.max(1, (long) share * STEADY / WHOLE), span).build();
    }

    private static List<Limit> counted(final PaceLimits limits, final int nodes) {
        return List.of(counted(limits.per10Seconds(), SHORT_SPAN, nodes), counted(limits.perMinute(), LONG_SPAN, nodes));
    }

    private static Limit counted(final int limit, final Duration span, final int nodes) {
        return new Limit(share(limit, nodes), span.plus(span.dividedBy(DRIFT)).toNanos());
    }

    private static int share(final int limit, final int nodes) {
        return Math.max(1, limit / nodes);
    }
}
