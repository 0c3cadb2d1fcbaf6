package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.identity.SeenPeople;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** External ids and suspected doubles, over a real integration on an emulated org. */
class ResolveExternalIdTest {

    private static final String FIRST = "00Q9H00000C6pycUAB";
    private static final String SECOND = "00Q9H00000C6pydUAB";

    private static EmulatedOrg org;

    @BeforeAll
    static void startOrg() {
        org = EmulatedOrg.start(OrgSettings.defaults());
    }

    @AfterAll
    static void stopOrg() {
        org.close();
    }

    private static TestRunner runner(final Map<String, String> integration) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(ResolveExternalId.class);
        EmulatedOrgRunner.integration(runner, org, integration);
        runner.setProperty("Salesforce Integration", "integration");
        return runner;
    }

    private static Map<String, String> attributes(final String... more) {
        final Map<String, String> attributes = new HashMap<>(Map.of(FlowAttributes.OBJECT, "Lead", FlowAttributes.INTEGRATION_ID, "crm-emea",
                FlowAttributes.SYNC_ID, "s1", FlowAttributes.SYNC_PAGE, "3", FlowAttributes.SYNC_LANE, "main", "sync.count.queried", "4"));
        for (int index = 0; index < more.length; index += 2) {
            attributes.put(more[index], more[index + 1]);
        }
        return attributes;
    }

    private static MockFlowFile only(final TestRunner runner, final Relationship relationship) {
        assertEquals(1, runner.getFlowFilesForRelationship(relationship).size(), "on " + relationship.getName());
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private TestRunner run(final String content, final String... attributes) throws InitializationException {
        final TestRunner runner = runner(Map.of());
        runner.enqueue(content, attributes(attributes));
        runner.run();
        return runner;
    }

    private static String user(final String id, final String version, final String email) {
        return "{\"salesforce\":{\"id\":\"%s\",\"version\":\"2026-11-23T10:00:%s.000+0000\"},\"email\":\"%s\"}\n".formatted(id, version, email);
    }

    @Test
    void replacesTheEnvelopeByTheExternalId() throws InitializationException {
        final TestRunner runner = run("{\"salesforce\":{\"id\":\"00Q9H00000C6pyc\"},\"email\":null,\"data\":{\"a\":1.10}}");

        only(runner, ResolveExternalId.REL_SUCCESS)
                .assertContentEquals("{\"external_id\":\"sf_crm-emea_Lead_00Q9H00000C6pycUAB\",\"email\":null,\"data\":{\"a\":1.10}}\n");
        assertEquals(List.of(ProvenanceEventType.CONTENT_MODIFIED), runner.getProvenanceEvents().stream().map(ProvenanceEventRecord::getEventType).toList());
    }

    @Test
    void keepsTheNewestVersionAndCountsTheOthers() throws InitializationException {
        final TestRunner runner = run(user(FIRST, "07", "new@example.com") + user("00Q9H00000C6pyc", "06", "old@example.com")
                + user(SECOND, "05", "a@example.com") + user(SECOND, "05", "b@example.com"));

        final MockFlowFile named = only(runner, ResolveExternalId.REL_SUCCESS);
        named.assertContentEquals("{\"external_id\":\"sf_crm-emea_Lead_%s\",\"email\":\"new@example.com\"}\n".formatted(FIRST)
                + "{\"external_id\":\"sf_crm-emea_Lead_%s\",\"email\":\"b@example.com\"}\n".formatted(SECOND));
        named.assertAttributeEquals("sync.count.deduplicated", "2");
        named.assertAttributeEquals("record.count", "2");
        runner.assertTransferCount(ResolveExternalId.REL_DUPLICATES, 0);
    }

    @Test
    void reportsSuspectedDoublesSoThatPeopleCanActAndNeverTheirAddress() throws InitializationException {
        final TestRunner runner = run(user(FIRST, "07", "Ann@example.com") + user(SECOND, "07", "ann@EXAMPLE.com"), FlowAttributes.INSTANCE,
                "https://acme.my.salesforce.com");

        final MockFlowFile report = only(runner, ResolveExternalId.REL_DUPLICATES);
        final JsonNode line = WindowRun.json(report.getContent());
        assertEquals("same_object", line.path("kind").textValue());
        assertTrue(line.path("reason").textValue().contains("perhaps a record was deleted and recreated"), line.toString());
        assertEquals("[\"sf_crm-emea_Lead_%s\",\"sf_crm-emea_Lead_%s\"]".formatted(FIRST, SECOND), line.path("external_ids").toString());
        assertEquals("[\"https://acme.my.salesforce.com/%s\",\"https://acme.my.salesforce.com/%s\"]".formatted(FIRST, SECOND),
                line.path("links").toString());
        assertTrue(line.path("email_hash").textValue().matches("[0-9a-f]{32}"));
        assertTrue(line.path("what_to_do").textValue().contains("merge the two users at Spotzee"), line.toString());
        assertFalse(report.getContent().toLowerCase(Locale.ROOT).contains("ann@"));
        report.assertAttributeEquals("duplicate.kinds", "same_object");
        report.assertAttributeEquals("record.count", "1");
        only(runner, ResolveExternalId.REL_SUCCESS).assertAttributeEquals("record.count", "2");
    }

    @Test
    void findsDoublesAcrossFlowFilesAndTellsThemOnceWithoutHoldingAnybodyBack() throws InitializationException {
        final String contact = "0039H00000C6pycQAB";
        final TestRunner runner = runner(Map.of("Objects", "Lead, Contact"));
        runner.enqueue(user(FIRST, "07", "ann@example.com"), attributes());
        runner.enqueue(user(contact, "07", "ann@example.com"), attributes(FlowAttributes.OBJECT, "Contact"));
        runner.enqueue(user(FIRST, "08", "ann@example.com"), attributes());
        runner.enqueue("{\"salesforce\":{\"id\":\"%s\",\"converted_contact_id\":\"0039H00000C6pydQAB\"}}".formatted(SECOND), attributes());
        runner.run(4);

        runner.assertTransferCount(ResolveExternalId.REL_SUCCESS, 4);
        assertEquals(List.of("lead_and_contact", "converted_lead"), runner.getFlowFilesForRelationship(ResolveExternalId.REL_DUPLICATES).stream()
                .map(report -> report.getAttribute("duplicate.kinds")).toList());
        assertFalse(WindowRun.json(runner.getFlowFilesForRelationship(ResolveExternalId.REL_DUPLICATES).getFirst().getContent()).has("links"));
    }

    @Test
    void countsTheAddressesThatItHasNoRoomToRemember() throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(new ResolveExternalId(new SeenPeople(1)));
        EmulatedOrgRunner.integration(runner, org, Map.of());
        runner.setProperty("Salesforce Integration", "integration");
        runner.enqueue(user(FIRST, "07", "ann@example.com") + user(SECOND, "07", "bob@example.com"), attributes());
        runner.run();

        assertEquals(1, runner.getCounterValue("Addresses Forgotten"));
    }

    @Test
    void seesNoDoubleInAConvertedLeadWhoseContactIsNotSynced() throws InitializationException {
        run("{\"salesforce\":{\"id\":\"%s\",\"converted_contact_id\":\"0039H00000C6pydQAB\"}}".formatted(FIRST))
                .assertTransferCount(ResolveExternalId.REL_DUPLICATES, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"salesforce\":{\"id\":\"00q9h00000c6pycuab\"}} | Record 1: The Salesforce id 00q9h00000c6pycuab does not fit its last three characters",
        "{\"salesforce\":{\"id\":\"0039H00000C6pycQAB\"}} | Record 1: The id 0039H00000C6pycQAB is of no Lead, whose ids begin with 00Q"
    })
    void refusesIdsThatWouldMakeOtherPeople(final String content, final String reason) throws InitializationException {
        final String told = only(run(content), ResolveExternalId.REL_FAILURE).getAttribute("failure.reason");
        assertTrue(told.startsWith(reason), told);
    }

    @Test
    void takesPeopleWhoHaveOptedOutWithNothingButTheirIds() throws InitializationException {
        final TestRunner runner = run("{\"Id\":\"%s\",\"SystemModstamp\":\"2026-11-23T10:00:07.000+0000\"}\n".formatted(FIRST), FlowAttributes.SYNC_LANE,
                "opt-out");

        only(runner, ResolveExternalId.REL_SUCCESS).assertContentEquals("{\"external_id\":\"sf_crm-emea_Lead_%s\"}\n".formatted(FIRST));
    }

    @Test
    void saysOfDeletedAndRestoredRecordsNothingButThat() throws InitializationException {
        final TestRunner runner = run("{\"Id\":\"%s\",\"IsDeleted\":true,\"MasterRecordId\":\"%s\"}%n{\"Id\":\"%s\",\"IsDeleted\":false}%n"
                .formatted(FIRST, SECOND, SECOND), FlowAttributes.SYNC_LANE, "deleted", FlowAttributes.DELETION_PROPERTY, "gone");

        only(runner, ResolveExternalId.REL_SUCCESS).assertContentEquals("""
                {"external_id":"sf_crm-emea_Lead_%s","data":{"gone":true}}
                {"external_id":"sf_crm-emea_Lead_%s","data":{"gone":false}}
                """.formatted(FIRST, SECOND));
    }

    @Test
    void refusesDeletedRecordsThatNoPropertyIsNamedFor() throws InitializationException {
        final TestRunner runner = run("{\"Id\":\"%s\",\"IsDeleted\":true}".formatted(FIRST), FlowAttributes.SYNC_LANE, "deleted");

        final String reason = only(runner, ResolveExternalId.REL_FAILURE).getAttribute("failure.reason");
        assertTrue(reason.contains("spotzee.deletion.property is missing"), reason);
    }

    @Test
    void refusesUsersWithoutAnId() throws InitializationException {
        final TestRunner runner = run("{\"email\":\"ann@example.com\"}");

        final String reason = only(runner, ResolveExternalId.REL_FAILURE).getAttribute("failure.reason");
        assertTrue(reason.startsWith("Record 1 has no Salesforce id"), reason);
    }

    @Test
    void passesAnEmptiedPageOn() throws InitializationException {
        only(run(""), ResolveExternalId.REL_SUCCESS).assertAttributeEquals("record.count", "0");
    }
}
