package com.spotzee.nifi.sandbox.salesforce.faults;

import com.spotzee.nifi.sandbox.faults.Turns;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which requests a fault strikes: those that fit, counted from the moment the fault is set. Begin with {@link #always()} or {@link #request(long)}.
 *
 * @param kinds  what the request may be about; empty: anything
 * @param method its method; empty: any
 * @param path   a regular expression found in its decoded path and query; empty: any
 * @param turns  which of the requests that fit are struck
 * @param from   the org's time from which on requests fit
 * @param until  the org's time from which on no request fits any more
 */
public record When(Set<RequestKind> kinds, String method, Pattern path, Turns turns, Instant from, Instant until) {

    /** Copies. */
    public When {
        kinds = Set.copyOf(kinds);
    }

    /** Every request. */
    public static When always() {
        return new When(Set.of(), "", Pattern.compile(""), Turns.ALL, Instant.MIN, Instant.MAX);
    }

    /** The nth request, counted from 1, and no other. */
    public static When request(final long nth) {
        return always().nth(nth).times(1);
    }

    /** Of these kinds only. */
    public When on(final RequestKind... some) {
        return new When(Set.of(some), method, path, turns, from, until);
    }

    /** With this method only. */
    public When method(final String name) {
        return new When(kinds, name, path, turns, from, until);
    }

    /** Only where this regular expression is found in the decoded path with its query. */
    public When path(final String regex) {
        return new When(kinds, method, Pattern.compile(regex), turns, from, until);
    }

    /** Beginning with the nth request that fits, counted from 1. */
    public When nth(final long first) {
        return new When(kinds, method, path, turns.nth(first), from, until);
    }

    /** From the first one on, only each so many-th. */
    public When every(final long step) {
        return new When(kinds, method, path, turns.every(step), from, until);
    }

    /** So many times at most. */
    public When times(final long most) {
        return new When(kinds, method, path, turns.times(most), from, until);
    }

    /** Not before this time of the org. */
    public When from(final Instant start) {
        return new When(kinds, method, path, turns, start, until);
    }

    /** Not at or after this time of the org. */
    public When until(final Instant end) {
        return new When(kinds, method, path, turns, from, end);
    }

    boolean fits(final Seen request) {
        return (kinds.isEmpty() || kinds.contains(request.kind())) && (method.isEmpty() || method.equalsIgnoreCase(request.method()))
                && path.matcher(request.address()).find() && !request.time().isBefore(from) && request.time().isBefore(until);
    }

    /** A request as rules look at it; the address is decoded, with the query after a question mark. */
    record Seen(RequestKind kind, String method, String address, Instant time) {
    }
}
