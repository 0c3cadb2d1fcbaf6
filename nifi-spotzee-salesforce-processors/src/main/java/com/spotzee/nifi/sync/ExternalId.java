package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;

/** By what Spotzee knows a synced person: {@code sf_<integrationId>_<objectType>_<salesforceId>}, always with the 18-character id. */
public record ExternalId(IntegrationId integration, SalesforceObject object, SalesforceId id) {

    /** The id as Spotzee stores it. */
    public String value() {
        return "sf_%s_%s_%s".formatted(integration.value(), object.apiName(), id.value());
    }

    @Override
    public String toString() {
        return value();
    }
}
