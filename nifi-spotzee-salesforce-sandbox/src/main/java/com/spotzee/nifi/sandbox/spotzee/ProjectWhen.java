package com.spotzee.nifi.sandbox.spotzee;

import com.spotzee.nifi.sandbox.faults.Turns;

import java.util.regex.Pattern;

/**
 * Which requests to the project a fault strikes: those that fit, counted from the moment the fault is set. Begin with {@link #always()}.
 *
 * @param method its method; empty: any
 * @param path   a regular expression found in its path below the base address; empty: any
 * @param about  the external id of somebody whom one of its items is about; empty: anybody
 * @param turns  which of the requests that fit are struck
 */
public record ProjectWhen(String method, Pattern path, String about, Turns turns) {

    /** Every request. */
    public static ProjectWhen always() {
        return new ProjectWhen("", Pattern.compile(""), "", Turns.ALL);
    }

    /** With this method only. */
    public ProjectWhen method(final String name) {
        return new ProjectWhen(name, path, about, turns);
    }

    /** Only where this regular expression is found in the path. */
    public ProjectWhen path(final String regex) {
        return new ProjectWhen(method, Pattern.compile(regex), about, turns);
    }

    /** Only where one of the items is about this person. */
    public ProjectWhen about(final String externalId) {
        return new ProjectWhen(method, path, externalId, turns);
    }

    /** Beginning with the nth request that fits, counted from 1. */
    public ProjectWhen nth(final long first) {
        return new ProjectWhen(method, path, about, turns.nth(first));
    }

    /** From the first one on, only each so many-th. */
    public ProjectWhen every(final long step) {
        return new ProjectWhen(method, path, about, turns.every(step));
    }

    /** So many times at most. */
    public ProjectWhen times(final long most) {
        return new ProjectWhen(method, path, about, turns.times(most));
    }

    boolean fits(final ProjectRequest request) {
        return (method.isEmpty() || method.equalsIgnoreCase(request.method())) && path.matcher(request.path()).find()
                && (about.isEmpty() || request.externalIds().contains(about));
    }
}
