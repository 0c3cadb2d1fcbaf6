package com.spotzee.nifi.processors.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Keeps a lasting trouble from filling the bulletin board: the same reason is told once in five minutes, as long as NiFi shows a bulletin. */
public final class Complaints {

    private static final Duration SHOWN_FOR = Duration.ofMinutes(5);

    private final InstantSource clock;
    private String last = "";
    private Instant told = Instant.MIN;

    public Complaints(final InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this should be told now; who asks and is told yes, tells it. */
    public synchronized boolean worthTelling(final String reason) {
        final Instant now = clock.instant();
        if (reason.equals(last) && now.isBefore(told.plus(SHOWN_FOR))) {
            return false;
        }
        last = reason;
        told = now;
        return true;
    }

    /** The trouble is over: the next one is news again. */
    public synchronized void over() {
        last = "";
    }
}
