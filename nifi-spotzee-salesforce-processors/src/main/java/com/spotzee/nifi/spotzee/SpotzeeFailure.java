package com.spotzee.nifi.spotzee;

/**
 * A whole exchange with Spotzee that went wrong, as one of the cases a caller treats differently. Messages are made for users: what was
 * tried, what came back with its request id, what to do. They hold no key and no personal data.
 */
public abstract sealed class SpotzeeFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private final String trouble;
    private final String requestId;

    SpotzeeFailure(final String reason, final String requestId, final String trouble, final Throwable cause) {
        super(requestId == null ? reason : "%s (request id %s)".formatted(reason, requestId), cause);
        this.trouble = trouble;
        this.requestId = requestId;
    }

    /** The same for as long as the same trouble lasts, whatever is tried: people want to be told once. */
    public String trouble() {
        return trouble;
    }

    /** Spotzee's id of the request, or null if no answer named one. */
    public String requestId() {
        return requestId;
    }

    /** Network trouble, 429, 5xx, an operation still in progress: asking later will do. */
    public static final class Unavailable extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;

        public Unavailable(final String reason, final String requestId, final Throwable cause) {
            super(reason, requestId, "unavailable", cause);
        }
    }

    /** Key missing, wrong, revoked or of the wrong kind (401), no permission (403), quota (402), wrong address: somebody has to change a setting. */
    public static final class Denied extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;

        /** @param trouble what Spotzee calls it, such as {@code quota_exceeded} */
        Denied(final String reason, final String requestId, final String trouble) {
            super(reason, requestId, trouble, null);
        }

        /** Found without asking Spotzee, or told in words that do not depend on what was tried. */
        public Denied(final String reason, final String requestId) {
            this(reason, requestId, reason);
        }
    }

    /** Spotzee took the request and refused it as a whole. */
    public static final class Refused extends SpotzeeFailure {
        private static final long serialVersionUID = 1L;
        private final ItemRefusal refusal;

        public Refused(final String reason, final String requestId, final ItemRefusal refusal) {
            super(reason, requestId, reason, null);
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
            super(reason, requestId, "not understood", cause);
        }
    }
}
