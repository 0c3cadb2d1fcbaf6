package com.spotzee.nifi.processors;

import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The processors between query and Spotzee, each over a real integration on an emulated org; ResolveExternalIdTest has more. */
class RulesMappingIdentityTest {

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

    private static TestRunner runner(final Class<? extends Processor> processor, final Map<String, String> integration) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        EmulatedOrgRunner.integration(runner, org, integration);
        runner.setProperty("Salesforce Integration", "integration");
        return runner;
    }

    private static Map<String, String> attributes(final String... more) {
        final Map<String, String> attributes = new HashMap<>(Map.of(FlowAttributes.OBJECT, "Lead", FlowAttributes.INTEGRATION_ID, "crm-emea",
                FlowAttributes.SYNC_ID, "s1", FlowAttributes.SYNC_PAGE, "3", FlowAttributes.SYNC_LANE, "main"));
        for (int index = 0; index < more.length; index += 2) {
            attributes.put(more[index], more[index + 1]);
        }
        return attributes;
    }

    private static MockFlowFile only(final TestRunner runner, final Relationship relationship) {
        assertEquals(1, runner.getFlowFilesForRelationship(relationship).size(), "on " + relationship.getName());
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private static String warnings(final TestRunner runner) {
        return String.join("\n", runner.getLogger().getWarnMessages().stream().map(LogMessage::getMsg).toList());
    }

    @Nested
    class Rules {

        private static final String HOT = "{\"Id\":\"00Q9H00000C6pycUAB\",\"Rating\":\"hot\",\"AnnualRevenue\":1.10}";
        private static final String COLD = "{\"Id\":\"00Q9H00000C6pydUAB\",\"Rating\":\"Cold\",\"AnnualRevenue\":2}";

        private TestRunner runner() throws InitializationException {
            return RulesMappingIdentityTest.runner(ApplySyncRules.class, Map.of("Sync Rules", "Rating equals \"Hot\""));
        }

        @ParameterizedTest
        @ValueSource(strings = {HOT + "\n" + COLD + "\n", "[" + HOT + "," + COLD + "]"})
        void partRecordsAndCountThem(final String content) throws InitializationException {
            final TestRunner runner = runner();
            final MockFlowFile page = runner.enqueue(content, attributes("sync.count.queried", "2"));
            runner.run();

            final MockFlowFile matched = only(runner, ApplySyncRules.REL_MATCHED);
            // one line in provenance, from Salesforce to Spotzee
            matched.assertAttributeEquals("uuid", page.getAttribute("uuid"));
            matched.assertContentEquals(HOT + "\n");
            matched.assertAttributeEquals("record.count", "1");
            matched.assertAttributeEquals("sync.count.filtered", "1");
            matched.assertAttributeEquals("sync.count.queried", "2");
            matched.assertAttributeEquals("sync.page", "3");
            matched.assertAttributeEquals("mime.type", "application/x-ndjson");
            only(runner, ApplySyncRules.REL_UNMATCHED).assertContentEquals(COLD + "\n");
            assertEquals(1, runner.getCounterValue("Records Unmatched"));
            assertTrue(runner.getProvenanceEvents().stream().anyMatch(event -> event.getEventType() == ProvenanceEventType.CONTENT_MODIFIED
                    && event.getDetails().equals("1 of 2 records match the sync rules")));
        }

        @Test
        void sendAnEmptiedPageOn() throws InitializationException {
            final TestRunner runner = runner();
            runner.enqueue(COLD, attributes("sync.count.filtered", "2"));
            runner.run();

            final MockFlowFile matched = only(runner, ApplySyncRules.REL_MATCHED);
            matched.assertContentEquals("");
            matched.assertAttributeEquals("record.count", "0");
            matched.assertAttributeEquals("sync.count.filtered", "3");
        }

        @Test
        void makeNoUnmatchedFlowFileWhereAllMatch() throws InitializationException {
            final TestRunner runner = runner();
            runner.enqueue(HOT, attributes());
            runner.run();

            runner.assertTransferCount(ApplySyncRules.REL_UNMATCHED, 0);
            only(runner, ApplySyncRules.REL_MATCHED).assertAttributeEquals("sync.count.filtered", "0");
        }

        @Test
        void letOptOutsPassWhateverTheySay() throws InitializationException {
            final TestRunner runner = runner();
            runner.enqueue("{\"Id\":\"" + FIRST + "\"}\n", attributes(FlowAttributes.SYNC_LANE, "opt-out"));
            runner.run();

            only(runner, ApplySyncRules.REL_MATCHED).assertContentEquals("{\"Id\":\"" + FIRST + "\"}\n");
        }

        @Test
        void thatCanNotBeAppliedKeepThePageInTheQueue() throws InitializationException {
            final TestRunner runner = RulesMappingIdentityTest.runner(ApplySyncRules.class, Map.of("Sync Rules", "Gone__c is_set"));
            runner.enqueue(HOT, attributes());
            runner.run();

            runner.assertQueueNotEmpty();
            runner.assertPenalizeCount(1);
            assertEquals(1, runner.getLogger().getErrorMessages().size());
        }
    }

    @Nested
    class Failures {

        @ParameterizedTest
        @ValueSource(classes = {ApplySyncRules.class, MapFieldsToSpotzee.class, ResolveExternalId.class})
        void leaveUnreadableContentUntouchedAndSayWhere(final Class<? extends Processor> processor) throws InitializationException {
            final String content = "{\"Id\":\"" + FIRST + "\",\"Rating\":null}\n{\"Email\":\"ann@example.com";
            final TestRunner runner = runner(processor, Map.of());
            runner.enqueue(content, attributes());
            runner.run();

            final MockFlowFile failed = only(runner, ApplySyncRules.REL_FAILURE);
            runner.assertAllFlowFilesTransferred(ApplySyncRules.REL_FAILURE);
            failed.assertContentEquals(content);
            assertTrue(failed.getAttribute("failure.reason").startsWith("Record 2 (line 2"), failed.getAttribute("failure.reason"));
            assertFalse(failed.getAttribute("failure.reason").contains("ann"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "salesforce.object | Account | names no object that is synced",
            "integration.id | crm-us | belongs to the integration crm-us, but this processor uses crm-emea"
        })
        void sayWhichAttributeIsWrong(final String attribute, final String value, final String reason) throws InitializationException {
            for (final Class<? extends Processor> processor : List.of(ApplySyncRules.class, MapFieldsToSpotzee.class, ResolveExternalId.class)) {
                final TestRunner runner = runner(processor, Map.of());
                runner.enqueue("{}", attributes(attribute, value));
                runner.run();

                assertTrue(only(runner, ApplySyncRules.REL_FAILURE).getAttribute("failure.reason").contains(reason));
            }
        }
    }

    @Nested
    class Mapping {

        private static final Map<String, String> ROWS = Map.of("email", "Email", "first_name", "FirstName", "revenue", "AnnualRevenue",
                "score", "Rating : number", "unsubscribed", "HasOptedOutOfEmail");

        private static final Map<String, String> MEMBERS = Map.of("Objects", "CampaignMember", "status", "Status",
                "unsubscribed", "Contact.HasOptedOutOfEmail, Lead.HasOptedOutOfEmail");
        /** The lead has not opted out, but what its contact says can't be seen. */
        private static final String HIDDEN_MEMBER = "{\"Id\":\"00v9H00000C6pycQAB\",\"ContactId\":\"0039H00000C6pycQAB\",\"Contact\":null,"
                + "\"LeadId\":\"00Q9H00000C6pycUAB\",\"Lead\":{\"HasOptedOutOfEmail\":false},\"Status\":\"Sent\"}";

        @Test
        void saysWhoTookTheRecordsPlaceAndThatTheRecordIsThere() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, Map.of("email", "Email", "Deleted Records", "Mark", "Deletion Property", "gone"));
            runner.enqueue("{\"Id\":\"%s\",\"IsConverted\":true,\"ConvertedContactId\":\"0039H00000C6pyc\",\"MasterRecordId\":null,\"Email\":null}"
                    .formatted(FIRST), attributes());
            runner.run();

            only(runner, MapFieldsToSpotzee.REL_SUCCESS).assertContentEquals(
                    "{\"salesforce\":{\"id\":\"%s\",\"converted_contact_id\":\"0039H00000C6pycQAB\"},".formatted(FIRST)
                            + "\"email\":null,\"data\":{\"gone\":false}}\n");
        }

        @Test
        void makesUsersOfRecords() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, ROWS);
            final MockFlowFile page = runner.enqueue("{\"Id\":\"00Q9H00000C6pyc\",\"LastModifiedDate\":\"2026-11-23T10:00:06.000+0000\","
                    + "\"SystemModstamp\":\"2026-11-23T10:00:07.000+0000\","
                    + "\"Email\":\"ann@example.com\",\"FirstName\":null,\"AnnualRevenue\":350000000.00,"
                    + "\"Rating\":null,\"HasOptedOutOfEmail\":true}", attributes());
            runner.run();

            final MockFlowFile users = only(runner, MapFieldsToSpotzee.REL_SUCCESS);
            users.assertAttributeEquals("uuid", page.getAttribute("uuid"));
            users.assertContentEquals("{\"salesforce\":{\"id\":\"00Q9H00000C6pycUAB\",\"version\":\"2026-11-23T10:00:07.000+0000\"},"
                    + "\"email\":\"ann@example.com\","
                    + "\"data\":{\"first_name\":null,\"revenue\":350000000.00,\"score\":null,\"unsubscribed\":true}}\n");
            users.assertAttributeEquals("spotzee.opt.out.property", "unsubscribed");
            users.assertAttributeEquals("sync.count.unmappable", "0");
            users.assertAttributeEquals("sync.count.dropped_values", "0");
            assertEquals("", warnings(runner));
        }

        @Test
        void takesAParentsChangeForANewerVersion() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, Map.of("email", "Email"));
            runner.enqueue("{\"Id\":\"" + FIRST + "\",\"LastModifiedDate\":\"2026-11-23T10:00:06.000+0000\","
                    + "\"SystemModstamp\":\"2026-11-23T10:00:07.000+0000\",\"Owner\":{\"Manager\":{\"SystemModstamp\":\"2026-11-23T12:00:00.000+0000\"},"
                    + "\"LastModifiedDate\":\"2026-11-23T11:00:00.000+0000\"}}",
                    attributes());
            runner.run();

            only(runner, MapFieldsToSpotzee.REL_SUCCESS)
                    .assertContentEquals("{\"salesforce\":{\"id\":\"%s\",\"version\":\"2026-11-23T12:00:00.000+0000\"}}\n".formatted(FIRST));
        }

        @Test
        void tellsOncePerPageWhatDidNotFitAndNeverTheValue() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, ROWS);
            runner.enqueue("{\"Id\":\"" + FIRST + "\",\"Email\":\"secret\",\"Rating\":\"secret\",\"HasOptedOutOfEmail\":false}\n"
                    + "{\"Id\":\"" + SECOND + "\",\"Rating\":\"secret\",\"HasOptedOutOfEmail\":false}", attributes());
            runner.run();

            final MockFlowFile users = only(runner, MapFieldsToSpotzee.REL_SUCCESS);
            users.assertAttributeEquals("sync.count.dropped_values", "3");
            users.assertAttributeEquals("record.count", "2");
            assertEquals(1, runner.getLogger().getWarnMessages().size());
            assertTrue(warnings(runner).contains("row 'score' from Rating does not fit number (2 times, in %s, %s)".formatted(FIRST, SECOND)),
                    warnings(runner));
            assertFalse(warnings(runner).contains("secret"), warnings(runner));
            assertEquals(3, runner.getCounterValue("Values Dropped"));
        }

        @Test
        void tellsNoMoreThanFiveRecordsOfARow() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, Map.of("score", "Rating : number"));
            final List<String> ids = Stream.of('1', '2', '3', '4', '5', '6').map(digit -> new SalesforceId("00Q9H00000C6py" + digit).value()).toList();
            runner.enqueue(ids.stream().map("{\"Id\":\"%s\",\"Rating\":\"secret\"}"::formatted).collect(Collectors.joining("\n")), attributes());
            runner.run();

            assertTrue(warnings(runner).contains("(6 times, in %s and others)".formatted(String.join(", ", ids.subList(0, 5)))), warnings(runner));
        }

        @Test
        void countsRecordsWithoutAnId() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, Map.of("email", "Email"));
            runner.enqueue("{\"Email\":\"ann@example.com\"}\n{\"Id\":\"00Q9H00000C6pycUAA\"}\n{\"Id\":\"" + FIRST + "\"}", attributes());
            runner.run();

            final MockFlowFile users = only(runner, MapFieldsToSpotzee.REL_SUCCESS);
            users.assertContentEquals("{\"salesforce\":{\"id\":\"" + FIRST + "\"}}\n");
            users.assertAttributeEquals("sync.count.unmappable", "2");
        }

        @Test
        void leavesOutWhoseOptOutItCanNotTell() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, MEMBERS);
            runner.enqueue(HIDDEN_MEMBER + "\n{\"Id\":\"00v9H00000C6pydQAB\",\"ContactId\":null,\"Contact\":null,\"LeadId\":\"00Q9H00000C6pycUAB\","
                    + "\"Lead\":{\"HasOptedOutOfEmail\":false},\"Status\":\"Sent\"}", attributes(FlowAttributes.OBJECT, "CampaignMember"));
            runner.run();

            final MockFlowFile users = only(runner, MapFieldsToSpotzee.REL_SUCCESS);
            users.assertContentEquals("{\"salesforce\":{\"id\":\"00v9H00000C6pydQAB\"},\"data\":{\"status\":\"Sent\",\"unsubscribed\":false}}\n");
            users.assertAttributeEquals("sync.count.unmappable", "1");
            assertTrue(warnings(runner).contains("1 records") && warnings(runner).contains("00v9H00000C6pycQAB"), warnings(runner));
        }

        @Test
        void sendsWhoseOptOutItCanNotTellWhenToldToContinue() throws InitializationException {
            final Map<String, String> rows = new HashMap<>(MEMBERS);
            rows.put("When Opt-Out Is Unreadable", "Continue");
            final TestRunner runner = runner(MapFieldsToSpotzee.class, rows);
            runner.enqueue(HIDDEN_MEMBER, attributes(FlowAttributes.OBJECT, "CampaignMember"));
            runner.run();

            only(runner, MapFieldsToSpotzee.REL_SUCCESS)
                    .assertContentEquals("{\"salesforce\":{\"id\":\"00v9H00000C6pycQAB\"},\"data\":{\"status\":\"Sent\"}}\n");
        }

        @Test
        void namesNoOptOutPropertyWhereNoneIsMapped() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, Map.of());
            runner.enqueue("{\"Id\":\"" + FIRST + "\"}", attributes());
            runner.run();

            only(runner, MapFieldsToSpotzee.REL_SUCCESS).assertAttributeNotExists("spotzee.opt.out.property");
        }

        @Test
        void waitsWhileOptOutsCanNotBeRead() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, Map.of("unsubscribed", "Gone__c"));
            runner.enqueue("{\"Id\":\"" + FIRST + "\"}", attributes());
            runner.run();

            runner.assertQueueNotEmpty();
            runner.assertPenalizeCount(1);
            assertFalse(runner.isYieldCalled());
        }

        @Test
        void tellsOnceAndNotAtEachTryThatItWaits() throws InitializationException {
            final TestRunner runner = runner(MapFieldsToSpotzee.class, Map.of("unsubscribed", "Gone__c"));
            runner.enqueue("{\"Id\":\"" + FIRST + "\"}", attributes());
            runner.run(3);

            assertEquals(1, runner.getLogger().getErrorMessages().size());
            assertTrue(runner.getLogger().getErrorMessages().getFirst().getMsg().contains("Gone__c"));
        }
    }
}
