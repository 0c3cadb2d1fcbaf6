package com.spotzee.nifi.sandbox.salesforce.faults;

import com.spotzee.nifi.sandbox.http.Disturbance;

import java.time.Duration;
import java.util.Objects;

/** What goes wrong with a request that a rule strikes. */
public sealed interface Fault {

    /** A refusal in Salesforce's form instead of an answer: an array of one error, or at the token endpoint {@code error} and {@code error_description}. */
    record Refusal(int status, String code, String message) implements Fault {
        /** Checks. */
        public Refusal {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }

    /** Another text instead of an answer; without a text, nothing but the status. */
    record Page(int status, String contentType, String text) implements Fault {
        /** Checks. */
        public Page {
            Objects.requireNonNull(contentType, "contentType");
            Objects.requireNonNull(text, "text");
        }
    }

    /** The honest answer, harmed on its way. */
    record OnTheWay(Disturbance disturbance) implements Fault {
    }

    /** All sessions end just before the request, and their locators with them: an access token revoked, by night or in mid-pagination. */
    record EndedSessions() implements Fault {
    }

    /** All locators are lost just before the request, though their sessions live; a request that has one is answered with this status, 400 or 404. */
    record LostLocators(int status) implements Fault {
    }

    /** The page of a query, or of a job's results, has 1 to so many rows, whatever was asked for; how many is drawn, from the seed. */
    record SmallPage(int most, long seed) implements Fault {
        /** Checks. */
        public SmallPage {
            if (most < 1) {
                throw new IllegalArgumentException("A page has at least 1 row, not " + most + ".");
            }
        }
    }

    /** The page of a query, or of a job's results, says that it is the last one; how many records there are it says as ever. */
    record EarlyEnd() implements Fault {
    }

    /** So many API calls are used up besides the request's own, as by other clients of the org. */
    record UsedCalls(long calls) implements Fault {
    }

    /** A REST query whose conditions match more rows, whatever its LIMIT, runs into Salesforce's time limit (QUERY_TIMEOUT); -1 lets none pass. */
    record SlowQuery(long mostRows) implements Fault {
    }

    /** Something happens in the org just before the request is answered: an edit between two pages, say. */
    record Meanwhile(Runnable event) implements Fault {
    }

    /** A refusal such as {@code 500 UNKNOWN_EXCEPTION}. */
    static Fault error(final int status, final String code, final String message) {
        return new Refusal(status, code, message);
    }

    /** A page for people, as Salesforce shows it during maintenance. */
    static Fault html(final int status) {
        return new Page(status, "text/html;charset=UTF-8", "<html><head><title>We are down for maintenance</title></head>"
                + "<body><h1>We are down for maintenance</h1><p>Sorry for the inconvenience. We will be back shortly.</p></body></html>");
    }

    /** A status without a body. */
    static Fault status(final int status) {
        return new Page(status, "", "");
    }

    /** Well-formed HTTP whose JSON or CSV ends after so many bytes, or one before its end. */
    static Fault truncated(final long bytes) {
        return new OnTheWay(new Disturbance.CutText(bytes));
    }

    /** The connection ends after so many bytes of a body whose length was declared. */
    static Fault cut(final long bytes) {
        return new OnTheWay(new Disturbance.CutBody(bytes, false));
    }

    /** The connection ends after so many bytes of a body that comes in chunks. */
    static Fault cutChunks(final long bytes) {
        return new OnTheWay(new Disturbance.CutBody(bytes, true));
    }

    /** The request is carried out, then the connection is reset before anything came back. */
    static Fault reset() {
        return new OnTheWay(new Disturbance.Reset(false));
    }

    /** Status and headers come, then the connection is reset. */
    static Fault resetAfterHeaders() {
        return new OnTheWay(new Disturbance.Reset(true));
    }

    /** Nothing comes back until the client hangs up or the fault is ended. */
    static Fault stall() {
        return new OnTheWay(new Disturbance.Stall(false));
    }

    /** Status and headers come, the body doesn't until the client hangs up or the fault is ended. */
    static Fault stallAfterHeaders() {
        return new OnTheWay(new Disturbance.Stall(true));
    }

    /** The body trickles. */
    static Fault slow(final int bytes, final Duration pause) {
        return new OnTheWay(new Disturbance.Slow(bytes, pause));
    }

    /** All sessions end just before the request. */
    static Fault endedSessions() {
        return new EndedSessions();
    }

    /** All locators are lost just before the request. */
    static Fault lostLocators(final int status) {
        return new LostLocators(status);
    }

    /** Pages of 1 to so many rows. */
    static Fault smallPages(final int most, final long seed) {
        return new SmallPage(most, seed);
    }

    /** A page is said to be the last. */
    static Fault earlyEnd() {
        return new EarlyEnd();
    }

    /** So many API calls are used up by others. */
    static Fault usedCalls(final long calls) {
        return new UsedCalls(calls);
    }

    /** The whole allowance of API calls is used up. */
    static Fault usedUpCalls() {
        return new UsedCalls(Long.MAX_VALUE);
    }

    /** REST queries over more rows than this run into QUERY_TIMEOUT. */
    static Fault slowQueries(final long mostRows) {
        return new SlowQuery(mostRows);
    }

    /** Every REST query runs into QUERY_TIMEOUT. */
    static Fault slowQueries() {
        return new SlowQuery(-1);
    }

    /** Something happens just before the request is answered. */
    static Fault meanwhile(final Runnable event) {
        return new Meanwhile(event);
    }
}
