package com.spotzee.nifi.sandbox.spotzee;

import java.util.Optional;

/** A request that is refused as a whole. Its message is for the caller and holds no values of the request. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String param;
    private final int retryAfter;

    RefusedException(final ProblemCode code, final String param, final String message) {
        this(code, param, message, 0);
    }

    RefusedException(final ProblemCode code, final String param, final String message, final int retryAfter) {
        super(message);
        this.code = code;
        this.param = param;
        this.retryAfter = retryAfter;
    }

    ProblemCode code() {
        return code;
    }

    /** The parameter at fault. */
    Optional<String> param() {
        return Optional.ofNullable(param);
    }

    /** Seconds to wait, or 0. */
    int retryAfter() {
        return retryAfter;
    }
}
