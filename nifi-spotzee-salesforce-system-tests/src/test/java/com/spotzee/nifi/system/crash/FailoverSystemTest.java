package com.spotzee.nifi.system.crash;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.flow.LogEntry;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.org.Crowd;
import com.spotzee.nifi.system.org.OrgRecords;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import com.spotzee.nifi.system.runtime.NiFiCluster;
import com.spotzee.nifi.system.runtime.NiFiInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Kills the primary node of a cluster in the middle of a first sync. */
@Tag("real-nifi")
class FailoverSystemTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int LEADS = 40_000;
    private static final int PAGES = LEADS / 2_000;
    /** Nobody in the crowd has these. */
    private static final List<String> UNUSED_ROWS = List.of("first_name", "phone", "title", "lead_source", "campaign", "annual_revenue", "interests", "score");
    /** So slow that the node dies in the middle of a page. */
    private static final Fault TRICKLE = Fault.slow(512, Duration.ofMillis(200));

    private Sandbox sandbox;
    private NiFiCluster cluster;

    @BeforeEach
    void startCluster(@TempDir final Path folder) {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(0, 1));
        Crowd.ofLeads(sandbox.org().store(), LEADS);
        cluster = NiFiCluster.start(NiFiAssembly.ofThisBuild(), folder);
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
        sandbox.close();
    }

    @Test
    void theOtherNodeGoesOnBehindTheLastCommittedPageOfTheSameSync() throws InterruptedException {
        final NiFiInstance primary = cluster.primary();
        final NiFiInstance survivor = cluster.other(primary);
        final SyncFlow flow = flowOfLeads(survivor);
        final ActiveFault trickle = sandbox.org().faults().add(When.request(PAGES / 2).on(RequestKind.NEXT_PAGE), TRICKLE);
        flow.start();
        // so that pages wait on both nodes
        final String put = flow.group().processor(SyncFlow.PUT).id();
        flow.group().stopProcessor(put);
        assertTrue(trickle.awaitStruck(1, LIMIT), "The page to be killed in is never asked for");
        final String syncId = entries(flow, "sync_started").getFirst().syncId();
        final long committed = flow.counts().queried();
        assertTrue(committed > LEADS / 4 && committed < LEADS, () -> "The node should be killed in the middle: " + committed);
        primary.kill();
        final ReadPages before = pages();
        sandbox.org().clearRequests();
        sandbox.org().faults().end(trickle);

        cluster.awaitAlone(survivor);
        Deadline.in(LIMIT).await("the survivor reads the rest", () -> before.number() + pages().number() >= PAGES, flow::state);
        final ReadPages after = pages();
        final long behind = leadsUpTo(after.startIds().getFirst());
        assertTrue(behind >= committed, () -> committed + " were committed, but reading went on behind the " + behind + "th");
        assertTrue(before.number() + after.number() <= PAGES + 2, () -> before + " before the kill and " + after + " after it");

        cluster.bringBack(primary);
        assertEquals(List.of(), entries(flow, "sync_completed"), "Pages still wait, half of them on the node that was dead");
        flow.group().startProcessor(put);
        new SyncWatch(flow, System.out, Set.of("Lead")).await(Map.of());
        assertEquals(List.of(syncId), entries(flow, "sync_started").stream().filter(entry -> entry.reason().equals("first sync"))
                .map(LogEntry::syncId).toList());
        assertEquals(syncId, entries(flow, "sync_completed").getFirst().syncId());
        assertEquals(List.of(), entries(flow, "sync_failed"));
        final ComparisonResult result = DemoWorld.compare(sandbox, "Lead");
        assertTrue(result.isGood(), result.line() + result.examples());
        assertEquals(LEADS, result.matched());
    }

    private SyncFlow flowOfLeads(final NiFiInstance node) {
        final SyncFlow flow = DemoWorld.flow(sandbox, node.api(), Duration.ofHours(1));
        final Map<String, String> parameters = new HashMap<>(Map.of(TemplateNames.OBJECTS, "Lead"));
        UNUSED_ROWS.forEach(row -> parameters.put(TemplateNames.MAPPING + row, null));
        flow.setParameters(parameters);
        flow.group().configureProcessor(flow.group().processor(SyncFlow.QUERY).id(), Map.of("Query API", "REST API"));
        return flow;
    }

    private static List<LogEntry> entries(final SyncFlow flow, final String event) {
        return flow.log().stream().filter(entry -> entry.event().equals(event)).toList();
    }

    private ReadPages pages() {
        return ReadPages.of("Lead", "Company", sandbox.org().requests());
    }

    private long leadsUpTo(final String id) {
        return new OrgRecords(sandbox.org().store()).column("SELECT Id FROM Lead WHERE Id <= '" + id + "'", "Id").size();
    }
}
