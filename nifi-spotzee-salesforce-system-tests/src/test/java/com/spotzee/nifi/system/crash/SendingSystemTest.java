package com.spotzee.nifi.system.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.spotzee.ActiveProjectFault;
import com.spotzee.nifi.sandbox.spotzee.ProblemCode;
import com.spotzee.nifi.sandbox.spotzee.ProjectFault;
import com.spotzee.nifi.sandbox.spotzee.ProjectWhen;
import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.flow.LogEntry;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.org.Crowd;
import com.spotzee.nifi.system.org.OrgRecords;
import com.spotzee.nifi.system.rest.FlowFileId;
import com.spotzee.nifi.system.rest.Queue;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One first sync that meets everything that may happen to it on its way to Spotzee: NiFi is killed while it sends, Spotzee is down for two minutes,
 * meanwhile people edit and our NAR is replaced, then the key is revoked, and two records are poison. One run, because most of its time is the outage.
 */
@Tag("real-nifi")
class SendingSystemTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration OUTAGE = Duration.ofMinutes(2);
    private static final int LEADS = 100_000;
    private static final int SENT_BEFORE_THE_KILL = 15_000;
    private static final int SENT_BEFORE_THE_KEY_IS_REVOKED = 40_000;
    private static final int IN_FLIGHT = 64;
    /** Each of two starts of NiFi learns of the outage by all that it has in flight at once, and then rests, up to a minute. */
    private static final int MOST_ATTEMPTS_IN_THE_OUTAGE = 2 * (IN_FLIGHT + 10);
    private static final String NEWER = "0.1.1";
    /** Nobody in the crowd has these. */
    private static final List<String> UNUSED_ROWS = List.of("first_name", "phone", "title", "lead_source", "campaign", "annual_revenue", "interests", "score");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Sandbox sandbox;
    private DemoWorld world;
    private SyncWatch watch;
    private List<String> ids;
    private Path folder;

    @BeforeEach
    void startNiFi(@TempDir final Path temporary) {
        folder = temporary;
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(0, 1));
        Crowd.ofLeads(sandbox.org().store(), LEADS);
        ids = new OrgRecords(sandbox.org().store()).column("SELECT Id FROM Lead ORDER BY Id", "Id");
        world = DemoWorld.around(sandbox, folder.resolve("nifi"), LoopbackPort.free().number(), Duration.ofHours(1));
        final Map<String, String> parameters = new HashMap<>(Map.of(TemplateNames.OBJECTS, "Lead"));
        UNUSED_ROWS.forEach(row -> parameters.put(TemplateNames.MAPPING + row, null));
        world.flow().setParameters(parameters);
        world.flow().group().configureProcessor(world.flow().group().processor(SyncFlow.QUERY).id(), Map.of("Query API", "REST API"));
        watch = new SyncWatch(world.flow(), System.out, Set.of("Lead"));
    }

    @AfterEach
    void stopNiFi() {
        try (DemoWorld closing = world) {
            // events that nobody has looked at are held against their schema as well
            closing.flow().log();
        }
    }

    @Test
    void nothingIsLostNothingIsStaleAndTheLedgerIsRight() throws Exception {
        poison();
        world.flow().start();
        awaitUsers(SENT_BEFORE_THE_KILL);
        world.nifi().kill();
        assertTrue(sandbox.project().userCount() < LEADS / 2, "NiFi should be killed in the middle");

        beDown();
        awaitUsers(SENT_BEFORE_THE_KEY_IS_REVOKED);
        replaceTheKey();
        watch.await(Map.of());
        assertCompletedWithTwoRefused();

        sandbox.project().faults().clear();
        final Map<String, String> earlier = world.flow().completedSyncs();
        edit(poisonedItem(), "cured@example.org");
        edit(poisonedRequest(), "cured.too@example.org");
        world.flow().syncNow();
        watch.await(earlier);
        final ComparisonResult result = world.compare("Lead");
        assertTrue(result.isGood(), result.line() + result.examples());
        assertEquals(List.of((long) LEADS, (long) LEADS), List.of(result.matched(), result.users()));
    }

    /** One record that is refused, and one for whose sake it refuses whole requests. */
    private void poison() {
        sandbox.project().faults().add(ProjectWhen.always(),
                ProjectFault.refusedUser(externalId(poisonedItem())));
        sandbox.project().faults().add(ProjectWhen.always().path("^/users/batch").about(externalId(poisonedRequest())),
                ProjectFault.refusal(ProblemCode.VALIDATION_FAILED));
    }

    /** Spotzee can't be reached for two minutes; NiFi comes back from its death, people edit, NiFi gets a newer NAR. */
    private void beDown() throws IOException, InterruptedException {
        final ActiveProjectFault outage = sandbox.project().faults().add(ProjectWhen.always(), ProjectFault.unreachable());
        final long begin = System.nanoTime();
        final long users = sandbox.project().userCount();
        world.nifi().restart();
        assertTrue(outage.awaitStruck(1, LIMIT), "Nobody tries to reach Spotzee");
        awaitBulletin("Sending is held up since ");
        final long waiting = awaitAllRead();

        // one who was sent already, one who waits, and two who waited and opt out
        edit(ids.getFirst(), "edited.after@example.org");
        edit(ids.getLast(), "edited.before@example.org");
        sandbox.org().edits().optOut("Lead", ids.get(LEADS - 2));
        sandbox.org().edits().optOut("Lead", ids.get(1));

        world.nifi().restartWith(NewerNar.of(NiFiAssembly.ofThisBuild().nar(), NEWER, folder));
        assertEquals("", world.flow().group().problems());
        assertEquals(Set.of(NEWER), world.flow().group().versions("com.spotzee.nifi"));
        assertTrue(queuedPages() >= waiting, "Pages are lost with the newer NAR");
        final long before = outage.struck();
        Deadline.in(LIMIT).await("the newer NAR tries to send", () -> outage.struck() > before);
        Deadline.in(LIMIT).await("Spotzee was down for two minutes", () -> System.nanoTime() - begin >= OUTAGE.toNanos());
        assertEquals(users, sandbox.project().userCount());
        assertTrue(outage.struck() <= MOST_ATTEMPTS_IN_THE_OUTAGE, () -> outage.struck() + " attempts in two minutes");
        assertEquals(1, world.nifi().api().bulletins().stream().filter(bulletin -> bulletin.source().equals(SyncFlow.PUT)).count());
        sandbox.project().faults().end(outage);
    }

    private void replaceTheKey() {
        final String key = sandbox.project().replaceSecretKey();
        awaitBulletin("the key is wrong, revoked or of the wrong kind");
        final long users = sandbox.project().userCount();
        assertTrue(users < LEADS, "The key should be revoked in the middle");
        world.flow().setParameters(Map.of(TemplateNames.SPOTZEE_KEY, key));
    }

    private void assertCompletedWithTwoRefused() throws JsonProcessingException {
        final List<LogEntry> log = world.flow().log();
        assertEquals(List.of(), log.stream().filter(entry -> entry.event().equals("sync_failed")).toList());
        final LogEntry completed = log.stream().filter(entry -> entry.event().equals("sync_completed")).findFirst().orElseThrow();
        assertEquals(log.stream().filter(entry -> entry.event().equals("sync_started")).findFirst().orElseThrow().syncId(), completed.syncId());
        final JsonNode counts = JSON.readTree(completed.text()).path("counts");
        assertEquals(List.of((long) LEADS, 2L, 0L, LEADS - 2L), List.of(counts.path("queried").asLong(), counts.path("refused").asLong(),
                counts.path("unaccounted").asLong(), counts.path("imported").asLong() + counts.path("updated").asLong()), completed::text);
        assertEquals(LEADS - 2, sandbox.project().userCount());
        final Set<String> refused = Set.copyOf(failures().map(failure -> failure.at("/item/external_id").asText()).toList());
        assertEquals(Set.of(externalId(poisonedItem()), externalId(poisonedRequest())), refused);
        assertTrue(failures().allMatch(failure -> failure.path("code").asText().equals("validation_failed") && failure.hasNonNull("request_id")));
        for (final FlowFileId lines : world.flow().group().flowFileIds(failed().id())) {
            final Set<String> types = world.nifi().api().provenanceTypes(lines.uuid());
            assertTrue(types.contains("FORK"), () -> "Provenance does not lead from the page to its refused users: " + types);
        }
    }

    private Queue failed() {
        return world.flow().group().queues().stream().filter(queue -> queue.source().equals(SyncFlow.PUT) && queue.name().equals("failure"))
                .findFirst().orElseThrow();
    }

    private Stream<JsonNode> failures() {
        final Queue failed = failed();
        return world.flow().group().flowFileIds(failed.id()).stream().flatMap(id -> world.flow().group().flowFile(failed.id(), id).content().lines())
                .map(SendingSystemTest::json);
    }

    private long awaitAllRead() {
        Deadline.in(LIMIT).await("all pages are read", () -> queuedPages() * 2_000 >= LEADS - SENT_BEFORE_THE_KILL * 2L, world.flow()::state);
        return queuedPages();
    }

    private long queuedPages() {
        return world.flow().group().queues().stream().filter(queue -> !queue.destination().equals("Funnel")).mapToLong(Queue::flowFiles).sum();
    }

    private void awaitUsers(final long users) {
        Deadline.in(LIMIT).await(users + " users are sent", () -> sandbox.project().userCount() >= users, world.flow()::state);
    }

    private void awaitBulletin(final String words) {
        Deadline.in(LIMIT).await("a bulletin says '%s'".formatted(words), () -> world.nifi().api().bulletins().stream()
                .anyMatch(bulletin -> bulletin.source().equals(SyncFlow.PUT) && bulletin.message().contains(words)), world.flow()::state);
    }

    private void edit(final String id, final String email) {
        sandbox.org().edits().edit("Lead", id, Map.of("Email", email));
    }

    private String poisonedItem() {
        return ids.get(LEADS / 2);
    }

    private String poisonedRequest() {
        return ids.get(LEADS / 2 + 5_000);
    }

    private static String externalId(final String id) {
        return "sf_%s_Lead_%s".formatted(DemoWorld.INTEGRATION_ID, id);
    }

    private static JsonNode json(final String line) {
        try {
            return JSON.readTree(line);
        } catch (final JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
