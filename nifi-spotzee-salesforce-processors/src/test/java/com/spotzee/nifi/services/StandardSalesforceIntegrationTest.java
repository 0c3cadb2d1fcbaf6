package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StandardSalesforceIntegrationTest {

    private static EmulatedOrg org;

    private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);

    @BeforeAll
    static void startOrg() {
        org = EmulatedOrg.start(OrgSettings.defaults());
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @Nested
    class Validation {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Integration ID | crm_emea | use 1 to 64 letters, digits and hyphens",
            "Objects | Lead, Account | 'Account' can't be synced: name any of Lead, Contact and CampaignMember",
            "Objects | , | no object is named",
            "Sync Rules | Status equal Hot | line 1, column 8: 'equal' is no operator. Did you mean equals?",
            "objects | Lead | it looks like the setting 'Objects' of this service",
            "Unsubscribed | HasOptedOutOfEmail | It differs from the Opt-Out Property 'unsubscribed' in case only",
            "first_name | First Name | Column 7: a comma before another alternative",
            "unsubscribed | HasOptedOutOfEmail : string | The opt-out must be boolean"
        })
        void namesTheRowAndWhatToDo(final String property, final String value, final String reason) throws InitializationException {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.disabledIntegration(runner, org, Map.of(property, value));

            final AssertionError invalid = assertThrows(AssertionError.class, () -> runner.assertValid(integration));
            assertTrue(invalid.getMessage().contains(reason), invalid.getMessage());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"salesforce.deleted | without dots", "email | the field mapping 'email' writes there already"})
        void refusesAPropertyThatCanNotTellDeletedRecords(final String name, final String reason) throws InitializationException {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.disabledIntegration(runner, org,
                    Map.of("email", "Email", "Deleted Records", "Mark", "Deletion Property", name));

            final AssertionError invalid = assertThrows(AssertionError.class, () -> runner.assertValid(integration));
            assertTrue(invalid.getMessage().contains(reason), invalid.getMessage());
        }

        @Test
        void takesAMappingWithoutAValueForSwitchedOff() throws InitializationException, SalesforceFailure {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.integration(runner, org, Map.of("email", "Email", "interests", " "));

            assertEquals(List.of("Email"), integration.plan(SalesforceObject.LEAD).fields().stream().map(Object::toString).toList());
        }

        @Test
        void neverSwitchesTheOptOutOffBecauseItsValueIsMissing() throws InitializationException {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.disabledIntegration(runner, org, Map.of("unsubscribed", " "));

            assertThrows(AssertionError.class, () -> runner.assertValid(integration));
        }

        @Test
        void neverAsksTheOrg() throws InitializationException {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.disabledIntegration(runner, org,
                    Map.of("x", "Gone__c", "Sync Rules", "Gone__c is_set"));
            org.clearRequests();

            runner.assertValid(integration);

            assertEquals(List.of(), org.requests());
        }
    }

    @Test
    void readsItsSettings() throws InitializationException {
        final IntegrationSettings settings = EmulatedOrgRunner.integration(runner, org, Map.of("Objects", "campaignmember\nLead, Lead",
                "Sync Frequency", "15 min", "Cursor Field", "SystemModstamp")).settings();

        assertEquals("crm-emea", settings.id().value());
        assertEquals(List.of(SalesforceObject.CAMPAIGN_MEMBER, SalesforceObject.LEAD), settings.objects());
        assertEquals(Duration.ofMinutes(15), settings.syncFrequency());
        assertEquals("SystemModstamp", settings.cursor().fieldName());
    }

    @Test
    void plansOverTheOrgAndKeepsAccountInItsState() throws InitializationException, SalesforceFailure, IOException {
        final StandardSalesforceIntegration integration = EmulatedOrgRunner.integration(runner, org,
                Map.of("Sync Rules", "Rating equals Hot", "email", "Email"));

        assertEquals("Rating = 'Hot'", integration.plan(SalesforceObject.LEAD).condition().orElseThrow().text());
        final DeliveryLedger ledger = integration.ledger();
        ledger.open("crm-emea_Lead_1");
        assertTrue(integration.ledger().delivered("crm-emea_Lead_1").isPresent());
    }
}
