package com.spotzee.nifi.spotzee;

/**
 * A whole exchange with Spotzee that went wrong, as one of the cases a caller treats differently. Messages are made for users: what was
 * tried, what came back with its request id, what to do. They hold no key and no personal data.
 */
public abstract sealed class SpotzeeFailure extends Exception {

    private static final long serialVersionUID = 1L;

    SpotzeeFailure(final String message, final Throwable cause) {
        super(message, cause);
    }

    /** Network trouble, 429, 5xx, an operation still in progress: asking later will do. */
    public static final class Unavailable extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;

        public Unavailable(final String message, final Throwable cause) {
            super(message, cause);
        }
    }

    /** Key missing, wrong, revoked or of the wrong kind (401), no permission (403), quota (402): somebody has to change a setting. */
    public static final class Denied extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;

        public Denied(final String message) {
            super(message, null);
        }
    }

    /** Spotzee took the request and refused it as a whole. */
    public static final class Refused extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final String requestId;

        public Refused(final String code, final String requestId, final String message) {
            super(message, null);
            this.code = code;
            this.requestId = requestId;
        }

        /** Spotzee's stable error code. */
        public String code() {
            return code;
        }

        /** Spotzee's id of the request, or null if the answer had none. */
        public String requestId() {
            return requestId;
        }
    }

    /** The answer is not what Spotzee documents. */
    public static final class NotUnderstood extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;

        public NotUnderstood(final String message, final Throwable cause) {
            super(message, cause);
        }
    }
}
