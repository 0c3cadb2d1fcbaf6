package com.spotzee.nifi.salesforce;

/**
 * The organisation's API calls in the last 24 hours, from {@code limits} or from the {@code Sforce-Limit-Info} header.
 *
 * @param used    calls made; may exceed the allowance in paid organisations
 * @param allowed the allowance
 */
public record ApiUsage(long used, long allowed) {

    /** What is left, in percent of the allowance: 0 to 100. */
    public double percentLeft() {
        return allowed <= 0 ? 0 : Math.clamp(100.0 * (allowed - used) / allowed, 0, 100);
    }
}
