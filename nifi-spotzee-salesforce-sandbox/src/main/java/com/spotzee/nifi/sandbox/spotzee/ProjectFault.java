package com.spotzee.nifi.sandbox.spotzee;

import com.spotzee.nifi.sandbox.http.Disturbance;

import java.util.Objects;

/** What goes wrong with a request to the project that a rule or a script strikes. */
public sealed interface ProjectFault {

    /**
     * A refusal in Spotzee's form, and nothing done. Idempotency remembers it as it does any answer: 4xx for a day, 429 and 5xx not; and what stands
     * before the operation itself (a wrong key, the rate limit, the same key still at work) never.
     *
     * @param retryAfter seconds, or 0 for none
     */
    record Refusal(ProblemCode code, int retryAfter) implements ProjectFault {
        /** Checks. */
        public Refusal {
            Objects.requireNonNull(code, "code");
        }

        boolean beforeOperation() {
            return code == ProblemCode.AUTHENTICATION_REQUIRED || code == ProblemCode.RATE_LIMITED || code == ProblemCode.IDEMPOTENCY_IN_PROGRESS;
        }
    }

    /** Another text instead of an answer, and nothing done: a proxy's page for people. */
    record Page(int status, String contentType, String text) implements ProjectFault {
        /** Checks. */
        public Page {
            Objects.requireNonNull(contentType, "contentType");
            Objects.requireNonNull(text, "text");
        }
    }

    /** The connection is reset, and nothing done. */
    record Unreachable() implements ProjectFault {
    }

    /** The request is carried out, and its answer harmed or lost on its way. */
    record OnTheWay(Disturbance disturbance) implements ProjectFault {
    }

    /** One user of an upsert is refused, the others are taken. @param place of the user among those of the request, counted round */
    record RefusedItem(int place) implements ProjectFault {
    }

    /** A certain user is refused wherever an upsert has it, the others are taken. */
    record RefusedUser(String externalId) implements ProjectFault {
        /** Checks. */
        public RefusedUser {
            Objects.requireNonNull(externalId, "externalId");
        }
    }

    /** Something happens elsewhere before the request is carried out, and nothing to the request: the answer is late. */
    record Meanwhile(Runnable event) implements ProjectFault {
    }

    /** A refusal such as {@code 503 service_unavailable}. */
    static ProjectFault refusal(final ProblemCode code) {
        return new Refusal(code, 0);
    }

    /** Too many requests: wait so many seconds. */
    static ProjectFault throttled(final int retryAfter) {
        return new Refusal(ProblemCode.RATE_LIMITED, retryAfter);
    }

    /** A proxy's page. */
    static ProjectFault html(final int status) {
        return new Page(status, "text/html;charset=UTF-8", "<html><head><title>Please sign in</title></head><body><h1>Please sign in</h1></body></html>");
    }

    /** Nobody is there. */
    static ProjectFault unreachable() {
        return new Unreachable();
    }

    /** The request is carried out, and the connection reset before anything came back. */
    static ProjectFault lostAnswer() {
        return new OnTheWay(new Disturbance.Reset(false));
    }

    /** The request is carried out, and the connection ends after so many bytes of the body. */
    static ProjectFault cut(final long bytes) {
        return new OnTheWay(new Disturbance.CutBody(bytes, false));
    }

    /** The request is carried out, and nothing comes back until the client hangs up or the fault is ended. */
    static ProjectFault stall() {
        return new OnTheWay(new Disturbance.Stall(false));
    }

    /** One user is refused. */
    static ProjectFault refusedItem(final int place) {
        return new RefusedItem(place);
    }

    /** A certain user is refused. */
    static ProjectFault refusedUser(final String externalId) {
        return new RefusedUser(externalId);
    }

    /** Something happens before the request is carried out. */
    static ProjectFault meanwhile(final Runnable event) {
        return new Meanwhile(event);
    }
}
