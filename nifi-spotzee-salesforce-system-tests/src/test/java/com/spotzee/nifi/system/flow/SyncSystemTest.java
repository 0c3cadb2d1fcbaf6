package com.spotzee.nifi.system.flow;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.OrgChanges;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Tag("real-nifi")
class SyncSystemTest {

    @Test
    void everybodyArrivesAndChangesFollowAcrossARestartOfNiFi(@TempDir final Path folder) {
        final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        try (DemoWorld world = DemoWorld.around(sandbox, folder.resolve("nifi"), LoopbackPort.free().number(), Duration.ofHours(1))) {
            final SyncWatch watch = new SyncWatch(world.flow(), System.out);
            world.flow().start();
            watch.await(Map.of());
            final ComparisonResult first = world.compare();
            assertTrue(first.isGood(), first.line() + first.examples());
            assertEquals(first.matched(), first.users());
            assertEquals(List.of(), failures(world));

            final Map<String, String> earlier = world.flow().completedSyncs();
            final OrgChanges.Done done = world.change();
            assertEquals(10, done.optedOut());
            world.nifi().restart();
            // NiFi starts what was running, and a start is a sync
            watch.await(earlier);
            final ComparisonResult second = world.compare();
            assertTrue(second.isGood(), second.line() + second.examples());
            assertTrue(second.matched() > first.matched());
            assertTrue(world.flow().counts().queried() < first.matched() / 2, "The second sync should read what has changed, not everything");
            assertEquals(List.of(), failures(world));
        }
    }

    private static List<LogEntry> failures(final DemoWorld world) {
        return world.flow().log().stream().filter(entry -> entry.event().equals("sync_failed")).toList();
    }
}
