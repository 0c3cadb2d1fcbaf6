package com.spotzee.nifi.salesforce;

import com.spotzee.nifi.http.HttpFailure;

/**
 * An exchange with Salesforce that went wrong, as one of the cases a caller treats differently. Messages are made for users: what was
 * tried, what came back, what to do. They hold no secrets and no values of records; literals that Salesforce quotes stand as '…'.
 */
public abstract sealed class SalesforceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    SalesforceFailure(final String message, final Throwable cause) {
        super(message, cause);
    }

    /** How far a request came that brought nothing. */
    public enum Reach {
        /** No connection came about: Salesforce saw nothing of it. */
        NEVER_ARRIVED,
        /** The connection broke, or no answer came in time that can be read: Salesforce may have done what was asked. */
        MAYBE_DONE,
        /** Salesforce, or something in between, answered. */
        ANSWERED,
        /** Ended from our side: Salesforce may have done it, and to repeat it would be wrong. */
        ENDED,
        /** Not even tried: to repeat it at once would be wrong. */
        NOT_TRIED;

        static Reach of(final HttpFailure failure) {
            return switch (failure) {
                case HttpFailure.Unreachable never -> NEVER_ARRIVED;
                case HttpFailure.Broken broken -> MAYBE_DONE;
                case HttpFailure.Ended ended -> ENDED;
            };
        }
    }

    /** Network trouble, 5xx, a maintenance page, a short-lived limit: asking later will do. */
    public static final class Unavailable extends SalesforceFailure {
        private static final long serialVersionUID = 1L;
        private final Reach reach;

        /** An answer that says so. */
        public Unavailable(final String message, final Throwable cause) {
            this(message, cause, Reach.ANSWERED);
        }

        public Unavailable(final String message, final Throwable cause, final Reach reach) {
            super(message, cause);
            this.reach = reach;
        }

        /** No answer. */
        public static Unavailable unanswered(final String message, final HttpFailure failure) {
            return new Unavailable(message, failure, Reach.of(failure));
        }

        public Reach reach() {
            return reach;
        }

        /** Whether Salesforce may have done what was asked, though we did not hear of it. */
        public boolean mayBeDone() {
            return reach == Reach.MAYBE_DONE || reach == Reach.ENDED;
        }
    }

    /** The day's API calls are used up (403 {@code REQUEST_LIMIT_EXCEEDED}, TotalRequests). */
    public static final class AllowanceUsedUp extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public AllowanceUsedUp(final String message) {
            super(message, null);
        }
    }

    /** Login refused, or a token that no login can cure: somebody has to change a setting. */
    public static final class LoginRefused extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public LoginRefused(final String message) {
            super(message, null);
        }
    }

    /** The org that answers is not the one that is to be read, or not to be read by this caller: somebody has to decide. */
    public static final class WrongOrganization extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public WrongOrganization(final String message) {
            super(message, null);
        }
    }

    /** The user may not do this: API not enabled, no access. */
    public static final class AccessDenied extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public AccessDenied(final String message) {
            super(message, null);
        }
    }

    /** Salesforce took the request and refused it: unknown field, malformed query, too complicated. */
    public static final class Refused extends SalesforceFailure {
        private static final long serialVersionUID = 1L;
        private final String code;

        public Refused(final String code, final String message) {
            super(message, null);
            this.code = code;
        }

        /** Salesforce's {@code errorCode}, such as {@code INVALID_FIELD}. */
        public String code() {
            return code;
        }
    }

    /** The query ran too long ({@code QUERY_TIMEOUT}): ask for less. */
    public static final class QueryTimedOut extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public QueryTimedOut(final String message) {
            super(message, null);
        }
    }

    /** A page's locator is unknown, expired or of another session. */
    public static final class LocatorLost extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public LocatorLost(final String message) {
            super(message, null);
        }
    }

    /** No such object or resource, or hidden from the user. */
    public static final class NotFound extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public NotFound(final String message) {
            super(message, null);
        }
    }

    /** A query job that does not exist (any more), or whose result is not what was asked for: create another. */
    public static final class JobLost extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public JobLost(final String message) {
            super(message, null);
        }
    }

    /** Salesforce says that a query job belongs to another version of the API (409): create another. */
    public static final class JobOfOtherVersion extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public JobOfOtherVersion(final String message) {
            super(message, null);
        }
    }

    /** Bulk API 2.0 does not do this query, or not in this org or for this user: ask in another way. */
    public static final class BulkNotPossible extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public BulkNotPossible(final String message) {
            super(message, null);
        }
    }

    /** The query jobs of the last 24 hours, or the storage for their results, are used up. */
    public static final class BulkAllowanceUsedUp extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public BulkAllowanceUsedUp(final String message) {
            super(message, null);
        }
    }

    /** The answer is not what Salesforce documents. */
    public static final class NotUnderstood extends SalesforceFailure {
        private static final long serialVersionUID = 1L;

        public NotUnderstood(final String message, final Throwable cause) {
            super(message, cause);
        }
    }
}
