package com.spotzee.nifi.system.crash;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.flow.LogEntry;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.org.Crowd;
import com.spotzee.nifi.system.org.OrgRecords;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Kills NiFi in the middle of first syncs. One NiFi for all tests; each has an object of its own, so that their order does not matter. */
@Tag("real-nifi")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashSystemTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    /** Nobody in the crowd has these, so that the flow needs not carry them; what is left makes a first sync long enough. */
    private static final List<String> UNUSED_ROWS = List.of("first_name", "phone", "title", "lead_source", "campaign", "annual_revenue", "interests", "score");
    /** So slow that NiFi dies in the middle of a page. */
    private static final Fault TRICKLE = Fault.slow(512, Duration.ofMillis(200));

    private Sandbox sandbox;
    private DemoWorld world;

    @BeforeAll
    void startNiFi(@TempDir final Path folder) {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(0, 1));
        world = DemoWorld.around(sandbox, folder.resolve("nifi"), LoopbackPort.free().number(), Duration.ofHours(1));
        final Map<String, String> parameters = new HashMap<>();
        UNUSED_ROWS.forEach(row -> parameters.put(TemplateNames.MAPPING + row, null));
        world.flow().setParameters(parameters);
    }

    @AfterAll
    void stopNiFi() {
        try (DemoWorld closing = world) {
            // events that nobody has looked at are held against their schema as well
            closing.flow().log();
        }
    }

    @Test
    void readingByRestGoesOnBehindTheLastCommittedPage() throws InterruptedException {
        final int leads = 200_000;
        final int pages = leads / 2_000;
        Crowd.ofLeads(sandbox.org().store(), leads);
        final Killed killed = killWhileReading("Lead", "REST API", When.request(pages / 2).on(RequestKind.NEXT_PAGE));
        final ReadPages before = leadPages();
        assertTrue(killed.committed() > leads / 4 && killed.committed() < leads, () -> "NiFi should be killed in the middle: " + killed);

        comeBack("Lead");
        assertEquals(killed.syncId(), single("sync_completed", "Lead").syncId());
        final ReadPages after = leadPages();
        final long behind = leadsUpTo(after.startIds().getFirst());
        assertTrue(behind >= killed.committed(), () -> killed + ", but reading went on behind the " + behind + "th");
        // the page that was in NiFi's hands and the one that was on its way
        assertTrue(before.number() + after.number() <= pages + 2, () -> before + " before the kill and " + after + " after it");
        assertBothSidesEqual("Lead", leads);
    }

    @Test
    void aBulkDownloadGoesOnAtTheStoredLocatorOfTheSameJob() throws InterruptedException {
        final int contacts = 50_000;
        final int pages = contacts / 10_000;
        Crowd.ofContacts(sandbox.org().store(), contacts);
        final Killed killed = killWhileReading("Contact", "Bulk API 2.0", When.request(pages / 2 + 1).on(RequestKind.BULK_RESULTS));
        final BulkRequests before = BulkRequests.of(sandbox.org().requests());
        assertEquals(1, before.created(), before::toString);

        comeBack("Contact");
        assertEquals(killed.syncId(), single("sync_completed", "Contact").syncId());
        final BulkRequests after = BulkRequests.of(sandbox.org().requests());
        assertEquals(0, after.created(), after::toString);
        assertEquals(before.asked(), after.asked());
        assertEquals(before.asked(), after.deleted());
        assertFalse(after.locators().contains(""), "The result must not be read from its beginning again");
        assertTrue(before.locators().size() + after.locators().size() <= pages + 1, () -> before + " before the kill and " + after + " after it");
        assertBothSidesEqual("Contact", contacts);
    }

    /**
     * How far NiFi was when it was killed.
     *
     * @param syncId    the sync under way
     * @param committed the records whose pages it had committed
     */
    private record Killed(String syncId, long committed) {
    }

    private Killed killWhileReading(final String object, final String api, final When when) throws InterruptedException {
        world.flow().group().stop();
        world.flow().setParameters(Map.of(TemplateNames.OBJECTS, object));
        world.flow().group().configureProcessor(world.flow().group().processor(SyncFlow.QUERY).id(), Map.of("Query API", api));
        sandbox.org().clearRequests();
        final long earlier = world.flow().counts().queried();
        final ActiveFault trickle = sandbox.org().faults().add(when, TRICKLE);
        world.flow().start();
        assertTrue(trickle.awaitStruck(1, LIMIT), "The page to be killed in is never asked for");
        final Killed killed = new Killed(single("sync_started", object).syncId(), world.flow().counts().queried() - earlier);
        world.nifi().kill();
        sandbox.org().faults().end(trickle);
        return killed;
    }

    private void comeBack(final String object) {
        sandbox.org().clearRequests();
        world.nifi().restart();
        new SyncWatch(world.flow(), System.out, Set.of(object)).await(Map.of());
    }

    private LogEntry single(final String event, final String object) {
        final List<LogEntry> entries = world.flow().log().stream().filter(entry -> entry.event().equals(event) && entry.object().equals(object)).toList();
        assertEquals(1, entries.size(), entries::toString);
        return entries.getFirst();
    }

    private ReadPages leadPages() {
        return ReadPages.of("Lead", "Company", sandbox.org().requests());
    }

    private long leadsUpTo(final String id) {
        return new OrgRecords(sandbox.org().store()).column("SELECT Id FROM Lead WHERE Id <= '" + id + "'", "Id").size();
    }

    private void assertBothSidesEqual(final String object, final int people) {
        final ComparisonResult result = world.compare(object);
        assertTrue(result.isGood(), result.line() + result.examples());
        assertEquals(people, result.matched());
    }
}
