package com.spotzee.nifi.http;

import java.time.Duration;

/** A failed attempt, as far as it matters for trying again. The clients decide which it is: only they know their system's error codes. */
public sealed interface Setback {

    /**
     * A moment may cure it.
     *
     * @param atLeast what the server asked to wait, zero if it asked nothing
     */
    record Passing(Duration atLeast) implements Setback {
    }

    /** It would fail again. */
    record Lasting() implements Setback {
    }

    static Setback passing() {
        return new Passing(Duration.ZERO);
    }

    static Setback lasting() {
        return new Lasting();
    }
}
