package com.spotzee.nifi.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the requests and waits of a processor when it is stopped. A trigger runs its work {@link #during during} one, {@code @OnUnscheduled}
 * cancels it, and a new one is made when the processor is scheduled again. Unlike an interrupt it reaches into requests and waits only, never
 * into NiFi's own reading and writing, which an interrupt could break.
 */
public final class Cancellation {

    private static final ThreadLocal<Cancellation> CURRENT = new ThreadLocal<>();

    private final Set<Runnable> underWay = new LinkedHashSet<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /**
     * Work that may be cancelled.
     *
     * @param <T> its result
     * @param <X> what it may throw
     */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /** Runs the work; its requests and waits end when this is cancelled. */
    public <T, X extends Exception> T during(final Work<T, X> work) throws X {
        final Cancellation outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** The one that the calling thread works under; one that nobody cancels if there is none. */
    public static Cancellation current() {
        final Cancellation current = CURRENT.get();
        return current == null ? new Cancellation() : current;
    }

    /** Ends what is under way now and refuses what comes later. */
    public void cancel() {
        final List<Runnable> toEnd;
        synchronized (underWay) {
            cancelled.countDown();
            toEnd = new ArrayList<>(underWay);
        }
        toEnd.forEach(Runnable::run);
    }

    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /**
     * Waits.
     *
     * @return true if it was cancelled meanwhile
     */
    public boolean await(final Duration duration) throws InterruptedException {
        return cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits until the latch is open, which cancelling does as well: it must be the caller's own.
     *
     * @return true if it was cancelled meanwhile
     */
    public boolean await(final CountDownLatch latch) throws InterruptedException {
        final Runnable end = latch::countDown;
        enter(end);
        try {
            latch.await();
        } finally {
            leave(end);
        }
        return isCancelled();
    }

    /** Enters what must run when this is cancelled; runs it at once if that has happened. Each entry must be a new object. */
    void enter(final Runnable end) {
        final boolean tooLate;
        synchronized (underWay) {
            tooLate = isCancelled();
            underWay.add(end);
        }
        if (tooLate) {
            end.run();
        }
    }

    void leave(final Runnable end) {
        synchronized (underWay) {
            underWay.remove(end);
        }
    }
}
