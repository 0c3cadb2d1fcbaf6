package com.spotzee.nifi.health;

/** The health checks that Spotzee's documentation promises. */
public enum HealthCheckName {
    CREDENTIALS("credentials", "Check Credentials"),
    FIELD_MAPPINGS("field_mappings", "Check Field Mappings"),
    API_LIMITS("api_limits", "Check API Limits"),
    SYNC_STALENESS("sync_staleness", "Check Sync Staleness");

    private final String label;
    private final String title;

    HealthCheckName(final String label, final String title) {
        this.label = label;
        this.title = title;
    }

    /** The name in events and attributes. */
    public String label() {
        return label;
    }

    /** The name as a step of Verify. */
    public String title() {
        return title;
    }
}
