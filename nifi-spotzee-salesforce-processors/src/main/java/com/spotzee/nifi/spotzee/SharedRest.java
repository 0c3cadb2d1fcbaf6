package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.Cancellation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * The rest that all who send to a project take together after a setback, so that their number does not multiply the attempts. When it is over, one
 * request goes ahead; the others wait until that one has been answered, and follow it or rest twice as long. Trouble that lasts, and one that was met too often
 * in a row, is told at once to whoever comes during the rest.
 */
final class SharedRest {

    private final Patience patience;
    private final LongSupplier elapsedNanos;
    private long rests;
    private int inARow;
    private Duration pause = Duration.ZERO;
    private long until;
    private boolean probing;
    private final List<CountDownLatch> waiting = new ArrayList<>();
    private boolean lasting;
    private SpotzeeFailure known;

    SharedRest(final Patience patience, final LongSupplier elapsedNanos) {
        this.patience = patience;
        this.elapsedNanos = elapsedNanos;
    }

    /**
     * Leave to send one request.
     *
     * @param rests how many rests there were before it: what it meets says nothing about the time after a later one
     * @param probe whether the others wait for what it meets
     */
    record Turn(long rests, boolean probe) {
    }

    /**
     * Waits until a request may go.
     *
     * @throws SpotzeeFailure the known trouble, where waiting in the call would be too long
     */
    Turn await() throws InterruptedException, SpotzeeFailure {
        while (true) {
            final CountDownLatch probed = new CountDownLatch(1);
            final Turn turn;
            final long left;
            synchronized (this) {
                left = until - elapsedNanos.getAsLong();
                if (inARow == 0) {
                    return new Turn(rests, false);
                }
                if (!probing && left > 0 && (lasting || inARow >= patience.policy().attempts())) {
                    throw known;
                }
                turn = new Turn(rests, !probing);
                if (probing) {
                    waiting.add(probed);
                }
                probing = true;
            }
            if (turn.probe()) {
                return rested(turn, left);
            }
            if (Cancellation.current().await(probed)) {
                throw new InterruptedException("cancelled");
            }
        }
    }

    private Turn rested(final Turn probe, final long left) throws InterruptedException {
        boolean rested = false;
        try {
            if (left > 0) {
                patience.sleeper().sleep(Duration.ofNanos(left));
            }
            rested = true;
            return probe;
        } finally {
            if (!rested) {
                abandon(probe);
            }
        }
    }

    /** Whether no trouble was met since the turn was given. */
    synchronized boolean holds(final Turn turn) {
        return turn.rests() == rests;
    }

    /** The request was answered, well or not: Spotzee works. */
    synchronized void over(final Turn turn) {
        if (holds(turn)) {
            inARow = 0;
            pause = Duration.ZERO;
            known = null;
            lasting = false;
        }
        abandon(turn);
    }

    /** Nothing came of the request. */
    synchronized void abandon(final Turn turn) {
        if (turn.probe()) {
            probing = false;
            waiting.forEach(CountDownLatch::countDown);
            waiting.clear();
        }
    }

    /**
     * The request met trouble.
     *
     * @param goesOn  what those are told who come while it goes on
     * @param atLeast how long Spotzee asks to wait
     * @param lasts   whether only a person can end it
     */
    synchronized void trouble(final Turn turn, final SpotzeeFailure goesOn, final Duration atLeast, final boolean lasts) {
        if (holds(turn)) {
            final Duration longest = patience.policy().longestPause();
            final Duration doubled = pause.isZero() ? patience.policy().firstPause() : pause.multipliedBy(2);
            final Duration bounded = doubled.compareTo(longest) > 0 ? longest : doubled;
            pause = bounded.compareTo(atLeast) > 0 ? bounded : atLeast;
            until = elapsedNanos.getAsLong() + pause.plus(patience.jitter()).toNanos();
            inARow++;
            rests++;
            lasting = lasts || atLeast.compareTo(longest) > 0;
            known = goesOn;
        }
        abandon(turn);
    }
}
