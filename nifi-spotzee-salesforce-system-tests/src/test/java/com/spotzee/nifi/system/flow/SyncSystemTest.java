package com.spotzee.nifi.system.flow;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.OrgChanges;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.org.OrgRecords;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One NiFi that has synced everybody once; the tests change the org, each in its own way, and sync again. */
@Tag("real-nifi")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncSystemTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Sandbox sandbox;
    private DemoWorld world;
    private SyncWatch watch;
    private ComparisonResult first;

    @BeforeAll
    void syncEverybody(@TempDir final Path folder) {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        world = DemoWorld.around(sandbox, folder.resolve("nifi"), LoopbackPort.free().number(), Duration.ofHours(1));
        watch = new SyncWatch(world.flow(), System.out);
        world.flow().start();
        assertEquals("", world.flow().group().problems());
        watch.await(Map.of());
        first = world.compare();
    }

    @AfterAll
    void stopNiFi() {
        try (DemoWorld closing = world) {
            // events that nobody has looked at are held against their schema as well
            closing.flow().log();
        }
    }

    @Test
    void everybodyArrives() {
        assertTrue(first.isGood(), first.line() + first.examples());
        assertEquals(first.matched(), first.users());
    }

    @Test
    void changesFollowAcrossARestartOfNiFi() throws IOException {
        final Map<String, String> earlier = world.flow().completedSyncs();
        final OrgChanges.Done done = world.change();
        assertEquals(10, done.optedOut());
        renameAnAccount(sandbox);
        world.nifi().restart();
        // NiFi starts what was running, and a start is a sync
        watch.await(earlier);
        assertBothSidesEqual();
        final long queried = world.flow().counts().queried();
        assertTrue(queried > 0 && queried < first.matched() / 2, "The second sync should read what has changed, not everything: " + queried);
        assertTellsNobody(sandbox, Files.readString(world.nifi().log()));
    }

    @Test
    void aFieldThatComesBackIsReadAgainForEverybody() {
        final String lead = new OrgRecords(sandbox.org().store()).column("SELECT Id FROM Lead WHERE Title != null AND IsConverted = false", "Id").getFirst();
        final String before = titleInSpotzee(lead);
        sandbox.org().edits().hideField("Lead", "Title");
        sandbox.org().edits().edit("Lead", lead, Map.of("LastName", "Hidden-Smith"));
        syncNow();
        assertEquals(before, titleInSpotzee(lead), "What can't be read must stay as it is");

        sandbox.org().edits().showField("Lead", "Title");
        // a new connection looks at the org's fields anew; the one in use does so within minutes
        world.flow().group().stop();
        world.flow().group().disableServices();
        world.flow().start();
        Deadline.in(LIMIT).await("the row is read again", () -> reasonsOfCompleted("Lead").contains("row 'title' can be read again"));
        Deadline.in(LIMIT).await("what has changed meanwhile follows", () -> reasonsOfCompleted("Lead").getLast().isEmpty() && world.flow().isIdle());
        assertBothSidesEqual();
    }

    @Test
    void anotherRuleForOneObjectHasJustThatObjectReadAgain() {
        final Map<String, String> earlier = world.flow().completedSyncs();
        final long queried = world.flow().counts().queried();
        // NiFi stops the query for it and starts it again, and a start is a sync
        world.flow().setParameters(Map.of(TemplateNames.SYNC_RULES, "[Contact] LastName is_set"));
        watch.await(earlier);
        assertEquals("sync rules changed", reasonsOfCompleted("Contact").getLast());
        assertEquals("", reasonsOfCompleted("Lead").getLast());
        final long contacts = new OrgRecords(sandbox.org().store()).column("SELECT Id FROM Contact", "Id").size();
        final long again = world.flow().counts().queried() - queried;
        assertTrue(again >= contacts && again < 2 * contacts, "All %d contacts should be read again and little else, not %d".formatted(contacts, again));
        assertBothSidesEqual();
    }

    private void syncNow() {
        final Map<String, String> earlier = world.flow().completedSyncs();
        world.flow().syncNow();
        watch.await(earlier);
    }

    private void assertBothSidesEqual() {
        final ComparisonResult result = world.compare();
        assertTrue(result.isGood(), result.line() + result.examples());
        assertTrue(result.matched() >= first.matched());
        assertEquals(List.of(), failures(world));
    }

    private String titleInSpotzee(final String lead) {
        return sandbox.project().user("sf_" + DemoWorld.INTEGRATION_ID + "_Lead_" + lead).orElseThrow().path("data").path("title").asText();
    }

    /** Why each completed sync of an object read more than what had changed, in their order; an empty text where it did not. */
    private List<String> reasonsOfCompleted(final String object) {
        final List<LogEntry> log = world.flow().log().stream().filter(entry -> entry.object().equals(object)).toList();
        final Set<String> completed = log.stream().filter(entry -> entry.event().equals("sync_completed")).map(LogEntry::syncId).collect(Collectors.toSet());
        return log.stream().filter(entry -> entry.event().equals("sync_started") && completed.contains(entry.syncId())).map(LogEntry::reason).toList();
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
