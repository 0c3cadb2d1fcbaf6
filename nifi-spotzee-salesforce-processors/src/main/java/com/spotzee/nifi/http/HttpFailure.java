package com.spotzee.nifi.http;

/** An exchange without a complete answer. Messages name the host, never the rest of an address. */
public abstract sealed class HttpFailure extends Exception {

    private static final long serialVersionUID = 1L;

    HttpFailure(final String message, final Throwable cause) {
        super(message, cause);
    }

    /** No connection came about (unknown host, refused, TLS, time-out): the server saw nothing of the request. */
    public static final class Unreachable extends HttpFailure {
        private static final long serialVersionUID = 1L;

        public Unreachable(final String message, final Throwable cause) {
            super(message, cause);
        }
    }

    /** The connection broke or the answer did not come in time: the server may have done what was asked. */
    public static final class Broken extends HttpFailure {
        private static final long serialVersionUID = 1L;

        public Broken(final String message, final Throwable cause) {
            super(message, cause);
        }
    }

    /** Ended from our side, by an interrupt or a {@link Cancellation}: not to be repeated. */
    public static final class Ended extends HttpFailure {
        private static final long serialVersionUID = 1L;

        public Ended(final String message, final Throwable cause) {
            super(message, cause);
        }
    }
}
