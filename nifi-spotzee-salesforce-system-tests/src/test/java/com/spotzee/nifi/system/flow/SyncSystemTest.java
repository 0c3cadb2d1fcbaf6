package com.spotzee.nifi.system.flow;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.OrgChanges;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.org.OrgRecords;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Tag("real-nifi")
class SyncSystemTest {

    @Test
    void everybodyArrivesAndChangesFollowAcrossARestartOfNiFi(@TempDir final Path folder) throws IOException {
        final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        try (DemoWorld world = DemoWorld.around(sandbox, folder.resolve("nifi"), LoopbackPort.free().number(), Duration.ofHours(1))) {
            final SyncWatch watch = new SyncWatch(world.flow(), System.out);
            world.flow().start();
            assertEquals("", world.flow().group().problems());
            watch.await(Map.of());
            final ComparisonResult first = world.compare();
            assertTrue(first.isGood(), first.line() + first.examples());
            assertEquals(first.matched(), first.users());
            assertEquals(List.of(), failures(world));

            final Map<String, String> earlier = world.flow().completedSyncs();
            final OrgChanges.Done done = world.change();
            assertEquals(10, done.optedOut());
            renameAnAccount(sandbox);
            world.nifi().restart();
            // NiFi starts what was running, and a start is a sync
            watch.await(earlier);
            final ComparisonResult second = world.compare();
            assertTrue(second.isGood(), second.line() + second.examples());
            assertTrue(second.matched() > first.matched());
            final long queried = world.flow().counts().queried();
            assertTrue(queried > 0 && queried < first.matched() / 2, "The second sync should read what has changed, not everything: " + queried);
            assertEquals(List.of(), failures(world));
            assertTellsNobody(sandbox, Files.readString(world.nifi().log()));
        }
    }

    /** It reaches the account's contacts and their campaign memberships, none of whose stamps move. */
    private static void renameAnAccount(final Sandbox sandbox) {
        final List<String> accounts = new ArrayList<>();
        new OrgRecords(sandbox.org().store()).forEach("SELECT Contact.AccountId FROM CampaignMember WHERE Contact.AccountId != null",
                member -> accounts.add(member.path("Contact").path("AccountId").asText()));
        sandbox.org().edits().edit("Account", accounts.getFirst(), Map.of("Name", "Renamed Ltd"));
    }

    private static void assertTellsNobody(final Sandbox sandbox, final String log) {
        assertFalse(log.contains(sandbox.org().clientSecret()), "The log must not hold the client secret");
        assertFalse(log.contains(sandbox.project().secretKey()), "The log must not hold Spotzee's key");
        final List<String> addresses = new OrgRecords(sandbox.org().store()).column("SELECT Email FROM Contact WHERE Email != null", "Email");
        assertEquals(List.of(), addresses.stream().filter(log::contains).toList());
    }

    private static List<LogEntry> failures(final DemoWorld world) {
        return world.flow().log().stream().filter(entry -> entry.event().equals("sync_failed")).toList();
    }
}
