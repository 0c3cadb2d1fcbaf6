package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.services.StandardSalesforceConnection;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import com.spotzee.nifi.sync.StepPrints;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is read again when rules, mappings, objects, cursor or the org's fields change. */
class PlanChangesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration FREQUENCY = Duration.ofHours(1);
    private static final Set<String> STAMPS = Set.of("Id", "CreatedDate", "LastModifiedDate", "SystemModstamp");

    private final OrgClock orgClock = OrgClock.standingAt(BEGIN);
    private final AtomicLong elapsedMillis = new AtomicLong();

    private EmulatedOrg org;
    private TestRunner runner;
    private StandardSalesforceConnection connection;
    private StandardSalesforceIntegration integration;

    @BeforeEach
    void startOrgAndProcessor() throws InitializationException {
        org = EmulatedOrg.start(OrgSettings.defaults().withClock(orgClock));
        runner = EventCheck.runner(new QuerySalesforceIncremental(() -> BEGIN.plusMillis(elapsedMillis.get()), elapsedMillis::get));
        connection = new StandardSalesforceConnection();
        runner.addControllerService("connection", connection);
        runner.setProperty(connection, "Custom Domain", org.url().toString());
        runner.setProperty(connection, "Client ID", org.clientId());
        runner.setProperty(connection, "Client Secret", org.clientSecret());
        integration = new StandardSalesforceIntegration();
        runner.addControllerService("integration", integration);
        runner.setProperty(integration, "Integration ID", "crm");
        runner.setProperty(integration, "Salesforce Connection", "connection");
        runner.setProperty(integration, "Objects", "Lead");
        runner.setProperty(integration, "Sync Rules", "Company equals Acme\nEmail is_set");
        runner.setProperty(integration, "email", "Email");
        runner.setProperty(integration, "rating", "Rating");
        runner.setProperty(integration, "unsubscribed", "HasOptedOutOfEmail");
        runner.setProperty("Salesforce Integration", "integration");
    }

    @AfterEach
    void stopOrg() {
        org.close();
    }

    @Nested
    class AMappingRow {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"source|\"crm\"|is new", "reach|Phone|is new", "rating|Rating, Industry|changed", "rating|Rating : array|changed"})
        void isReadAloneForEverybodyWhenItIsNewOrChanged(final String row, final String text, final String happened) throws IOException {
            final List<String> ids = addLeads(5);
            firstSync();
            org.edits().edit("Lead", ids.get(1), Map.of("Email", "later@example.com"));
            reconfigure(Map.of(row, text));

            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals("rows", pages().getFirst().getAttribute("sync.mode"));
            assertEquals("row '%s' %s".formatted(row, happened), event("sync_started").path("reason").asText());
            final Set<String> read = Set.copyOf(fields(emitted().get(ids.getFirst())));
            assertFalse(read.contains(row.equals("rating") ? "Phone" : "Rating"), read.toString());
            assertTrue(read.containsAll(STAMPS) && read.containsAll(Set.of("Company", "Email", "HasOptedOutOfEmail")), read.toString());

            deliver();
            trigger();
            trigger();
            assertEquals(Set.of(ids.get(1)), emitted().keySet());
            assertEquals("incremental", pages().getFirst().getAttribute("sync.mode"));
        }

        @Test
        void leavesEverythingElseAsItIsInSpotzee() throws IOException, InitializationException {
            final List<String> ids = addLeads(2);
            org.edits().edit("Lead", ids.get(1), Map.of("HasOptedOutOfEmail", true, "Phone", "+61 2"));
            firstSync();
            reconfigure(Map.of("reach", "Phone"));

            final List<JsonNode> users = lines(through(MapFieldsToSpotzee.class, "success", pages().getFirst()));
            assertEquals(List.of("salesforce", "email", "data"), fields(users.getFirst()));
            assertEquals("{\"reach\":null,\"unsubscribed\":false}", users.getFirst().path("data").toString());
            assertEquals("{\"reach\":\"+61 2\",\"unsubscribed\":true}", users.get(1).path("data").toString());
        }

        @Test
        void isReadAgainAloneWhenItsWindowIsGivenUp() throws IOException {
            final List<String> ids = addLeads(3);
            firstSync();
            reconfigure(Map.of("reach", "Phone"));
            runner.clearTransferState();
            orgClock.advance(Duration.ofHours(25));
            elapsedMillis.addAndGet(Duration.ofHours(25).toMillis());
            trigger();
            assertEvents("sync_failed");
            trigger();
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals("rows", pages().getFirst().getAttribute("sync.mode"));
            assertEquals("row 'reach' is new", event("sync_started").path("reason").asText());
        }

        @Test
        void thatChangesWhileAWindowIsOpenIsReadByTheNext() throws IOException {
            final List<String> ids = addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            reconfigure(Map.of("reach", "Phone"));
            assertEquals(List.of(), pages());

            deliver(undelivered);
            trigger();
            assertEvents("records_imported", "sync_completed");
            trigger();
            assertEquals("row 'reach' is new", event("sync_started").path("reason").asText());
            assertEquals(Set.copyOf(ids), emitted().keySet());
        }

        @Test
        void thatChangesAndChangesBackWhileAWindowWaitsIsReadByTheNext() throws IOException {
            final List<String> ids = addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            reconfigure(Map.of("rating", "Industry"));
            reconfigure(Map.of("rating", "Rating"));

            deliver(undelivered);
            trigger();
            trigger();
            assertEquals("row 'rating' changed", event("sync_started").path("reason").asText());
            assertEquals(Set.copyOf(ids), emitted().keySet());
        }

        @Test
        void asksForNothingWhenItIsRemovedOrWrittenInAnotherWay() throws IOException {
            addLeads(3);
            firstSync();
            runner.disableControllerService(integration);
            runner.removeProperty(integration, "rating");
            reconfigure(Map.of("email", " email ", "Sync Rules", "Email   is_set\n\nCompany equals \"Acme\"", "Objects", "lead"));
            assertEquals(Map.of(), emitted());
            assertEquals("incremental", event("sync_started").path("mode").asText());
            assertFalse(event("sync_started").has("reason"));
        }
    }

    @Nested
    class Everything {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"Sync Rules|Company equals Acme|sync rules changed", "Rule Logic|OR|sync rules changed",
            "Sync Rules|[Lead] Company equals Acme%n[Lead] Email is_set%n[Lead] Description not_contains x|sync rules changed",
            "Cursor Field|SystemModstamp|Cursor Field changed", "Integration ID|crm-2|Integration ID changed"})
        void isReadAgainWhenWhatItRestsOnChanges(final String property, final String value, final String reason) throws IOException {
            final List<String> ids = addLeads(3);
            firstSync();
            reconfigure(Map.of(property, value.replace("%n", "\n")));
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals("full", pages().getFirst().getAttribute("sync.mode"));
            assertEquals(reason, event("sync_started").path("reason").asText());

            deliver();
            trigger();
            passFrequency();
            assertEquals(Map.of(), emitted());
        }
    }

    @Nested
    class AnotherObject {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"Sync Rules|[Lead] Company equals Acme%n[Lead] Email is_set%n[Contact] Email is_set|full",
            "rating|[Lead] Industry|rows"})
        void isNotReadAgainForAChangeThatDoesNotTouchIt(final String property, final String value, final String mode) throws IOException {
            runner.setProperty(integration, "Objects", "Lead, Contact");
            runner.setProperty(integration, "Sync Rules", "[Lead] Company equals Acme\n[Contact] Email is_set");
            runner.setProperty(integration, "rating", "[Lead] Rating");
            final List<String> ids = addLeads(3);
            orgClock.advance(Duration.ofDays(-1));
            org.edits().create("Contact", Map.of("LastName", "Ng", "Email", "ng@example.com"));
            orgClock.advance(Duration.ofDays(1));
            firstSync();
            reconfigure(Map.of(property, value.replace("%n", "\n")));
            assertEquals(Set.copyOf(ids), emitted().keySet());
            final Map<String, String> modes = runner.getFlowFilesForRelationship("events").stream().map(event -> json(event.getContent()))
                    .filter(event -> "sync_started".equals(event.path("event").asText()))
                    .collect(Collectors.toMap(event -> event.path("object").asText(), event -> event.path("mode").asText()));
            assertEquals(Map.of("Lead", mode, "Contact", "incremental"), modes);
        }
    }

    @Nested
    class AWindowThatWaits {

        @Test
        void isReadAgainInFullWhenTheRulesChangeAndChangeBackMeanwhile() throws IOException {
            final List<String> ids = addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            reconfigure(Map.of("Sync Rules", "Company equals Other"));
            reconfigure(Map.of("Sync Rules", "Company equals Acme\nEmail is_set"));

            deliver(undelivered);
            trigger();
            trigger();
            assertEquals("sync rules changed", event("sync_started").path("reason").asText());
            assertEquals(Set.copyOf(ids), emitted().keySet());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"Sync Rules|Company equals Other|Company equals Acme|full|sync rules changed",
            "rating|Industry|Rating|rows|row 'email' changed, row 'rating' changed"})
        void isReadAgainWhenItsPagesMetOthersWhileTheQueryWasStopped(final String property, final String meanwhile, final String again, final String mode,
                                                                     final String reason) throws IOException, InitializationException {
            runner.setProperty(integration, "Sync Rules", "Company equals Acme");
            final List<String> ids = addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            stopAndChange(Map.of(property, meanwhile));
            enableServices();
            deliver(throughSteps(undelivered));
            stopAndChange(Map.of(property, again));
            start();

            assertEquals("sync_completed", runner.getFlowFilesForRelationship("events").getLast().getAttribute("event.type"));
            trigger();
            assertEquals(reason, event("sync_started").path("reason").asText());
            assertEquals(mode, event("sync_started").path("mode").asText());
            assertEquals(Set.copyOf(ids), emitted().keySet());
        }

        @Test
        void isGivenUpWhenItsPagesMetAnotherOptOutWhileTheQueryWasStopped() throws IOException, InitializationException {
            org.edits().showField("Lead", "DoNotCall");
            final List<String> ids = addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            stopAndChange(Map.of("unsubscribed", "HasOptedOutOfEmail, DoNotCall"));
            enableServices();
            deliver(throughSteps(undelivered));
            stopAndChange(Map.of("unsubscribed", "HasOptedOutOfEmail"));
            start();
            assertTrue(event("sync_failed").path("error").asText().contains("opt-out mapping was changed"), event("sync_failed").toString());
            trigger();
            assertEquals(Set.copyOf(ids), emitted().keySet());
        }

        @Test
        void isNotReadAgainWhenItsPagesMetWhatTheQueryKnows() throws IOException, InitializationException {
            addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            reconfigure(Map.of("rating", "Industry"));
            deliver(throughSteps(undelivered));
            trigger();
            trigger();
            assertEquals("row 'rating' changed", event("sync_started").path("reason").asText());
        }

        @Test
        void isReadAgainNoSoonerThanDueWhileAnotherNodeKnowsOtherFields() throws IOException, InitializationException {
            final List<String> ids = addLeads(3);
            firstSync();
            reconfigure(Map.of("rating", "Industry"));
            assertEquals(Set.copyOf(ids), emitted().keySet());
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            for (final MockFlowFile page : undelivered) {
                assertTrue(integration.ledger().settle(new PageDelivery(page.getAttribute("sync.id"), Integer.parseInt(page.getAttribute("sync.page")),
                        Map.of(), DroppedByRow.NOTHING, new StepPrints(Set.of(), Set.of("elsewher"), Set.of()))));
            }
            trigger();
            assertEquals(List.of("sync_completed"), runner.getFlowFilesForRelationship("events").stream().map(one -> one.getAttribute("event.type"))
                    .filter("sync_completed"::equals).toList());
            trigger();
            assertEquals(List.of(), pages());
            passFrequency();
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals("rows", event("sync_started").path("mode").asText());
        }

        @Test
        void isGivenUpAtOnceWhenTheIntegrationGetsAnotherIdForItsPagesAreRefused() throws IOException {
            final List<String> ids = addLeads(3);
            start();
            runner.clearTransferState();
            reconfigure(Map.of("Integration ID", "crm-2"));
            assertTrue(event("sync_failed").path("error").asText().contains("Integration ID was changed"), event("sync_failed").toString());
            trigger();
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals(List.of("crm-2"), pages().stream().map(page -> page.getAttribute("integration.id")).toList());
        }
    }

    @Nested
    class OptOuts {

        @Test
        void areAllAskedForAgainWhenTheirRowChanges() throws IOException {
            org.edits().showField("Lead", "DoNotCall");
            final List<String> ids = addLeads(4);
            org.edits().edit("Lead", ids.get(2), Map.of("DoNotCall", true));
            firstSync();
            orgClock.advance(Duration.ofHours(2));
            reconfigure(Map.of("unsubscribed", "HasOptedOutOfEmail, DoNotCall"));
            assertEquals(List.of(ids.get(2)), runner.getFlowFilesForRelationship("opted_out").stream().flatMap(page -> lines(page).stream())
                    .map(line -> line.path("Id").asText()).toList());
            assertEquals("row 'unsubscribed' changed", event("sync_started").path("reason").asText());
        }

        @Test
        void thatChangeWhileAWindowWaitsGiveItUp() throws IOException {
            org.edits().showField("Lead", "DoNotCall");
            final List<String> ids = addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            reconfigure(Map.of("unsubscribed", "DoNotCall"));
            deliver(undelivered);
            trigger();
            assertTrue(event("sync_failed").path("error").asText().contains("opt-out mapping was changed"), event("sync_failed").toString());
            trigger();
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals("full", pages().getFirst().getAttribute("sync.mode"));
        }
    }

    @Nested
    class AField {

        @Test
        void thatIsMissingMakesNobodyBlindForEditsOfItsRow() throws IOException {
            org.edits().hideField("Lead", "Industry");
            runner.setProperty(integration, "reach", "Phone, Industry");
            final List<String> ids = addLeads(3);
            firstSync();
            reconfigure(Map.of("reach", "MobilePhone, Industry"));
            assertEquals("row 'reach' changed", event("sync_started").path("reason").asText());
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertTrue(emitted().get(ids.getFirst()).has("MobilePhone"));
        }

        @Test
        void thatDisappearsIsToldAndStopsNothingElseAndComesBackForEverybody() throws IOException {
            final List<String> ids = addLeads(3);
            firstSync();
            org.edits().hideField("Lead", "Rating");
            org.edits().edit("Lead", ids.get(1), Map.of("Email", "later@example.com"));
            passFrequency();

            // the description promised the field: the query found out, and the run went on
            assertEvents("sync_started");
            assertEquals(Set.of(ids.get(1)), emitted().keySet());
            assertFalse(emitted().get(ids.get(1)).has("Rating"));
            assertEquals(1, warnings("mapping row 'rating'").size());
            deliver();
            trigger();
            assertEquals("[\"mapping row 'rating': Rating\"]", event("sync_completed").path("missing_rows").toString());
            passFrequency();
            assertEquals("[\"mapping row 'rating': Rating\"]", event("sync_started").path("missing_rows").toString());
            assertEquals(1, warnings("mapping row 'rating'").size());
            trigger();
            runner.clearTransferState();

            org.edits().showField("Lead", "Rating");
            reconfigure(Map.of());
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals("row 'rating' can be read again", event("sync_started").path("reason").asText());
            assertTrue(emitted().get(ids.getFirst()).has("Rating"));
        }
    }

    @Nested
    class AnObject {

        @Test
        void isReadWholeWhenItIsNewAndGoesOnWhereItWasWhenItComesBack() throws IOException {
            final List<String> ids = addLeads(3);
            firstSync();
            org.edits().create("Contact", Map.of("LastName", "Ng", "Email", "ng@example.com", "Department", "x"));
            reconfigure(Map.of("Objects", "Contact", "Sync Rules", "Email is_set", "rating", "Email"));
            assertEquals("first sync", event("sync_started").path("reason").asText());
            assertEquals(1, emitted().size());
            deliver();
            trigger();
            runner.clearTransferState();
            orgClock.advance(Duration.ofHours(3));
            org.edits().edit("Lead", ids.get(1), Map.of("Email", "later@example.com"));
            reconfigure(Map.of("Objects", "Lead", "Sync Rules", "Company equals Acme\nEmail is_set", "rating", "Rating"));
            assertEquals(Set.of(ids.get(1)), emitted().keySet());
            assertEquals("incremental", pages().getFirst().getAttribute("sync.mode"));
        }

        @Test
        void servesRequestsThatWereTakenBeforeACrash() throws IOException {
            final List<String> ids = addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.enqueue("", Map.of("sync.mode", "full"));
            trigger();
            runner.assertQueueEmpty();
            runner.clearTransferState();
            runner.stop();
            runner.run(1, false, true);
            deliver(undelivered);
            trigger();
            trigger();
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals("full", event("sync_started").path("mode").asText());
        }
    }

    /** Three people of whom the second has changed since the start date. */
    @Nested
    class AStartDate {

        private static final String DATE = "2026-11-01";
        private List<String> ids;

        @BeforeEach
        void addPeople() {
            ids = addLeads(3);
            org.edits().edit("Lead", ids.get(1), Map.of("Email", "recent@example.com"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"rating|Industry|rows", "Sync Rules|Company equals Acme|full", "Cursor Field|SystemModstamp|full"})
        void thatIsSetLaterLeavesNobodyOutOfWhatAChangeReadsAgain(final String property, final String value, final String mode) throws IOException {
            firstSync();
            startFrom(DATE);
            reconfigure(Map.of(property, value));
            assertEquals(Set.copyOf(ids), emitted().keySet());
            assertEquals(mode, event("sync_started").path("mode").asText());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"rating|Industry|rows", "Sync Rules|Company equals Acme|full"})
        void thatIsRemovedLaterLetsNobodyInByAChange(final String property, final String value, final String mode) throws IOException {
            startFrom(DATE);
            firstSyncOf(Set.of(ids.get(1)));
            startFrom(null);
            reconfigure(Map.of(property, value));
            assertEquals(Set.of(ids.get(1)), emitted().keySet());
            assertEquals(mode, event("sync_started").path("mode").asText());
        }

        @Test
        void thatIsMovedCountsForAFullSyncThatIsAskedForAndLeavesNobodyOut() throws IOException {
            startFrom(DATE);
            firstSyncOf(Set.of(ids.get(1)));
            startFrom("2026-11-23T12:00:00Z");
            assertEquals(Set.of(ids.get(1)), fullSync());
            startFrom(null);
            assertEquals(Set.copyOf(ids), fullSync());
            startFrom(DATE);
            assertEquals(Set.copyOf(ids), fullSync());
        }

        @Test
        void boundsTheFirstSyncUnderAnotherId() throws IOException {
            firstSync();
            startFrom(DATE);
            reconfigure(Map.of("Integration ID", "crm-2"));
            assertEquals(Set.of(ids.get(1)), emitted().keySet());
        }

        @Test
        void leavesOutNobodyWhoChangesLater() throws IOException {
            startFrom(DATE);
            firstSyncOf(Set.of(ids.get(1)));
            org.edits().edit("Lead", ids.get(2), Map.of("Email", "later@example.com"));
            passFrequency();
            assertEquals(Set.of(ids.get(2)), emitted().keySet());
        }

        private void startFrom(final String date) {
            if (date == null) {
                runner.removeProperty(QuerySalesforceIncremental.START_DATE);
            } else {
                runner.setProperty(QuerySalesforceIncremental.START_DATE, date);
            }
        }

        private Set<String> fullSync() throws IOException {
            runner.enqueue("", Map.of("sync.mode", "full"));
            passFrequency();
            final Set<String> read = emitted().keySet();
            deliver();
            trigger();
            runner.clearTransferState();
            return read;
        }
    }

    private List<String> addLeads(final int count) {
        final List<String> ids = new ArrayList<>();
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int i = 0; i < count; i++) {
                ids.add(leads.add(Map.of("LastName", "Person" + i, "Company", "Acme", "Email", "person%d@example.com".formatted(i), "Rating", "Hot",
                        "LastModifiedDate", "2026-01-01T00:00:00Z", "SystemModstamp", "2026-01-01T00:00:00Z", "CreatedDate", "2026-01-01T00:00:00Z")));
            }
        }
        return ids;
    }

    private void enableServices() {
        runner.enableControllerService(connection);
        runner.enableControllerService(integration);
    }

    private void start() {
        if (!runner.isControllerServiceEnabled(integration)) {
            enableServices();
        }
        runner.run(1, false, true);
    }

    /** What users do: stop, change, start. The fields are looked up anew. */
    private void reconfigure(final Map<String, String> properties) {
        stopAndChange(properties);
        start();
    }

    private void stopAndChange(final Map<String, String> properties) {
        runner.stop();
        if (runner.isControllerServiceEnabled(integration)) {
            runner.disableControllerService(integration);
        }
        runner.disableControllerService(connection);
        properties.forEach((name, value) -> runner.setProperty(integration, name, value));
    }

    private List<MockFlowFile> throughSteps(final List<MockFlowFile> pages) throws InitializationException {
        final List<MockFlowFile> mapped = new ArrayList<>();
        for (final MockFlowFile page : pages) {
            mapped.add(through(MapFieldsToSpotzee.class, "success", through(ApplySyncRules.class, "matched", page)));
        }
        return mapped;
    }

    private MockFlowFile through(final Class<? extends Processor> processor, final String relationship, final MockFlowFile page)
            throws InitializationException {
        final TestRunner step = TestRunners.newTestRunner(processor);
        final InterceptedIntegration intercepted = new InterceptedIntegration(integration);
        step.addControllerService("intercepted", intercepted);
        step.enableControllerService(intercepted);
        step.setProperty("Salesforce Integration", "intercepted");
        step.enqueue(page.getData(), page.getAttributes());
        step.run();
        return step.getFlowFilesForRelationship(relationship).getFirst();
    }

    private void trigger() {
        runner.run(1, false, false);
    }

    private void firstSync() throws IOException {
        start();
        assertEquals("first sync", event("sync_started").path("reason").asText());
        deliver();
        trigger();
        runner.clearTransferState();
    }

    private void firstSyncOf(final Set<String> ids) throws IOException {
        start();
        assertEquals(ids, emitted().keySet());
        deliver();
        trigger();
        runner.clearTransferState();
    }

    private void passFrequency() {
        runner.clearTransferState();
        orgClock.advance(FREQUENCY);
        elapsedMillis.addAndGet(FREQUENCY.toMillis());
        trigger();
    }

    private void deliver() throws IOException {
        deliver(pages());
        runner.clearTransferState();
    }

    private void deliver(final List<MockFlowFile> delivered) throws IOException {
        for (final MockFlowFile page : delivered) {
            assertTrue(integration.ledger().settle(new PageDelivery(page.getAttribute("sync.id"), Integer.parseInt(page.getAttribute("sync.page")),
                    Map.of("imported", Long.parseLong(page.getAttribute("record.count"))), DroppedByRow.NOTHING, new FlowPage(page).prints())));
        }
    }

    private List<MockFlowFile> pages() {
        return List.copyOf(runner.getFlowFilesForRelationship("success"));
    }

    private Map<String, JsonNode> emitted() {
        return pages().stream().flatMap(page -> lines(page).stream()).collect(Collectors.toMap(line -> line.path("Id").asText(), line -> line));
    }

    private static List<String> fields(final JsonNode node) {
        final List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<JsonNode> lines(final MockFlowFile flowFile) {
        return flowFile.getContent().lines().map(PlanChangesTest::json).toList();
    }

    private List<LogMessage> warnings(final String part) {
        return runner.getLogger().getWarnMessages().stream().filter(message -> message.getMsg().contains(part)).toList();
    }

    private void assertEvents(final String... types) {
        assertEquals(List.of(types), runner.getFlowFilesForRelationship("events").stream().map(event -> event.getAttribute("event.type")).toList());
    }

    private JsonNode event(final String type) {
        return runner.getFlowFilesForRelationship("events").stream().filter(event -> type.equals(event.getAttribute("event.type")))
                .map(event -> json(event.getContent())).findFirst().orElseThrow();
    }

    private static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
