package com.spotzee.nifi.spotzee;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Holds the limits where Spotzee counts, whatever delays a request on its way. It arrives at some moment between leaving and being answered, so
 * no span there can hold more than are here unanswered or answered within that span. Remembers the answers of the longest span.
 */
final class RecentRequests {

    private final LongSupplier elapsedNanos;
    private final Map<Long, Long> answeredAt = new HashMap<>();
    private List<Limit> limits;
    private long longest;
    private long entered;
    private long answered;
    private long forgotten;

    RecentRequests(final List<Limit> limits, final LongSupplier elapsedNanos) {
        this.elapsedNanos = elapsedNanos;
        limit(limits);
    }

    /** So many requests in every span of that length. */
    record Limit(int requests, long spanNanos) {
    }

    /** From now on these limits hold. */
    synchronized void limit(final List<Limit> changed) {
        limits = List.copyOf(changed);
        longest = Math.max(longest, changed.stream().mapToLong(Limit::spanNanos).max().orElseThrow());
    }

    /** Queues up one more request; each must be {@link #answered} some time. */
    synchronized long enter() {
        return entered++;
    }

    /** How long this request can't go yet, at the least; ask again afterwards. Zero or less if it may go now. */
    synchronized long waitNanos(final long request) {
        final long now = elapsedNanos.getAsLong();
        // with all before it but the limit answered a span ago, the limit leaves room for this one
        return limits.stream().mapToLong(limit -> limit.spanNanos() - sinceAnswer(request - limit.requests(), now)).max().orElseThrow();
    }

    /** A request was answered, is known to get no answer, or never left: it arrives no more. */
    synchronized void answered() {
        final long now = elapsedNanos.getAsLong();
        while (forgotten < answered && now - answeredAt.get(forgotten) >= longest) {
            answeredAt.remove(forgotten++);
        }
        answeredAt.put(answered++, now);
    }

    /** Answers are numbered as they come, whichever requests they belong to; the next can come no earlier than now. */
    private long sinceAnswer(final long answer, final long now) {
        if (answer < forgotten) {
            return longest;
        }
        return answer < answered ? now - answeredAt.get(answer) : 0;
    }
}
