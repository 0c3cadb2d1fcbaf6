package com.spotzee.nifi.services;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.integration.CursorField;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.integration.DeletionSettings;
import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.rules.RuleSet;
import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.sync.OrganizationPins;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.state.MockStateManager;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.MockControllerServiceInitializationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class IntegrationVerificationTest {

    private static final String COUNT = "Count The Records Of Lead";
    private static final String EXCLUDING = "Find The Rule That Keeps Everybody Out Of Lead";
    private static final String OPT_OUTS = "Read The Opt-Outs Of Lead";

    private static EmulatedOrg org;

    private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
    private final List<Runnable> timeIsOver = new ArrayList<>();
    private boolean primary = true;

    @BeforeAll
    static void startOrg() {
        org = EmulatedOrg.start(OrgSettings.defaults());
        org.edits().showField("Lead", "HasOptedOutOfEmail");
        try (RecordInserter leads = org.store().insert("Lead")) {
            leads.add(Map.of("LastName", "Ng", "Company", "Acme", "Email", "ng@example.com", "Rating", "Hot"));
            leads.add(Map.of("LastName", "Orr", "Company", "Acme", "Rating", "Hot", "HasOptedOutOfEmail", true));
            leads.add(Map.of("LastName", "Poe", "Company", "Acme", "Rating", "Cold", "Description", "a VIP of ours"));
        }
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    @AfterEach
    void endFaults() {
        org.faults().clear();
    }

    private Map<String, ConfigVerificationResult> verify(final Map<String, String> properties) throws InitializationException {
        EmulatedOrgRunner.disabledIntegration(runner, org, Map.of());
        final StandardSalesforceIntegration integration = new StandardSalesforceIntegration(timeIsOver::add);
        runner.addControllerService("verified", integration);
        final MockControllerServiceInitializationContext node = new MockControllerServiceInitializationContext(integration, "verified",
                runner.getStateManager(integration));
        node.setClustered(true);
        node.setPrimaryNode(primary);
        integration.initialize(node);
        final Map<PropertyDescriptor, String> configured = new HashMap<>();
        configured.put(StandardSalesforceIntegration.INTEGRATION_ID, "crm-emea");
        configured.put(StandardSalesforceIntegration.CONNECTION, "connection");
        configured.put(StandardSalesforceIntegration.OBJECTS, "Lead");
        properties.forEach((name, value) -> configured.put(integration.getPropertyDescriptor(name), value));
        final MockConfigurationContext context = new MockConfigurationContext(integration, configured,
                runner.getProcessContext().getControllerServiceLookup(), Map.of());
        org.clearRequests();
        final Map<String, ConfigVerificationResult> results = new LinkedHashMap<>();
        integration.verify(context, runner.getLogger(), Map.of()).forEach(result -> results.put(result.getVerificationStepName(), result));
        return results;
    }

    private static void assertShown(final Outcome outcome, final String explanation, final ConfigVerificationResult result) {
        assertEquals(outcome, result.getOutcome(), result.getExplanation());
        assertTrue(result.getExplanation().contains(explanation), result.getExplanation());
    }

    private static long calls(final String part) {
        return org.requests().stream().filter(request -> request.path().contains(part)).count();
    }

    @Nested
    class Counting {

        @Test
        void showsInOneCallWhoWouldComeAndHowManyCallsThatTakes() throws InitializationException {
            final Map<String, ConfigVerificationResult> results = verify(Map.of("Sync Rules", "Rating equals Hot", "unsubscribed", "HasOptedOutOfEmail"));

            assertShown(Outcome.SUCCESSFUL, "2 of 3 Lead records match; 1 of them have opted out. A full sync takes about 4 API calls by REST, more if "
                    + "Salesforce makes its pages smaller than 2000 records, or about 7 by Bulk API 2.0", results.get(COUNT));
            assertEquals(Outcome.SUCCESSFUL, results.get("Find The Fields Of Lead").getOutcome());
            assertFalse(results.containsKey(EXCLUDING));
            assertEquals(1, calls("/composite"));
            assertEquals(0, calls("/query"));
        }

        @Test
        void saysThatOptOutsAreNotKnownWithoutARow() throws InitializationException {
            assertShown(Outcome.SUCCESSFUL, "1 of 3 Lead records match; how many of them have opted out is not known",
                    verify(Map.of("Sync Rules", "Rating equals Hot\nEmail is_set")).get(COUNT));
        }

        @Test
        void saysWhatSalesforceCanNotCount() throws InitializationException {
            assertShown(Outcome.SUCCESSFUL, "At most 2 of 3 Lead records match; at most 1 of them have opted out",
                    verify(Map.of("Sync Rules", "Rating equals Hot\nDescription contains vip", "unsubscribed", "HasOptedOutOfEmail")).get(COUNT));
        }

        @Test
        void saysWhatTakesSalesforceTooLong() throws InitializationException {
            org.faults().add(When.always().on(RequestKind.COMPOSITE), Fault.slowQueries(2));

            assertShown(Outcome.FAILED, "2 of an unknown number of Lead records match; how many of them have opted out is not known, because no field mapping "
                    + "tells. It takes Salesforce too long to count them", verify(Map.of("Sync Rules", "Rating equals Hot")).get(COUNT));
        }

        @Test
        void isSkippedUntilTheRulesAreRepaired() throws InitializationException {
            final Map<String, ConfigVerificationResult> results = verify(Map.of("Sync Rules", "Ratng equals Hot", "x", "Gone__c"));

            assertShown(Outcome.FAILED, "Did you mean Rating?", results.get("Find The Fields Of Lead"));
            assertShown(Outcome.FAILED, "mapping row 'x'", results.get("Find The Fields Of Lead"));
            assertEquals(Outcome.SKIPPED, results.get(COUNT).getOutcome());
        }
    }

    @Nested
    class WhenNobodyMatches {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "AND | Rating equals Hot%nLastName equals Zoë | It is the rule on line 2, column 1 (LastName equals \"Zoë\") that keeps everybody out",
            "AND | Rating equals Warm%nEmail is_set%n[Lead] LastName equals Z | 1, column 1 (Rating equals \"Warm\"), the rule on line 3, column 8 ([Lead]",
            "AND | Rating equals Cold%nEmail is_set | Each rule by itself matches somebody; only together they keep everybody out",
            "OR | Rating equals Warm%nLastName equals Z | None of the rules matches anybody",
        })
        void theRuleIsNamedThatKeepsThemOut(final String logic, final String rules, final String sentence) throws InitializationException {
            final Map<String, ConfigVerificationResult> results = verify(Map.of("Rule Logic", logic, "Sync Rules", rules.formatted()));

            assertShown(Outcome.SUCCESSFUL, "0 of 3 Lead records match", results.get(COUNT));
            assertShown(Outcome.FAILED, sentence, results.get(EXCLUDING));
            assertEquals("AND".equals(logic) ? 2 : 1, calls("/composite"));
        }

        @Test
        void aSingleRuleNeedsNoFurtherCall() throws InitializationException {
            final Map<String, ConfigVerificationResult> results = verify(Map.of("Sync Rules", "Rating equals Warm"));
            assertShown(Outcome.FAILED, "It is the rule on line 1, column 1 (Rating equals \"Warm\")", results.get(EXCLUDING));
            assertEquals(1, calls("/composite"));
        }

        @Test
        void noMoreThanTenRulesAreCounted() throws InitializationException {
            final String rules = "Rating equals Cold\nEmail is_set\n" + "LastName is_set\n".repeat(8) + "LastName equals Z";

            assertShown(Outcome.FAILED, "not all of them could be counted", verify(Map.of("Sync Rules", rules)).get(EXCLUDING));
            assertEquals(3, calls("/composite"));
        }
    }

    @Nested
    class AnObjectWithoutRecords {

        private static final Map<String, String> CONTACTS = Map.of("Objects", "Contact", "Sync Rules", "LastName is_set");

        @Test
        void isSaidToBeEmpty() throws InitializationException {
            assertShown(Outcome.SUCCESSFUL, "There are no Contact records yet", verify(CONTACTS).get("Count The Records Of Contact"));
        }

        @Test
        void isSaidToBeHiddenWhereTheOrgHoldsSome() throws InitializationException {
            final String hidden = org.edits().create("Contact", Map.of("LastName", "Ng"));
            org.edits().hideRecord("Contact", hidden);
            try {
                assertShown(Outcome.FAILED, "The org holds about 1 Contact records, but the connected user sees none of them",
                        verify(CONTACTS).get("Count The Records Of Contact"));
            } finally {
                org.edits().delete("Contact", hidden);
            }
        }

        @Test
        void isLeftOpenWhereTheUserMayNotAsk() throws InitializationException {
            org.faults().add(When.always().path("limits/recordCount"), Fault.error(403, "INSUFFICIENT_ACCESS", "insufficient access rights"));

            assertShown(Outcome.SUCCESSFUL, "There are no Contact records that the connected user may see",
                    verify(CONTACTS).get("Count The Records Of Contact"));
        }
    }

    @Nested
    class OptOuts {

        @Test
        void thatCanNotBeReadAreAFailure() throws InitializationException {
            org.edits().hideField("Lead", "HasOptedOutOfEmail");
            try {
                final ConfigVerificationResult optOut = verify(Map.of("unsubscribed", "HasOptedOutOfEmail")).get(OPT_OUTS);

                assertEquals(Outcome.FAILED, optOut.getOutcome());
                assertTrue(optOut.getExplanation().endsWith("Until then Lead is not synced"), optOut.getExplanation());
            } finally {
                org.edits().showField("Lead", "HasOptedOutOfEmail");
            }
        }

        @Test
        void thatDoNotReachTheContactsOfConvertedLeadsAreAFailure() throws InitializationException {
            org.edits().hideField("Lead", "ConvertedContactId");
            try {
                assertShown(Outcome.FAILED, "mapping row 'unsubscribed': the user can't read ConvertedContactId, so the opt-out of a lead that was converted",
                        verify(Map.of("Objects", "Lead, Contact", "unsubscribed", "HasOptedOutOfEmail")).get(OPT_OUTS));
                assertEquals(Outcome.SUCCESSFUL, verify(Map.of("Objects", "Lead", "unsubscribed", "HasOptedOutOfEmail")).get(OPT_OUTS).getOutcome());
            } finally {
                org.edits().showField("Lead", "ConvertedContactId");
            }
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "email | Email | No field mapping 'unsubscribed' names a field of Lead: its opt-outs are not carried over. Add the row, such as",
            "unsubscribed | [Contact] HasOptedOutOfEmail | No field mapping 'unsubscribed' names a field of Lead",
            "opted_out | hasoptedoutofemail | The row 'opted_out' reads HasOptedOutOfEmail: if it is the opt-out, name it in Opt-Out Property",
            "unsubscribed | Rating | Rating is no checkbox that Salesforce can filter by: read the opt-out from one, such as HasOptedOutOfEmail"
        })
        void thatAreNotCarriedOverAreAFailure(final String row, final String value, final String reason) throws InitializationException {
            assertShown(Outcome.FAILED, reason, verify(Map.of(row, value)).get(OPT_OUTS));
        }

        @Test
        void byAFormulaAreAFailure() throws SalesforceFailure {
            final FieldDescription formula = new FieldDescription("LeftUs__c", "Left us", FieldType.BOOLEAN, 0, true, true, null, List.of());
            final IntegrationDefinition definition = new IntegrationDefinition(RuleLogic.AND, RuleSet.parse(""),
                    MappingRows.parse(Map.of("unsubscribed", "LeftUs__c"), "unsubscribed"));
            final IntegrationSettings settings = new IntegrationSettings(new IntegrationId("crm"), List.of(SalesforceObject.LEAD), Duration.ofHours(1),
                    CursorField.LAST_MODIFIED_DATE, "unsubscribed", UnreadableOptOut.HOLD, new DeletionSettings(DeletedRecords.IGNORE, "x"));
            final VerificationSteps steps = new VerificationSteps(new Cancellation(), 60);

            new OptOutVerification(settings, steps)
                    .verify(definition.plan(SalesforceObject.LEAD, name -> new SObjectDescription(name, "00Q", List.of(formula))));

            assertShown(Outcome.FAILED, "mapping row 'unsubscribed': LeftUs__c is a formula", steps.results().getFirst());
        }
    }

    /** The emulated org has no formulas, so one of its fields is described as one. */
    @Nested
    class Formulas {

        @Test
        void areNamedWithWhatUsesThemAndWhenTheirValuesArrive() throws InitializationException {
            EmulatedOrgRunner.disabledIntegration(runner, org, Map.of());
            final IntegrationId id = new IntegrationId("crm");
            final IntegrationSettings settings = new IntegrationSettings(id, List.of(SalesforceObject.LEAD), Duration.ofHours(1),
                    CursorField.LAST_MODIFIED_DATE, "unsubscribed", UnreadableOptOut.HOLD, new DeletionSettings(DeletedRecords.IGNORE, "x"));
            final IntegrationDefinition definition = new IntegrationDefinition(RuleLogic.AND, RuleSet.parse("Title is_set"),
                    MappingRows.parse(Map.of("email", "Email", "job", "Title"), "unsubscribed"));
            final EnabledIntegrations enabled = new EnabledIntegrations();
            final OrganizationPins pins = new OrganizationPins(new MockStateManager(new StandardSalesforceIntegration()));
            final OrganizationGuard guard = new OrganizationGuard(enabled, enabled.enter("service", "Name", id, pins));
            final VerificationSteps steps = new VerificationSteps(new Cancellation(), 60);

            new IntegrationVerification(settings, definition, describingTitleAsFormula(), guard, steps).run();

            final ConfigVerificationResult formulas = steps.results().stream()
                    .filter(result -> "Find The Formulas Of Lead".equals(result.getVerificationStepName())).findFirst().orElseThrow();
            assertShown(Outcome.SUCCESSFUL, "in use: Title (a rule), Title (mapping row 'job'). When only their value changes", formulas);
        }

        private SalesforceClient describingTitleAsFormula() {
            final SalesforceClient real = ((SalesforceConnection) runner.getControllerService("connection")).client();
            return (SalesforceClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SalesforceClient.class},
                    (proxy, method, arguments) -> {
                        final Object answer = method.invoke(real, arguments);
                        return answer instanceof final SObjectDescription described ? new SObjectDescription(described.name(), described.keyPrefix(),
                                described.fields().stream().map(Formulas::titleAsFormula).toList()) : answer;
                    });
        }

        private static FieldDescription titleAsFormula(final FieldDescription field) {
            return !"Title".equals(field.name()) ? field : new FieldDescription(field.name(), field.label(), field.type(), field.length(),
                    field.filterable(), true, null, List.of());
        }
    }

    @Nested
    class Owners {

        @Test
        void whoseChangesCanNotBeAskedForAreNamed() throws InitializationException {
            final Map<String, ConfigVerificationResult> results = verify(Map.of("Objects", "Lead, CampaignMember",
                    "owner", "[Lead] Owner.Name, [CampaignMember] Lead.Owner.Name"));

            assertShown(Outcome.SUCCESSFUL, "stand: Lead.Owner.Name (mapping row 'owner')", results.get("Find The Distant Owners Of CampaignMember"));
            assertFalse(results.containsKey("Find The Distant Owners Of Lead"), "users who own leads are followed");
        }

        @Test
        void showNothingButWhatUsersAndQueuesHaveInCommon() throws InitializationException {
            assertShown(Outcome.FAILED, "Owner may be a user or a queue", verify(Map.of("Objects", "Lead", "owner", "Owner.Department"))
                    .get("Find The Fields Of Lead"));
        }
    }

    @Nested
    class TheTimeLimit {

        @Test
        void endsACountThatIsNotAnswered() throws InitializationException {
            org.faults().add(When.always().on(RequestKind.COMPOSITE), Fault.meanwhile(() -> timeIsOver.forEach(Runnable::run)));
            org.faults().add(When.always().on(RequestKind.COMPOSITE), Fault.stall());

            final Map<String, ConfigVerificationResult> results = verify(Map.of("Objects", "Lead, Contact"));

            assertEquals(Outcome.SUCCESSFUL, results.get("Find The Fields Of Lead").getOutcome());
            assertShown(Outcome.SKIPPED, "Verify waits 60 seconds for Salesforce, and they are over", results.get(COUNT));
            assertEquals(Outcome.SKIPPED, results.get("Count The Records Of Contact").getOutcome());
        }
    }

    @Nested
    class InACluster {

        @Test
        void otherNodesThanThePrimaryOneAskNothing() throws InitializationException {
            primary = false;

            final Map<String, ConfigVerificationResult> results = verify(Map.of("email", "Email"));

            assertEquals(List.of("Read Rules And Mappings", "Leave Salesforce To The Primary Node"), List.copyOf(results.keySet()));
            assertEquals(Outcome.SKIPPED, results.get("Leave Salesforce To The Primary Node").getOutcome());
            assertEquals(List.of(), org.requests());
        }
    }

    @ParameterizedTest
    @CsvSource({"Lead, Did you mean Country?", "Contact, Did you mean Account.BillingCountry?", "CampaignMember, Did you mean Country?"})
    void offersTheFieldThatMayBeMeant(final String object, final String proposal) throws InitializationException {
        assertShown(Outcome.FAILED, proposal,
                verify(Map.of("Objects", object, "Sync Rules", "BillingCountry equals Australia")).get("Find The Fields Of " + object));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Rating greater_than 5 | rule on line 2, column 1: Rating is neither number nor date: greater_than and less_than don't suit it. Write equals, contains",
        "[Lead] IsConverted is_set | rule on line 2, column 8: IsConverted is a checkbox, which is never empty: write equals true or equals false",
        "AnnualRevenue contains 5 | AnnualRevenue is no text but a number: write equals, not_equals, greater_than or less_than",
        "CreatedDate equals yesterday | CreatedDate is a date with time: write a day in UTC such as 2026-01-31",
        "OwnerId starts_with 005 | OwnerId holds a record id, which is compared as a whole: write equals or not_equals"
    })
    void saysWhyARuleDoesNotSuitItsFieldAndWhatWould(final String rule, final String sentence) throws InitializationException {
        final Map<String, ConfigVerificationResult> results = verify(Map.of("Sync Rules", "\n" + rule));

        assertShown(Outcome.FAILED, sentence, results.get("Find The Fields Of Lead"));
        assertEquals(Outcome.SKIPPED, results.get(COUNT).getOutcome());
    }
}
