package com.spotzee.nifi.sandbox.comparison;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ExternalIdTest {
    @Test
    void isTakenApartAlthoughTheIntegrationHoldsUnderscores() {
        final ExternalId id = ExternalId.parse("sf_my_Lead_org_CampaignMember_00v9H00000000015QA").orElseThrow();
        assertEquals(new ExternalId("my_Lead_org", "CampaignMember", "00v9H00000000015QA"), id);
        assertEquals("sf_my_Lead_org_CampaignMember_00v9H00000000015QA", id.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sf_demo_Account_0019H00000000015QA", "sf_demo_Lead_00Q9H0000000001", "sf__Lead_00Q9H00000000015QA", "customer-17"})
    void usersFromElsewhereHaveNone(final String text) {
        assertEquals(Optional.empty(), ExternalId.parse(text));
    }
}
