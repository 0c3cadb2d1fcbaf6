package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.util.Objects;

/**
 * By what Spotzee knows a synced person: {@code sf_<integrationId>_<objectType>_<salesforceId>}, always with the 18-character id. An id that is not
 * of the object is refused, because it would make another person of the record.
 */
public record ExternalId(IntegrationId integration, SalesforceObject object, SalesforceId id) {

    public ExternalId {
        Objects.requireNonNull(integration, "integration");
        if (!id.value().startsWith(object.keyPrefix())) {
            throw new IllegalArgumentException("The id %s is of no %s, whose ids begin with %s: correct the attribute that names the object"
                    .formatted(id, object, object.keyPrefix()));
        }
    }

    /** The id as Spotzee stores it. */
    public String value() {
        return "sf_" + integration.value() + "_" + object.apiName() + "_" + id.value();
    }

    @Override
    public String toString() {
        return value();
    }
}
