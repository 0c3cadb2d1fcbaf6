package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.services.StandardSalesforceConnection;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class QuerySalesforceIncrementalTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration FREQUENCY = Duration.ofHours(1);

    private final OrgClock orgClock = OrgClock.standingAt(BEGIN);
    private final AtomicLong elapsedMillis = new AtomicLong();
    private final AtomicReference<Duration> hostOffset = new AtomicReference<>(Duration.ofDays(-1));

    private EmulatedOrg org;
    private TestRunner runner;
    private StandardSalesforceIntegration integration;
    private InterceptedIntegration intercepted;

    @BeforeEach
    void startOrgAndProcessor() throws InitializationException {
        org = EmulatedOrg.start(OrgSettings.defaults().withClock(orgClock));
        // this machine's clock is a day behind, and nothing may depend on it
        runner = EventCheck.runner(new QuerySalesforceIncremental(() -> BEGIN.plus(hostOffset.get()).plusMillis(elapsedMillis.get()),
                elapsedMillis::get));
        final StandardSalesforceConnection connection = new StandardSalesforceConnection();
        runner.addControllerService("connection", connection);
        runner.setProperty(connection, "Custom Domain", org.url().toString());
        runner.setProperty(connection, "Client ID", org.clientId());
        runner.setProperty(connection, "Client Secret", org.clientSecret());
        runner.enableControllerService(connection);
        integration = new StandardSalesforceIntegration();
        runner.addControllerService("integration", integration);
        runner.setProperty(integration, "Integration ID", "crm");
        runner.setProperty(integration, "Salesforce Connection", "connection");
        runner.setProperty(integration, "Objects", "Lead");
        runner.setProperty(integration, "email", "Email");
        runner.setProperty(integration, "unsubscribed", "HasOptedOutOfEmail : boolean");
        intercepted = new InterceptedIntegration(integration);
        runner.addControllerService("intercepted", intercepted);
        runner.enableControllerService(intercepted);
        runner.setProperty("Salesforce Integration", "intercepted");
    }

    @AfterEach
    void stopOrg() {
        org.close();
    }

    @Nested
    class FirstSync {

        @Test
        void takesEverybodyAndCompletesWhenEverythingIsDelivered() throws IOException {
            addLeads(2500);
            start();
            assertEquals(2500, emittedIds().size());
            assertEquals(List.of("full", "full"), pages().stream().map(page -> page.getAttribute("sync.mode")).toList());
            assertEvents("sync_started");

            final List<MockFlowFile> emitted = pages();
            deliver(emitted.subList(0, 1));
            trigger();
            assertEvents();

            deliver(emitted.subList(1, 2));
            trigger();
            assertEvents("records_imported", "sync_completed");
            assertTrue(integration.history().lastSync("Lead").isPresent());
        }

        @Test
        void leavesOutWhomTheRulesExclude() throws IOException {
            runner.disableControllerService(intercepted);
            runner.setProperty(integration, "Sync Rules", "LastName equals \"Person3\"");
            addLeads(5);
            start();
            assertEquals(1, emittedIds().size());
        }

        @Test
        void completesAtOnceWhenThereIsNobody() {
            start();
            assertEquals(List.of(), pages());
            assertEvents("sync_started", "sync_completed");
        }
    }

    @Nested
    class LaterSyncs {

        @Test
        void takeOnlyWhatChangedWhenTheFrequencyHasPassed() throws IOException {
            final List<String> ids = addLeads(10);
            firstSync();
            orgClock.advance(Duration.ofMinutes(30));
            org.edits().edit("Lead", ids.get(4), Map.of("Email", "new@example.com"));
            trigger();
            assertEquals(List.of(), pages());

            passFrequency();
            assertEquals(Set.of(ids.get(4)), emittedIds());
            assertEquals("incremental", pages().getFirst().getAttribute("sync.mode"));
        }

        @Test
        void recogniseWhatTheOverlapShowsAgainUnchanged() throws IOException {
            final List<String> ids = addLeads(3);
            firstSync();
            orgClock.advance(FREQUENCY);
            org.edits().edit("Lead", ids.get(0), Map.of("Email", "a@example.com"));
            org.edits().edit("Lead", ids.get(1), Map.of("Email", "b@example.com"));
            passFrequency(Duration.ZERO);
            deliver(pages());
            trigger();
            runner.clearTransferState();

            orgClock.advance(Duration.ofMinutes(2));
            org.edits().edit("Lead", ids.get(1), Map.of("Email", "c@example.com"));
            passFrequency(Duration.ZERO);
            assertEquals(Set.of(ids.get(1)), emittedIds());
            pages().getFirst().assertAttributeEquals("sync.count.queried", "2");
            pages().getFirst().assertAttributeEquals("sync.count.recognised", "1");
        }

        @Test
        void waitForTheDeliveryOfTheLastOne() throws IOException {
            final List<String> ids = addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            runner.clearTransferState();
            org.edits().edit("Lead", ids.get(0), Map.of("Email", "later@example.com"));
            passFrequency();
            passFrequency();
            assertEquals(List.of(), pages());

            deliver(undelivered);
            trigger();
            passFrequency();
            assertEquals(Set.of(ids.get(0)), emittedIds());
        }

        @Test
        void readAWindowAgainThatWasNeverDelivered() {
            addLeads(3);
            start();
            final String lost = pages().getFirst().getAttribute("sync.id");
            runner.clearTransferState();
            orgClock.advance(Duration.ofHours(25));
            elapsedMillis.addAndGet(Duration.ofHours(25).toMillis());
            trigger();
            assertEvents("sync_failed");
            trigger();
            assertEquals(3, emittedIds().size());
            assertFalse(lost.equals(pages().getFirst().getAttribute("sync.id")));
        }

        @Test
        void measureDurationAndDeliveryBySalesforcesClockOnly() throws IOException {
            addLeads(3);
            start();
            final List<MockFlowFile> undelivered = pages();
            // this machine's clock is put a year ahead, in the middle of a window
            hostOffset.set(Duration.ofDays(365));
            runner.clearTransferState();
            trigger();
            assertEvents();
            orgClock.advance(Duration.ofMinutes(5));
            elapsedMillis.addAndGet(Duration.ofMinutes(5).toMillis());
            deliver(undelivered);
            trigger();
            assertEquals(Duration.ofMinutes(5).toMillis(), event("sync_completed").path("duration_ms").asLong());
        }

        @ParameterizedTest
        @CsvSource({"LastModifiedDate, 1, false", "SystemModstamp, 2, true"})
        void followTheStampThatIsChosen(final String cursor, final int expected, final boolean systemChanges) throws IOException {
            runner.disableControllerService(intercepted);
            runner.setProperty(integration, "Cursor Field", cursor);
            final List<String> ids = addLeads(3);
            firstSync();
            orgClock.advance(FREQUENCY);
            org.edits().bounce("Lead", ids.get(0), "mailbox full");
            org.edits().edit("Lead", ids.get(1), Map.of("Email", "edited@example.com"));
            passFrequency();
            assertEquals(expected, emittedIds().size());
            assertEquals(systemChanges, emittedIds().contains(ids.get(0)));
        }

        @Test
        void takeEverythingAgainWhenARequestAsksForIt() throws IOException {
            final List<String> ids = addLeads(4);
            org.edits().edit("Lead", ids.get(0), Map.of("Email", "fresh@example.com"));
            firstSync();
            runner.enqueue("", Map.of("sync.mode", "full"));
            trigger();
            assertEquals(4, emittedIds().size());
            runner.assertQueueEmpty();
        }
    }

    @Nested
    class Requests {

        @Test
        void openAWindowBeforeItIsDue() throws IOException {
            final List<String> ids = addLeads(3);
            firstSync();
            orgClock.advance(Duration.ofMinutes(20));
            org.edits().edit("Lead", ids.get(1), Map.of("Email", "now@example.com"));
            trigger();
            assertEquals(Set.of(), emittedIds());
            runner.enqueue("");
            trigger();
            assertEquals(Set.of(ids.get(1)), emittedIds());
        }

        @Test
        void forOneObjectOpenNoOther() throws IOException {
            runner.disableControllerService(intercepted);
            runner.setProperty(integration, "Objects", "Lead, Contact");
            addLeads(3);
            final String contact = org.edits().create("Contact", Map.of("LastName", "Ng", "Email", "ng@example.com"));
            firstSync();
            orgClock.advance(Duration.ofMinutes(20));
            runner.enqueue("", Map.of("sync.mode", "full", "salesforce.object", "contact"));
            trigger();
            assertEquals(Set.of(contact), emittedIds());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"sync.mode | everything | write full or incremental",
            "salesforce.object | Account | this integration syncs [Lead]"})
        void thatAskForNonsenseAreDroppedWithASentence(final String attribute, final String value, final String sentence) throws IOException {
            addLeads(3);
            firstSync();
            runner.enqueue("", Map.of(attribute, value));
            trigger();
            runner.assertQueueEmpty();
            assertEvents();
            assertTrue(runner.getLogger().getErrorMessages().toString().contains(sentence), runner.getLogger().getErrorMessages()::toString);
        }
    }

    @Nested
    class Interrupted {

        @Test
        void goesOnAfterTheLastCommittedRecordUnderTheSameSyncId() throws IOException {
            addLeads(4500);
            intercepted.failNextPages(new SalesforceFailure.Unavailable("the network is gone", null));
            start();
            assertEquals(1, pages().size());
            assertEvents("sync_started", "sync_failed");
            final Set<String> before = emittedIds();
            final String syncId = pages().getFirst().getAttribute("sync.id");
            runner.clearTransferState();

            intercepted.failNextPages(null);
            runner.stop();
            start();
            final Set<String> after = emittedIds();
            assertEquals(4500, before.size() + after.size());
            before.retainAll(after);
            assertEquals(Set.of(), before);
            assertEquals(Set.of(syncId), Set.copyOf(pages().stream().map(page -> page.getAttribute("sync.id")).toList()));
            assertEquals(List.of("1", "2"), pages().stream().map(page -> page.getAttribute("sync.page")).toList());
        }

        @Test
        void asksAgainWhenTheLocatorIsLost() {
            addLeads(4500);
            intercepted.failNextPages(new SalesforceFailure.LocatorLost("forgotten"));
            start();
            assertEquals(4500, emittedIds().size());
            assertEvents("sync_started");
        }

        @Test
        void waitsBeforeItTriesAgain() {
            addLeads(3000);
            intercepted.failNextPages(new SalesforceFailure.Unavailable("the network is gone", null));
            start();
            runner.clearTransferState();
            intercepted.failNextPages(null);
            trigger();
            assertEquals(List.of(), pages());
            elapsedMillis.addAndGet(30_000);
            trigger();
            assertEquals(1, pages().size());
        }

        @Test
        void byADefectInOneObjectServesTheOthersAndWaitsWithThatOne() {
            runner.disableControllerService(intercepted);
            runner.setProperty(integration, "Objects", "Lead, Contact");
            addLeads(1);
            final String contact = org.edits().create("Contact", Map.of("LastName", "Ng", "Email", "ng@example.com"));
            intercepted.afterQueries(soql -> {
                if (soql.contains("Email, ") && soql.contains("FROM Lead")) {
                    throw new IllegalStateException("a defect");
                }
            });
            assertTrue(assertThrows(AssertionError.class, QuerySalesforceIncrementalTest.this::start).getCause() instanceof IllegalStateException);
            assertEquals(Set.of(contact), emittedIds());
            trigger();
            intercepted.afterQueries(soql -> { });
            elapsedMillis.addAndGet(Duration.ofMinutes(1).toMillis());
            trigger();
            assertEquals(2, emittedIds().size());
        }

        @Test
        void byTheLossOfItsClusterTouchesNothing() throws IOException {
            addLeads(3);
            runner.enqueue("", Map.of("sync.mode", "full"));
            runner.setIsConfiguredForClustering(true);
            runner.setConnected(false);
            start();
            assertEquals(List.of(), pages());
            assertEvents();
            assertEquals(List.of(), org.requests());
            assertEquals(Map.of(), runner.getStateManager().getState(Scope.CLUSTER).toMap());
            runner.assertQueueNotEmpty();
        }

        @Test
        void byAnotherPrimaryNodeThatHasMovedTheStateEndsTheRunAndLeavesThatState() throws IOException {
            addLeads(4500);
            intercepted.afterQueries(soql -> {
                if (soql.contains("Email, ")) {
                    clearState();
                }
            });
            start();
            assertEquals(1, pages().size());
            assertEquals(Map.of(), runner.getStateManager().getState(Scope.CLUSTER).toMap());
        }

        @Test
        void byAStateThatCanNotBeStoredKeepsARequestInItsQueue() {
            runner.enqueue("", Map.of("sync.mode", "full"));
            runner.getStateManager().setFailOnStateSet(Scope.CLUSTER, true);
            assertThrows(AssertionError.class, QuerySalesforceIncrementalTest.this::start);
            runner.assertQueueNotEmpty();
            runner.getStateManager().setFailOnStateSet(Scope.CLUSTER, false);
            trigger();
            runner.assertQueueEmpty();
        }

        @Test
        void emitsNothingFurtherWhenTheStateCanNotBeStored() {
            addLeads(4500);
            runner.getStateManager().setFailOnStateSet(Scope.CLUSTER, true);
            start();
            assertEquals(List.of(), pages());
        }
    }

    @Nested
    class OptOuts {

        @Test
        void areEmittedApartWhateverTheRulesSay() throws IOException {
            runner.disableControllerService(intercepted);
            runner.setProperty(integration, "Sync Rules", "LastName equals \"Nobody\"");
            final List<String> ids = addLeads(10);
            org.edits().optOut("Lead", ids.get(7));
            start();
            assertEquals(Set.of(), emittedIds());
            assertEquals(Set.of(ids.get(7)), optedOutIds());
            final MockFlowFile lane = runner.getFlowFilesForRelationship("opted_out").getFirst();
            lane.assertAttributeEquals("sync.lane", "opt-out");
            lane.assertAttributeEquals("priority", "1");
        }

        @Test
        void areAskedForEveryMinuteWhileAWindowIsOpen() throws IOException {
            final List<String> ids = addLeads(10);
            start();
            runner.clearTransferState();
            orgClock.advance(Duration.ofMinutes(20));
            org.edits().optOut("Lead", ids.get(2));
            elapsedMillis.addAndGet(Duration.ofMinutes(1).toMillis());
            trigger();
            assertEquals(Set.of(ids.get(2)), optedOutIds());
        }

        @Test
        void areEmittedOnceMoreWhenNothingOlderIsUnderWay() throws IOException {
            final List<String> ids = addLeads(10);
            start();
            final List<MockFlowFile> queued = pages();
            orgClock.advance(Duration.ofMinutes(20));
            org.edits().optOut("Lead", ids.get(2));
            elapsedMillis.addAndGet(Duration.ofMinutes(1).toMillis());
            trigger();
            assertEquals(Set.of(ids.get(2)), optedOutIds());

            // the queued page, which creates the person mailable, arrives after the opt-out
            deliver(queued);
            trigger();
            trigger();
            assertEquals(Set.of(ids.get(2)), optedOutIds());
            orgClock.advance(Duration.ofMinutes(20));
            passFrequency();
            runner.clearTransferState();
            passFrequency();
            assertEquals(Set.of(), optedOutIds());
        }

        @Test
        void holdTheSyncWhileTheFieldCanNotBeRead() {
            addLeads(3);
            org.edits().hideField("Lead", "HasOptedOutOfEmail");
            start();
            assertEquals(List.of(), pages());
            assertEvents("sync_failed");
            assertTrue(event("sync_failed").path("error").asText().contains("HasOptedOutOfEmail"));
        }
    }

    private List<String> addLeads(final int count) {
        final List<String> ids = new ArrayList<>();
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int i = 0; i < count; i++) {
                ids.add(leads.add(Map.of("LastName", "Person" + i, "Company", "Acme", "Email", "person%d@example.com".formatted(i),
                        "LastModifiedDate", "2026-01-01T00:00:00Z", "SystemModstamp", "2026-01-01T00:00:00Z", "CreatedDate", "2026-01-01T00:00:00Z")));
            }
        }
        return ids;
    }

    private void start() {
        if (!runner.isControllerServiceEnabled(integration)) {
            runner.enableControllerService(integration);
        }
        if (!runner.isControllerServiceEnabled(intercepted)) {
            runner.enableControllerService(intercepted);
        }
        runner.run(1, false, true);
    }

    private void trigger() {
        runner.run(1, false, false);
    }

    private void clearState() {
        try {
            runner.getStateManager().clear(Scope.CLUSTER);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void firstSync() throws IOException {
        start();
        deliver(pages());
        trigger();
        runner.clearTransferState();
    }

    private void passFrequency() {
        passFrequency(FREQUENCY);
    }

    private void passFrequency(final Duration inSalesforce) {
        orgClock.advance(inSalesforce);
        elapsedMillis.addAndGet(FREQUENCY.toMillis());
        trigger();
    }

    /** What PutSpotzeeUsers does when a page has arrived. */
    private void deliver(final List<MockFlowFile> delivered) throws IOException {
        for (final MockFlowFile page : delivered) {
            assertTrue(integration.ledger().settle(new PageDelivery(page.getAttribute("sync.id"), Integer.parseInt(page.getAttribute("sync.page")),
                    Map.of(SyncCount.IMPORTED.label(), Long.parseLong(page.getAttribute("record.count"))))));
        }
        runner.clearTransferState();
    }

    private List<MockFlowFile> pages() {
        return List.copyOf(runner.getFlowFilesForRelationship("success"));
    }

    private Set<String> emittedIds() {
        return ids(pages());
    }

    private Set<String> optedOutIds() {
        return ids(runner.getFlowFilesForRelationship("opted_out"));
    }

    private static Set<String> ids(final List<MockFlowFile> flowFiles) {
        final Set<String> ids = new HashSet<>();
        flowFiles.forEach(flowFile -> flowFile.getContent().lines().forEach(line -> ids.add(json(line).path("Id").asText())));
        return ids;
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
