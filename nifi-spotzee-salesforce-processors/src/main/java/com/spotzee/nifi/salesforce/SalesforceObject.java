package com.spotzee.nifi.salesforce;

import java.util.Arrays;
import java.util.Optional;

/** The Salesforce objects that are synced, each with its API name and the three characters its ids begin with. */
public enum SalesforceObject {
    LEAD("Lead", "00Q"),
    CONTACT("Contact", "003"),
    CAMPAIGN_MEMBER("CampaignMember", "00v");

    private final String apiName;
    private final String keyPrefix;

    SalesforceObject(final String apiName, final String keyPrefix) {
        this.apiName = apiName;
        this.keyPrefix = keyPrefix;
    }

    /** Finds an object by its API name; case does not matter, as in Salesforce. */
    public static Optional<SalesforceObject> named(final String name) {
        return Arrays.stream(values()).filter(object -> object.apiName.equalsIgnoreCase(name.strip())).findFirst();
    }

    public String apiName() {
        return apiName;
    }

    public String keyPrefix() {
        return keyPrefix;
    }

    @Override
    public String toString() {
        return apiName;
    }
}
