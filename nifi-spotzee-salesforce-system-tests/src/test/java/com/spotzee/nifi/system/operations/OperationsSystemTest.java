package com.spotzee.nifi.system.operations;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.sandbox.spotzee.ProjectFault;
import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.flow.LogEntry;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.rest.Bulletin;
import com.spotzee.nifi.system.rest.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What {@code docs/operations.md} lets an operator do, each in one real NiFi that has synced a few leads: after each, both sides are equal. */
@Tag("real-nifi")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsSystemTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** An answer that never ends. */
    private static final Fault TRICKLE = Fault.slow(1, Duration.ofMillis(500));
    private static final String LEAD = "Lead";
    /** Two pages. */
    private static final int LEADS = 2_100;

    private Sandbox sandbox;
    private Operator operator;
    private SyncFlow flow;
    private int leads = LEADS;

    @BeforeAll
    void syncAFewLeads(@TempDir final Path folder) {
        operator = Operator.of(folder.resolve("nifi"), LEADS);
        sandbox = operator.sandbox();
        flow = operator.flow();
        operator.sync(flow, flow::start);
    }

    @AfterAll
    void stopNiFi() {
        try (Operator closing = operator) {
            // events that nobody has looked at are held against their schema as well
            closing.flow().log();
        }
    }

    @AfterEach
    void assertBothSidesEqual() {
        final ComparisonResult result = DemoWorld.compare(sandbox, LEAD);
        assertTrue(result.isGood(), result.line() + result.examples());
        assertEquals(leads, sandbox.project().userCount(), "Nobody may be in Spotzee twice");
    }

    @Test
    void pauseAndReconnectLoseNeitherStateNorQueueNorHistory() {
        final String put = flow.group().processor(SyncFlow.PUT).id();
        flow.group().stopProcessor(put);
        flow.fullSync();
        Deadline.in(LIMIT).await("both pages wait to be sent, and nothing else waits",
                () -> Operator.queues(flow).getOrDefault(Operator.LAST_QUEUE, 0L) >= 2 && Operator.queues(flow).size() == 1);

        flow.group().stop();
        final Map<String, String> state = flow.queryState();
        final Map<String, Long> queues = Operator.queues(flow);
        final List<LogEntry> log = flow.log();
        final Map<String, String> history = flow.integrationState();
        final Map<String, String> rulesAndMappings = rulesAndMappings();
        final String sync = last("sync_started").syncId();
        assertTrue(state.size() > 0 && state.toString().contains(sync), state::toString);
        sandbox.org().clearRequests();
        reconnectByCertificate();
        assertEquals(state, flow.queryState());
        assertEquals(queues, Operator.queues(flow));
        assertEquals(history, flow.integrationState());
        assertEquals(rulesAndMappings, rulesAndMappings());
        assertTrue(flow.log().containsAll(log), "The log must still be there");

        operator.sync(flow, flow.group()::start);
        // one that looks what has changed meanwhile may have followed already
        final LogEntry next = flow.log().stream().filter(entry -> !log.contains(entry) && entry.event().equals("sync_completed")).findFirst().orElseThrow();
        assertEquals(sync, next.syncId(), "The sync that was paused must go on");
        assertEquals(0, sandbox.org().requests().stream().filter(request -> request.path().contains("/query/")).count(), "No page may be read again");
        assertTrue(logins() > 0, "It should log in anew");
        operator.sync(flow, this::reconnectBySecret);
    }

    @Test
    void reconnectWhileItRunsIsASync() {
        final long queried = flow.counts().queried();
        final List<LogEntry> log = flow.log();
        operator.sync(flow, this::reconnectByCertificate);
        assertEquals("incremental", mode(last("sync_started")));
        assertTrue(flow.counts().queried() - queried < LEADS, "Not everybody should be read again");
        assertTrue(flow.log().containsAll(log), "The log must still be there");
        operator.sync(flow, this::reconnectBySecret);
    }

    @Test
    void syncNowIsRunOnceWhileItIsStopped() {
        final String query = flow.group().processor(SyncFlow.QUERY).id();
        flow.group().stopProcessor(query);
        sandbox.org().edits().create(LEAD, Map.of("LastName", "Newcomer", "Company", "Crowd Ltd"));
        leads++;
        awaitNextSecond();
        flow.group().runOnce(query);
        Deadline.in(LIMIT).await("who is new arrives", () -> sandbox.project().userCount() == leads, flow::state);
        assertEquals("STOPPED", flow.group().processor(SyncFlow.QUERY).state());
        operator.sync(flow, () -> flow.group().startProcessor(query));
    }

    @Test
    void aNewTextInTheRequestIsAFullSyncAndLeavesTheStateAlone() {
        final long queried = flow.counts().queried();
        operator.sync(flow, () -> flow.requestFullSync("2026-11-28, after the import"));
        assertEquals("full", mode(last("sync_started")));
        assertEquals("a full sync was asked for, or one was given up", last("sync_started").reason());
        assertTrue(flow.counts().queried() - queried >= leads, "Everybody should be read again");
        assertTrue(flow.group().processors().stream().allMatch(processor -> processor.state().equals("RUNNING")), "NiFi must have started it again");

        operator.sync(flow, flow::syncNow);
        assertEquals("incremental", mode(last("sync_started")), "Once for each text");
    }

    @Test
    void aTextThatIsWrittenDuringAPauseIsServedAfterIt() {
        flow.group().stop();
        flow.requestFullSync("written while nothing runs");
        assertTrue(flow.group().processors().stream().allMatch(processor -> processor.state().equals("STOPPED")), "A paused flow stays paused");
        operator.sync(flow, flow.group()::start);
        assertEquals("full", mode(last("sync_started")));
    }

    @Test
    void aClearedStateIsAFullSync() {
        final long queried = flow.counts().queried();
        operator.sync(flow, flow::fullSync);
        assertEquals("full", mode(last("sync_started")));
        assertEquals("first sync", last("sync_started").reason());
        assertTrue(flow.counts().queried() - queried >= leads, "Everybody should be read again");
    }

    @Test
    void whatIsNotFilledInYetIsInvalidAndSaysWhatIsMissing() {
        flow.group().stop();
        flow.group().disableServices();
        flow.setParameters(cleared(TemplateNames.SPOTZEE_KEY, Map.of()));
        Deadline.in(LIMIT).await("NiFi says that the key is missing", () ->
                flow.group().service("Spotzee Project").validationErrors().toString().contains("API Key"),
                flow.group()::problems);
        flow.setParameters(Map.of(TemplateNames.SPOTZEE_KEY, sandbox.project().secretKey()));
        operator.sync(flow, flow::start);
    }

    @Test
    void aCopiedGroupWithTheSameIntegrationIdIsNoticed() {
        final SyncFlow copy = flow.copy();
        assertEquals(Map.of(), copy.queryState(), "A copy has no state");
        copy.start();
        awaitBulletin("Integration ID demo is used by the Salesforce Integration 'Salesforce Integration'");
        awaitBulletin("Give this one another Integration ID, or disable one of the two");
        operator.delete(copy);
        operator.sync(flow, flow::syncNow);
    }

    @Test
    void aDeletedGroupHasForgottenItsStateAndMakesNoDoubles() {
        flow.group().stop();
        flow.group().disableServices();
        final SyncFlow deleted = operator.imported();
        operator.sync(deleted, deleted::start);
        operator.delete(deleted);

        final SyncFlow anew = operator.imported();
        operator.sync(anew, anew::start);
        assertEquals("first sync", anew.log().stream().filter(entry -> entry.event().equals("sync_started")).findFirst().orElseThrow().reason());
        operator.delete(anew);
        assertEquals(leads, sandbox.project().userCount());
        operator.sync(flow, flow::start);
    }

    @Test
    void anErrorThatStaysIsNoStorm() {
        final ActiveFault fault = sandbox.org().faults().add(When.always().on(RequestKind.QUERY, RequestKind.COMPOSITE),
                Fault.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred"));
        final Instant begin = Instant.now();
        flow.syncNow();
        Deadline.in(LIMIT).await("the sync has failed", () -> flow.log().stream()
                .anyMatch(entry -> entry.event().equals("sync_failed") && !entry.timestamp().isBefore(begin)), flow::state);
        final String query = flow.group().processor(SyncFlow.QUERY).id();
        final long struck = fault.struck();
        final long runs = flow.group().runs(query);
        Deadline.in(LIMIT).await("the query has run again", () -> flow.group().runs(query) > runs + 1);
        assertEquals(struck, fault.struck(), "It must wait, however often NiFi runs it");
        assertTrue(struck <= 6, () -> "One sync should ask three times at most for opt-outs and for changes, not " + struck);

        sandbox.org().faults().end(fault);
        operator.sync(flow, flow::syncNow);
    }

    @Test
    void loginsThatAreRefusedAreNoStormHoweverOftenItIsStarted() {
        sandbox.org().refuseLogins(TokenRefusal.APP_NOT_APPROVED);
        sandbox.org().revokeTokens();
        sandbox.org().clearRequests();
        for (int start = 0; start < 6; start++) {
            flow.syncNow();
        }
        Deadline.in(LIMIT).await("a login is tried", () -> logins() > 0);
        assertTrue(logins() <= 4, () -> "A user who fails too often is locked out; logins within a minute: " + logins());

        sandbox.org().acceptLogins();
        flow.group().stop();
        flow.group().disableServices();
        operator.sync(flow, flow::start);
    }

    @Test
    void stopsWhileSalesforceDoesNotAnswer() throws InterruptedException {
        flow.group().stop();
        operator.stopDuring(When.always().on(RequestKind.QUERY, RequestKind.COMPOSITE), Fault.stall());
    }

    @Test
    void stopsInTheMiddleOfAPage() throws InterruptedException {
        operator.startOver(Map.of());
        operator.stopDuring(When.always().on(RequestKind.NEXT_PAGE), TRICKLE);
    }

    @Test
    void stopsInABackOff() throws InterruptedException {
        operator.startOver(Map.of());
        operator.stopDuring(ProjectFault.throttled(45));
    }

    @Test
    void stopsWhileSpotzeeDoesNotAnswer() throws InterruptedException {
        operator.startOver(Map.of());
        operator.stopDuring(ProjectFault.stall());
    }

    @Test
    void stopsInTheMiddleOfABulkDownload() throws InterruptedException {
        operator.startOver(Map.of("Query API", "Bulk API 2.0"));
        operator.stopDuring(When.always().on(RequestKind.BULK_RESULTS), TRICKLE);
        operator.startOver(Map.of("Query API", "Automatic"));
        operator.sync(flow, flow::start);
    }

    @Test
    void stopsWhileItWaitsForItsTurnAtSpotzee() {
        operator.pace(1);
        operator.startOver(Map.of());
        sandbox.project().clearRequests();
        flow.start();
        Deadline.in(LIMIT).await("the minute's only request is used up and the next one waits", () -> !sandbox.project().requests().isEmpty()
                && Operator.queues(flow).containsKey(Operator.LAST_QUEUE) && flow.group().activeThreads() > 0, flow::state);
        flow.group().stop(Operator.SOON);

        operator.pace(8_000);
        operator.sync(flow, flow::start);
    }

    @Test
    void theLogIsListedAndFoundByNameAndDate() {
        final Queue log = flow.group().queues().stream().filter(queue -> queue.source().equals("Funnel") && queue.destination().equals("Funnel"))
                .findFirst().orElseThrow();
        final Map<String, String> newest = flow.group().flowFile(log.id(), flow.group().flowFileIds(log.id()).getFirst()).attributes();
        assertTrue(newest.get("filename").startsWith(newest.get("event.type") + "_"), newest::toString);
        final Set<String> events = flow.log().stream().map(LogEntry::event).collect(Collectors.toSet());
        assertTrue(events.containsAll(Set.of("sync_started", "sync_completed", "records_imported", "health_check")), events::toString);

        final LogEntry completed = last("sync_completed");
        final String name = "sync_completed_Lead_" + completed.syncId() + ".json";
        final Instant second = completed.timestamp();
        assertTrue(provenance("sync_completed_Lead*", second.minusSeconds(5), second.plusSeconds(5)).contains(name));
        assertTrue(provenance("*_" + completed.syncId() + ".json", second.minusSeconds(60), second.plusSeconds(60)).contains(name));
        assertFalse(provenance("sync_completed_Lead*", second.plusSeconds(3), second.plusSeconds(600)).contains(name));
        assertFalse(provenance("sync_completed_Contact*", second.minusSeconds(5), second.plusSeconds(5)).contains(name));
    }

    private long logins() {
        return sandbox.org().requests().stream().filter(request -> request.path().endsWith("/services/oauth2/token")).count();
    }

    private List<String> provenance(final String pattern, final Instant from, final Instant to) {
        return flow.api().provenanceOfFiles(pattern, from, to);
    }

    private Map<String, String> rulesAndMappings() {
        final Map<String, String> parameters = new HashMap<>(flow.parameters());
        parameters.keySet().removeIf(name -> name.startsWith("Salesforce "));
        assertTrue(parameters.containsKey(TemplateNames.MAPPING + "email"), parameters::toString);
        return parameters;
    }

    private void reconnectByCertificate() {
        flow.setParameters(cleared(TemplateNames.SALESFORCE_CLIENT_SECRET, Map.of(TemplateNames.SALESFORCE_AUTHENTICATION, "JWT Bearer",
                TemplateNames.SALESFORCE_USERNAME, sandbox.org().username(), TemplateNames.SALESFORCE_PRIVATE_KEY, sandbox.org().jwtPrivateKeyPem())));
    }

    private void reconnectBySecret() {
        flow.setParameters(cleared(TemplateNames.SALESFORCE_PRIVATE_KEY, Map.of(TemplateNames.SALESFORCE_AUTHENTICATION, "Client Credentials",
                TemplateNames.SALESFORCE_CLIENT_SECRET, sandbox.org().clientSecret())));
    }

    private static Map<String, String> cleared(final String parameter, final Map<String, String> others) {
        final Map<String, String> values = new HashMap<>(others);
        values.put(parameter, null);
        return values;
    }

    private void awaitNextSecond() {
        final Instant last = sandbox.org().clock().stamp();
        Deadline.in(LIMIT).await("the org's second is over", () -> sandbox.org().clock().stamp().isAfter(last));
    }

    private void awaitBulletin(final String message) {
        Deadline.in(LIMIT).await("a bulletin says '" + message + "'", () -> bulletins().stream().anyMatch(text -> text.contains(message)),
                () -> bulletins().toString());
    }

    private List<String> bulletins() {
        return flow.api().bulletins().stream().map(Bulletin::message).toList();
    }

    private LogEntry last(final String event) {
        return flow.log().stream().filter(entry -> entry.event().equals(event)).reduce((earlier, later) -> later).orElseThrow();
    }

    private static String mode(final LogEntry entry) {
        return entry.text().replaceAll(".*\"mode\":\"(\\w+)\".*", "$1");
    }
}
