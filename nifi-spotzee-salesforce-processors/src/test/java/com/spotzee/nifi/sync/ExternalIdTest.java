package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExternalIdTest {

    @Test
    void standsInTheExternalIdInItsLongForm() {
        final ExternalId externalId = new ExternalId(new IntegrationId("crm-emea"), SalesforceObject.CAMPAIGN_MEMBER, new SalesforceId("00v9H00000C6pyc"));

        assertEquals("sf_crm-emea_CampaignMember_00v9H00000C6pycQAB", externalId.value());
    }

    @Test
    void isRefusedForAnIdOfAnotherObject() {
        final IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                () -> new ExternalId(new IntegrationId("crm"), SalesforceObject.CONTACT, new SalesforceId("00Q9H00000C6pyc")));

        assertTrue(refusal.getMessage().contains("whose ids begin with 003"), refusal.getMessage());
    }
}
