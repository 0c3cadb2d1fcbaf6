package com.spotzee.nifi.sync;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a Bulk job is asked how far it is: at once, then after pauses that grow. It counts elapsed time, so that a wrong clock changes nothing. */
public final class JobWatch {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final LongSupplier elapsedMillis;
    private String jobId = "";
    private long since;
    private long notBefore;
    private Duration pause = FIRST_PAUSE;

    /** @param elapsedMillis milliseconds since some fixed moment, never going back */
    public JobWatch(final LongSupplier elapsedMillis) {
        this.elapsedMillis = elapsedMillis;
    }

    /** Whether the job may be asked about now. */
    public boolean mayAsk(final String job) {
        final long now = elapsedMillis.getAsLong();
        if (!jobId.equals(job)) {
            jobId = job;
            since = now;
            notBefore = now;
            pause = FIRST_PAUSE;
        }
        return now >= notBefore;
    }

    /** Notes that the job is still at work. */
    public void stillRunning() {
        notBefore = elapsedMillis.getAsLong() + pause.toMillis();
        final Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    /** For how long the job has been watched on this node since it started. */
    public Duration watched() {
        return Duration.ofMillis(elapsedMillis.getAsLong() - since);
    }
}
