package com.spotzee.nifi.sandbox.salesforce.rest;

/** API calls used and allowed. */
public final class ApiUsage {

    private long used;
    private long max;

    /** Nothing used yet. */
    public ApiUsage(final long max) {
        this.max = max;
    }

    /** Pretends that so many calls of so many are used. */
    public synchronized void set(final long newUsed, final long newMax) {
        if (newUsed < 0 || newMax < 1) {
            throw new IllegalArgumentException("API usage is a number from 0 and a limit from 1, not " + newUsed + " of " + newMax + ".");
        }
        used = newUsed;
        max = newMax;
    }

    /** Calls used. */
    public synchronized long used() {
        return used;
    }

    /** Calls allowed. */
    public synchronized long max() {
        return max;
    }

    /** Uses up so many calls, as far as there are any left. */
    public synchronized void use(final long calls) {
        used = Math.max(used, calls > max - used ? max : used + calls);
    }

    /** Counts a call, or refuses it when none is left. */
    synchronized void count() {
        if (used >= max) {
            throw new ApiError(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        used++;
    }

    /** As the {@code Sforce-Limit-Info} header says it. */
    synchronized String header() {
        return "api-usage=" + used + "/" + max;
    }
}
