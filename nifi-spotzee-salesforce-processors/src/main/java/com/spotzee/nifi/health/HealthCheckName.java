package com.spotzee.nifi.health;

/** The health checks: the four that Spotzee's documentation promises, and what else makes a sync stand still, or people stay away, in silence. */
public enum HealthCheckName {
    CREDENTIALS("credentials", "Check Credentials"),
    FIELD_MAPPINGS("field_mappings", "Check Field Mappings"),
    API_LIMITS("api_limits", "Check API Limits"),
    SYNC_STALENESS("sync_staleness", "Check Sync Staleness"),
    LAST_SYNC("last_sync", "Check Last Sync"),
    OPEN_SYNCS("open_syncs", "Check Open Syncs"),
    OPT_OUTS("opt_outs", "Check Opt-Outs"),
    ORGANIZATION("organization", "Check Organisation"),
    VISIBILITY("visibility", "Check Visibility Of Records"),
    CLOCK("clock", "Check Clock"),
    SPOTZEE_KEY("spotzee_key", "Check Spotzee Key");

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
