package com.spotzee.nifi.spotzee;

/**
 * A whole exchange with Spotzee that went wrong, as one of the cases a caller treats differently. Messages are made for users: what was
 * tried, what came back with its request id, what to do. They hold no key and no personal data.
 */
public abstract sealed class SpotzeeFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private final String reason;
    private final String requestId;

    SpotzeeFailure(final String reason, final String requestId, final Throwable cause) {
        super(requestId == null ? reason : "%s (request id %s)".formatted(reason, requestId), cause);
        this.reason = reason;
        this.requestId = requestId;
    }

    /** The message without the request id: the same for the same trouble, request after request. */
    public String reason() {
        return reason;
    }

    /** Spotzee's id of the request, or null if no answer named one. */
    public String requestId() {
        return requestId;
    }

    /** Network trouble, 429, 5xx, an operation still in progress: asking later will do. */
    public static final class Unavailable extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;

        public Unavailable(final String reason, final String requestId, final Throwable cause) {
            super(reason, requestId, cause);
        }
    }

    /** Key missing, wrong, revoked or of the wrong kind (401), no permission (403), quota (402), wrong address: somebody has to change a setting. */
    public static final class Denied extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;

        public Denied(final String reason, final String requestId) {
            super(reason, requestId, null);
        }
    }

    /** Spotzee took the request and refused it as a whole. */
    public static final class Refused extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;
        private final ItemRefusal refusal;

        public Refused(final String reason, final String requestId, final ItemRefusal refusal) {
            super(reason, requestId, null);
            this.refusal = refusal;
        }

        /** Spotzee's code, sentence and field. */
        public ItemRefusal refusal() {
            return refusal;
        }
    }

    /** The answer is not what Spotzee documents. */
    public static final class NotUnderstood extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;

        public NotUnderstood(final String reason, final String requestId, final Throwable cause) {
            super(reason, requestId, cause);
        }
    }
}
