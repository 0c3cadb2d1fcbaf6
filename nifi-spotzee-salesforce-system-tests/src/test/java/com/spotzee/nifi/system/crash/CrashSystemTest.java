package com.spotzee.nifi.system.crash;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.flow.LogEntry;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.org.LeadCrowd;
import com.spotzee.nifi.system.org.OrgRecords;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Tag("real-nifi")
class CrashSystemTest {

    private static final int LEADS = 200_000;
    private static final int PAGE = 2_000;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** Nobody in the crowd has these, so that the flow needs not carry them; what is left makes the first sync long enough. */
    private static final List<String> UNUSED_ROWS = List.of("first_name", "phone", "title", "lead_source", "campaign", "annual_revenue", "interests", "score");

    @Test
    void aFirstSyncGoesOnBehindTheLastCommittedPageAfterAKill(@TempDir final Path folder) {
        final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(0, 1));
        try (DemoWorld world = DemoWorld.around(sandbox, folder.resolve("nifi"), LoopbackPort.free().number(), Duration.ofHours(1))) {
            LeadCrowd.join(sandbox.org().store(), LEADS);
            world.flow().setParameters(cleared(UNUSED_ROWS));
            world.flow().start();
            Deadline.in(LIMIT).await("half of the leads are read", () -> world.flow().counts().queried() >= LEADS / 2);
            final String syncId = single(world, "sync_started");
            final long committed = world.flow().counts().queried();
            world.nifi().kill();
            final ReadPages before = leadPages(sandbox);
            assertTrue(committed < LEADS, "NiFi should be killed in the middle, not after " + committed + " leads");

            sandbox.org().clearRequests();
            world.nifi().restart();
            new SyncWatch(world.flow(), System.out).await(Map.of());
            assertEquals(syncId, single(world, "sync_completed"));
            final ReadPages after = leadPages(sandbox);
            final long behind = leadsUpTo(sandbox, after.startIds().getFirst());
            assertTrue(behind >= committed, "%d leads were committed, but reading went on behind the %dth".formatted(committed, behind));
            // the page that was in NiFi's hands and the one that was on its way
            assertTrue(before.number() + after.number() <= LEADS / PAGE + 2, () -> before + " before the kill and " + after + " after it");
            final ComparisonResult result = world.compare();
            assertTrue(result.isGood(), result.line() + result.examples());
            assertEquals(LEADS, result.matched());
            assertEquals(LEADS, result.users());
        }
    }

    private static ReadPages leadPages(final Sandbox sandbox) {
        return ReadPages.of("Lead", "Company", sandbox.org().requests());
    }

    private static long leadsUpTo(final Sandbox sandbox, final String id) {
        return new OrgRecords(sandbox.org().store()).column("SELECT Id FROM Lead WHERE Id <= '" + id + "'", "Id").size();
    }

    private static String single(final DemoWorld world, final String event) {
        final List<LogEntry> entries = world.flow().log().stream().filter(entry -> entry.event().equals(event) && entry.object().equals("Lead")).toList();
        assertEquals(1, entries.size(), entries::toString);
        return entries.getFirst().syncId();
    }

    private static Map<String, String> cleared(final List<String> rows) {
        final Map<String, String> parameters = new HashMap<>();
        rows.forEach(row -> parameters.put(TemplateNames.MAPPING + row, null));
        return parameters;
    }
}
