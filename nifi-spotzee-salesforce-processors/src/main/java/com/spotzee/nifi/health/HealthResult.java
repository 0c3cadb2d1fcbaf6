package com.spotzee.nifi.health;

/** What a check found. */
public enum HealthResult {
    /** All is well. */
    PASSED("passed"),
    /** The user should do something. */
    FAILED("failed"),
    /** It could not be told; another check says why, or Salesforce does not let this user know. */
    UNKNOWN("unknown");

    private final String label;

    HealthResult(final String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
