package com.spotzee.nifi.system.troubleshooting;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.flow.LogEntry;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.rest.Bulletin;
import com.spotzee.nifi.system.rest.ComponentStatus;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One cause of each symptom in a real NiFi: its operator reads what went wrong, does what it says, and the flow is well again. */
@Tag("real-nifi")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroublesSystemTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String ERROR = "ERROR";
    private static final String WARNING = "WARNING";

    private Sandbox sandbox;
    private DemoWorld world;
    private SyncWatch watch;

    @BeforeAll
    void syncAFewLeads(@TempDir final Path folder) {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(0, 1));
        for (int number = 0; number < 3; number++) {
            sandbox.org().edits().create("Lead", Map.of("LastName", "Frost" + number, "Company", "Acme", "Rating", "Cold"));
        }
        world = DemoWorld.around(sandbox, folder.resolve("nifi"), LoopbackPort.free().number(), Duration.ofHours(1));
        world.flow().setParameters(Map.of(TemplateNames.OBJECTS, "Lead"));
        watch = new SyncWatch(world.flow(), System.out, Set.of("Lead"));
        world.flow().start();
        watch.await(Map.of());
    }

    @AfterAll
    void stopNiFi() {
        try (DemoWorld closing = world) {
            // events that nobody has looked at are held against their schema as well
            closing.flow().log();
        }
    }

    /** Whatever the trouble was: after its cure everybody is there, and the checks pass. */
    @AfterEach
    void assertWellAgain() {
        final Instant cured = Instant.now();
        world.flow().checkNow();
        Deadline.in(LIMIT).await("the integration is Active again",
                () -> since(cured, "health_check").stream().anyMatch(text -> text.contains("\"status\":\"Active\"")),
                () -> String.join("\n", since(cured, "health_check")));
        assertEquals(3, sandbox.project().userCount());
    }

    @Test
    @DisplayName("troubleshooting.md#login-the-app-is-not-approved")
    void aLoginThatIsRefused() {
        final Instant begin = Instant.now();
        sandbox.org().refuseLogins(TokenRefusal.APP_NOT_APPROVED);
        sandbox.org().revokeTokens();
        world.flow().syncNow();
        final String cure = "ask the admin to add the user's profile or permission set in the app's policies";
        awaitEvent(begin, "sync_failed", cure);
        awaitBulletin(ERROR, SyncFlow.QUERY, cure);
        world.flow().checkNow();
        awaitBulletin(ERROR, SyncFlow.HEALTH, "The health check credentials fails: ");

        sandbox.org().acceptLogins();
        reconnect();
    }

    @Test
    @DisplayName("troubleshooting.md#zero-the-rules-are-too-narrow")
    void rulesThatKeepEverybodyOut() {
        final Instant begin = Instant.now();
        sync(() -> world.flow().setParameters(Map.of(TemplateNames.SYNC_RULES, "Rating equals \"Hot\"")));
        awaitEvent(begin, "sync_completed", "The preview count is 0: none of the 3 Lead records match the sync rules");
        awaitBulletin(WARNING, SyncFlow.QUERY, "brought nobody: The preview count is 0");

        sync(() -> world.flow().setParameters(cleared(TemplateNames.SYNC_RULES)));
    }

    @Test
    @DisplayName("troubleshooting.md#twice-two-integrations-on-one-org")
    void aSecondIntegrationOnTheOrg() {
        final SyncFlow second = SyncFlow.imported(world.nifi().api(), TemplateNames.file(NiFiAssembly.projectRootOfThisBuild()));
        final ComponentStatus integration = second.group().service("Salesforce Integration");
        second.group().configureService(integration.id(), Map.of("Integration ID", "second"));
        second.start();
        awaitBulletin(ERROR, SyncFlow.QUERY, "already: everybody would be in Spotzee twice. Put rules and mappings together in one integration");
        second.group().stop();
        second.group().disableServices();
    }

    @Test
    void aCopiedGroupIsRefusedWithTheNameOfTheFirst() {
        final SyncFlow copy = SyncFlow.imported(world.nifi().api(), TemplateNames.file(NiFiAssembly.projectRootOfThisBuild()));
        copy.start();
        awaitBulletin(ERROR, SyncFlow.QUERY, "Integration ID %s is used by the Salesforce Integration".formatted(DemoWorld.INTEGRATION_ID));
        copy.group().stop();
        copy.group().disableServices();
    }

    @Test
    void aFullSyncAfterClearingTheStateMakesNoDoubles() {
        final Instant begin = Instant.now();
        final String query = world.flow().group().processor(SyncFlow.QUERY).id();
        sync(() -> {
            world.flow().group().stopProcessor(query);
            world.nifi().api().clearProcessorState(query);
            world.flow().group().startProcessor(query);
        });
        awaitEvent(begin, "sync_started", "\"mode\":\"full\"");
        awaitEvent(begin, "records_updated", "\"records\":3");
    }

    @Test
    @DisplayName("troubleshooting.md#stuck-the-api-limit-is-used-up")
    void apiCallsThatAreUsedUp() {
        final Instant begin = Instant.now();
        sandbox.org().setApiUsage(10_000, 10_000);
        world.flow().syncNow();
        awaitEvent(begin, "sync_failed", "the org's API calls of the last 24 hours are used up");
        world.flow().checkNow();
        awaitBulletin(ERROR, SyncFlow.HEALTH, "look at Setup, System Overview");

        sandbox.org().setApiUsage(10, 10_000);
        sync(world.flow()::syncNow);
        world.flow().checkNow();
        awaitBulletin(WARNING, SyncFlow.HEALTH, "The health check api_limits is well again");
    }

    @Test
    @DisplayName("troubleshooting.md#field-renamed-or-deleted")
    void aFieldThatIsRenamed() {
        sandbox.org().edits().renameField("Lead", "Score__c", "Points__c");
        sync(world.flow()::syncNow);
        awaitBulletin(WARNING, SyncFlow.QUERY, "mapping row 'score': Lead has no field 'Score__c' that the user may read");

        sync(() -> world.flow().setParameters(Map.of(TemplateNames.MAPPING + "score", "[Lead] Points__c")));
    }

    @Test
    @DisplayName("troubleshooting.md#opt-out-no-subscription-is-bound")
    void optOutsThatEndNoSubscription() {
        world.flow().setParameters(cleared(TemplateNames.OPT_OUT_SUBSCRIPTIONS));
        awaitBulletin(ERROR, SyncFlow.HEALTH, "No Opt-Out Subscriptions are named, so people who have opted out are not sent.");

        world.flow().setParameters(Map.of(TemplateNames.OPT_OUT_SUBSCRIPTIONS, "1, 2"));
    }

    @Test
    @DisplayName("troubleshooting.md#still-stuck")
    void anErrorInsideSalesforce() {
        final Instant begin = Instant.now();
        final ActiveFault fault = sandbox.org().faults().add(When.always().on(RequestKind.QUERY, RequestKind.COMPOSITE),
                Fault.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred"));
        world.flow().syncNow();
        awaitEvent(begin, "sync_failed", "Salesforce answered 500 UNKNOWN_EXCEPTION: An unexpected error occurred");
        awaitBulletin(ERROR, SyncFlow.QUERY, "Sync of Lead failed and is tried again in 30 s");

        sandbox.org().faults().end(fault);
        sync(world.flow()::syncNow);
    }

    @Test
    void verifyAndRunOnceOnTheStoppedHealthCheckCheckNow() {
        final String processor = world.flow().group().processor(SyncFlow.HEALTH).id();
        world.flow().group().stopProcessor(processor);
        final Instant begin = Instant.now();
        world.flow().group().runOnce(processor);
        awaitEvent(begin, "health_check", "\"status\":\"Active\"");
        final Map<String, String> steps = world.flow().group().verifyProcessor(processor);
        world.flow().group().startProcessor(processor);
        assertEquals("SUCCESSFUL: Salesforce accepts the login.", steps.get("Check Credentials"));
        final List<String> others = steps.values().stream().filter(step -> !step.startsWith("SUCCESSFUL")).toList();
        assertEquals(List.of(), others);
        // NiFi validates first
        assertEquals(12, steps.size(), steps::toString);
    }

    @Test
    void theLogIsFoundInProvenanceAndTheNumbersByPrometheus() {
        assertTrue(world.nifi().api().provenanceOfFiles("sync_completed_Lead_*").stream().allMatch(name -> name.startsWith("sync_completed_Lead_Lead-")));
        assertTrue(!world.nifi().api().provenanceOfFiles("sync_completed_Lead_*").isEmpty(), "Provenance should find the log by file name");
        final String metrics = world.nifi().api().prometheusMetrics();
        assertTrue(metrics.contains("nifi_amount_items_queued{"), "Prometheus should see what waits in the connections");
        assertTrue(metrics.lines().anyMatch(line -> line.startsWith("nifi_processor_counters{") && line.contains("counter_name=\"Users Imported\"")
                && line.endsWith(" 3.0")), metrics.lines().filter(line -> line.contains("counter")).toList()::toString);
    }

    private void reconnect() {
        sync(() -> {
            world.flow().group().stop();
            world.flow().group().disableServices();
            world.flow().start();
        });
    }

    private void sync(final Runnable start) {
        final Map<String, String> earlier = world.flow().completedSyncs();
        start.run();
        watch.await(earlier);
    }

    private static Map<String, String> cleared(final String parameter) {
        final Map<String, String> values = new HashMap<>();
        values.put(parameter, null);
        return values;
    }

    private List<String> since(final Instant begin, final String event) {
        return world.flow().log().stream().filter(entry -> entry.event().equals(event) && !entry.timestamp().isBefore(begin)).map(LogEntry::text).toList();
    }

    private void awaitEvent(final Instant begin, final String event, final String message) {
        Deadline.in(LIMIT).await("%s says '%s'".formatted(event, message), () -> since(begin, event).stream().anyMatch(text -> text.contains(message)),
                () -> String.join("\n", since(begin, event)));
    }

    private void awaitBulletin(final String level, final String source, final String message) {
        Deadline.in(LIMIT).await("a bulletin of %s says '%s'".formatted(source, message), () -> world.nifi().api().bulletins().stream()
                .anyMatch(bulletin -> bulletin.level().equals(level) && bulletin.source().equals(source) && bulletin.message().contains(message)),
                () -> world.nifi().api().bulletins().stream().map(Bulletin::message).toList().toString());
    }
}
