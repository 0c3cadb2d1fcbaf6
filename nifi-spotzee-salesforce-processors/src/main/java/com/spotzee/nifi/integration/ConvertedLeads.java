package com.spotzee.nifi.integration;

import org.apache.nifi.components.DescribedValue;

/** What happens to leads that were converted, and so are the same person as a contact. */
public enum ConvertedLeads implements DescribedValue {
    SYNC("Sync", "They are synced like all other leads: the person may be twice in Spotzee, as Lead and as Contact"),
    SKIP("Skip", "They are left out while Contact is among the objects. Their opt-outs still arrive, and users who are in Spotzee already stay as they are");

    private final String value;
    private final String description;

    ConvertedLeads(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
