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
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import com.spotzee.nifi.sync.SyncOutcome;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The org's API calls run short in the middle of a sync. */
class ApiReserveTest {

    private static final int LEADS = 4500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OrgClock orgClock = OrgClock.standingAt(Instant.parse("2026-11-23T10:00:00Z"));
    private final AtomicLong elapsedMillis = new AtomicLong();
    private final List<String> ids = new ArrayList<>();
    private EmulatedOrg org;
    private TestRunner runner;
    private StandardSalesforceIntegration integration;
    private InterceptedIntegration intercepted;

    @BeforeEach
    void start() throws InitializationException {
        org = EmulatedOrg.start(OrgSettings.defaults().withClock(orgClock));
        runner = EventCheck.runner(new QuerySalesforceIncremental(orgClock::now, elapsedMillis::get));
        integration = EmulatedOrgRunner.integration(runner, org, Map.of("email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean"));
        intercepted = new InterceptedIntegration(integration);
        runner.addControllerService("intercepted", intercepted);
        runner.enableControllerService(intercepted);
        runner.setProperty("Salesforce Integration", "intercepted");
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int i = 0; i < LEADS; i++) {
                ids.add(leads.add(Map.of("LastName", "Person" + i, "Company", "Acme", "Email", "person%d@example.com".formatted(i))));
            }
        }
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void cutsTheSyncShortAfterThePageAtHandAndGoesOnUnderTheSameIdWhenThereIsRoomAgain() throws IOException {
        shortOfCallsInTheMiddle(920);
        runner.run(1, false, true);
        assertEquals(1, pages().size());
        final String syncId = pages().getFirst().getAttribute("sync.id");
        final JsonNode failed = event("sync_failed");
        assertTrue(failed.path("error").asText().contains("cut short after 1 pages"), failed::toString);
        assertEquals("api_reserve", failed.path("reason").asText());
        assertEquals(syncId, failed.path("sync_id").asText());
        assertEquals(new SyncOutcome.CutShort(syncId, Instant.parse("2026-11-23T10:00:00Z"), failed.path("error").asText()),
                integration.history().lastOutcome("Lead").orElseThrow());
        final Set<String> emitted = emittedIds();

        org.clearRequests();
        triggerFor(Duration.ofHours(3));
        assertEquals(1, pages().size());
        assertEquals(1, countOf("sync_failed"));
        assertEquals(0, countOf("sync_completed"));
        assertEquals(List.of("limits"), checks().stream().distinct().toList());
        assertTrue(checks().size() <= 8, "checks " + checks().size());

        org.setApiUsage(100, 1000);
        triggerFor(Duration.ofHours(1));
        assertEquals(3, pages().size());
        assertEquals(Set.of(syncId), Set.copyOf(pages().stream().map(page -> page.getAttribute("sync.id")).toList()));
        assertEquals(LEADS, pages().stream().mapToInt(page -> Integer.parseInt(page.getAttribute("record.count"))).sum());
        emitted.addAll(emittedIds());
        assertEquals(LEADS, emitted.size());
        deliver();
        trigger();
        assertEquals(1, countOf("sync_completed"));
    }

    @Test
    void letsOptOutsArriveOutOfHalfOfTheReserve() {
        shortOfCallsInTheMiddle(920);
        runner.run(1, false, true);
        org.edits().optOut("Lead", ids.getLast());
        triggerFor(Duration.ofMinutes(61));
        assertEquals(1, pages().size());
        assertTrue(runner.getFlowFilesForRelationship("opted_out").stream().anyMatch(page -> page.getContent().contains(ids.getLast())));
    }

    @Test
    void stopsOptOutsTooAtHalfOfTheReserveAndSaysSo() {
        shortOfCallsInTheMiddle(960);
        runner.run(1, false, true);
        org.edits().optOut("Lead", ids.getLast());
        triggerFor(Duration.ofMinutes(61));
        assertEquals(List.of(), runner.getFlowFilesForRelationship("opted_out"));
        assertTrue(event("sync_failed").path("error").asText().contains("Opt-outs wait as well"));
        org.setApiUsage(100, 1000);
        triggerFor(Duration.ofHours(1));
        assertFalse(runner.getFlowFilesForRelationship("opted_out").isEmpty());
    }

    @Test
    void leavesABulkJobAloneUntilThereIsRoomAgain() {
        runner.setProperty("Query API", "Bulk API 2.0");
        org.faults().add(When.always().on(RequestKind.BULK_CREATE).times(1), Fault.meanwhile(() -> org.setApiUsage(920, 1000)));
        runner.run(1, false, true);
        triggerFor(Duration.ofHours(1));
        assertEquals(0, org.requests().stream().filter(request -> request.path().contains("/jobs/query/")).count());
        assertEquals(List.of(), pages());
        assertEquals(1, countOf("sync_failed"));

        org.setApiUsage(100, 1000);
        triggerFor(Duration.ofHours(1));
        assertEquals(LEADS, emittedIds().size());
        assertEquals(1, org.requests().stream().filter(request -> request.path().endsWith("/jobs/query")).count());
    }

    @Test
    void asksSeldomOnceTheCallsOfTheDayAreUsedUp() {
        org.setApiUsage(1000, 1000);
        runner.run(1, false, true);
        org.clearRequests();
        triggerFor(Duration.ofHours(12));
        final long asked = org.requests().stream().filter(request -> request.status() == 403).count();
        assertTrue(asked <= 17, "refused calls in 12 hours: " + asked);
        assertEquals(1, countOf("sync_failed"));
        assertTrue(event("sync_failed").path("error").asText().contains("used up"));
        org.setApiUsage(0, 1000);
        triggerFor(Duration.ofHours(1));
        assertEquals(3, pages().size());
    }

    @Test
    void readsUntilSalesforceRefusesWhereNothingIsReserved() {
        runner.setProperty(QuerySalesforceIncremental.API_RESERVE, "0 %");
        shortOfCallsInTheMiddle(997);
        runner.run(1, false, true);
        assertEquals(3, pages().size());
    }

    @Test
    void isRefusedAsASettingThatLeavesNothing() {
        runner.setProperty(QuerySalesforceIncremental.API_RESERVE, "95 %");
        runner.assertNotValid();
    }

    /** The first page of the main way is the last answer before others use the calls up. */
    private void shortOfCallsInTheMiddle(final long used) {
        org.setApiUsage(0, 1000);
        intercepted.afterQueries(soql -> {
            if (soql.contains("Email") && !soql.contains("HasOptedOutOfEmail = ")) {
                org.setApiUsage(used, 1000);
                intercepted.afterQueries(later -> { });
                callOnce();
            }
        });
    }

    /** The next answer of anybody tells the new usage. */
    private void callOnce() {
        try {
            integration.client().count("SELECT COUNT() FROM Campaign");
        } catch (final SalesforceFailure failure) {
            throw new AssertionError(failure);
        }
    }

    private void triggerFor(final Duration duration) {
        final long end = elapsedMillis.get() + duration.toMillis();
        while (elapsedMillis.get() < end) {
            elapsedMillis.addAndGet(60_000);
            orgClock.advance(Duration.ofMinutes(1));
            trigger();
        }
    }

    private void trigger() {
        runner.run(1, false, false);
    }

    private void deliver() throws IOException {
        for (final MockFlowFile page : pages()) {
            integration.ledger().settle(new PageDelivery(page.getAttribute("sync.id"), Integer.parseInt(page.getAttribute("sync.page")),
                    Map.of(SyncCount.IMPORTED.label(), Long.parseLong(page.getAttribute("record.count")))));
        }
    }

    private List<String> checks() {
        return org.requests().stream().map(request -> request.path().substring(request.path().lastIndexOf('/') + 1)).filter("limits"::equals).toList();
    }

    private List<MockFlowFile> pages() {
        return runner.getFlowFilesForRelationship("success");
    }

    private Set<String> emittedIds() {
        final Set<String> emitted = new HashSet<>();
        pages().forEach(page -> page.getContent().lines().forEach(line -> emitted.add(json(line).path("Id").asText())));
        return emitted;
    }

    private long countOf(final String type) {
        return runner.getFlowFilesForRelationship("events").stream().filter(event -> type.equals(event.getAttribute("event.type"))).count();
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
