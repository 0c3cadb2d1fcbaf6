package com.spotzee.nifi.sandbox.http;

import java.time.Duration;

/**
 * What goes wrong with an answer on its way to the client. The request has been carried out by then, as it has when a real connection fails: the
 * client can't tell whether it was.
 */
public sealed interface Disturbance {

    /** The answer is well-formed HTTP, but its text ends early: after so many bytes, at the latest one before its end. */
    record CutText(long bytes) implements Disturbance {
    }

    /**
     * The connection ends inside the body.
     *
     * @param bytes   bytes of the body, as transferred, that still arrive; at least one is always missing
     * @param chunked whether the body comes in chunks and the last one never does, or is shorter than its declared length
     */
    record CutBody(long bytes, boolean chunked) implements Disturbance {
    }

    /** The connection is reset, before or after the status and the headers. */
    record Reset(boolean afterHeaders) implements Disturbance {
    }

    /** Nothing comes, or nothing after the status and the headers, until the client hangs up or the disturbance is over. */
    record Stall(boolean afterHeaders) implements Disturbance {
    }

    /** The body trickles, so many bytes at a time with a pause after each, until the disturbance is over. */
    record Slow(int bytes, Duration pause) implements Disturbance {
    }
}
