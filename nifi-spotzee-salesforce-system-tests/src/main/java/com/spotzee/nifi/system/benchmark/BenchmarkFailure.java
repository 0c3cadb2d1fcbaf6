package com.spotzee.nifi.system.benchmark;

/** The benchmark can't go on; the message says why in one sentence. */
final class BenchmarkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchmarkFailure(final String message) {
        super(message);
    }
}
