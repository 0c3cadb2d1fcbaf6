package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.ledger.DeliveryLedger;
import com.spotzee.nifi.processors.sending.SendingRun;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import com.spotzee.nifi.spotzee.DelegatingSpotzeeClient;
import com.spotzee.nifi.spotzee.IdempotencyKey;
import com.spotzee.nifi.spotzee.SpotzeeClient;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.UnsubscribeBatch;
import com.spotzee.nifi.spotzee.UnsubscribeOutcomes;
import com.spotzee.nifi.spotzee.UpsertOutcomes;
import com.spotzee.nifi.spotzee.UserBatch;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SendingRunTest {

    private static final long LONGEST_WAIT_SECONDS = 60;

    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
    private final AtomicLong nanos = new AtomicLong();
    private final TestRunner runner = EventCheck.runner(new PutSpotzeeUsers(InstantSource.system(), nanos::get));
    private final StandardSpotzeeProject service = new StandardSpotzeeProject();

    @BeforeEach
    void configure() throws InitializationException {
        runner.addControllerService("project", service, Map.of("Spotzee URL", project.url().toString(), "API Key", project.secretKey(),
                "Opt-Out Subscriptions", "1"));
        runner.enableControllerService(service);
    }

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void batchesOfOneAndOfSeveralFlowFilesAreInFlightTogether() throws InitializationException {
        final CyclicBarrier allThere = new CyclicBarrier(5);
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                meet(allThere);
                return super.upsert(users, key);
            }
        });
        runner.enqueue(users("a", 250));
        runner.enqueue(users("b", 120));
        runner.run();

        runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 2);
        assertEquals(370, project.userCount());
        assertEquals(List.of("250", "120"), committed("sync.count.imported"));
    }

    @Test
    void nobodyWaitsForTheRequestsThatAnOlderBatchTakes() throws InitializationException {
        final CountDownLatch others = new CountDownLatch(5);
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UnsubscribeOutcomes unsubscribe(final UnsubscribeBatch people, final IdempotencyKey key) throws SpotzeeFailure {
                await(others);
                return super.unsubscribe(people, key);
            }

            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                final UpsertOutcomes outcomes = super.upsert(users, key);
                others.countDown();
                return outcomes;
            }
        });
        runner.setProperty("Batches In Flight", "2");
        runner.enqueue("{\"external_id\":\"out\",\"data\":{\"unsubscribed\":true}}\n");
        runner.enqueue(users("a", 500));
        runner.run();

        assertEquals(List.of("1", "500"), committed("sync.count.imported"));
    }

    @Test
    void noPersonIsEverInTwoOfThemSoTheLastValueStays() throws InitializationException {
        final Set<String> inFlight = ConcurrentHashMap.newKeySet();
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                final List<String> ids = users.users().stream().map(user -> user.path("external_id").textValue()).distinct().toList();
                ids.forEach(id -> assertTrue(inFlight.add(id), id));
                try {
                    return super.upsert(users, key);
                } finally {
                    ids.forEach(inFlight::remove);
                }
            }
        });
        for (int round = 0; round < 30; round++) {
            runner.enqueue(line("x" + round % 3, round) + line("always", round));
        }
        runner.run();

        runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 30);
        assertEquals(29, project.user("always").orElseThrow().path("data").path("round").intValue());
        assertEquals(27, project.user("x0").orElseThrow().path("data").path("round").intValue());
    }

    @Test
    void noMoreIsReadThanIsInFlightHoweverMuchThereIs() throws InitializationException {
        final AtomicInteger sent = new AtomicInteger();
        final AtomicInteger read = new AtomicInteger();
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                if (sent.incrementAndGet() > 40) {
                    throw new SpotzeeFailure.Unavailable("Enough", null, null);
                }
                return super.upsert(users, key);
            }
        });
        readEndlessRecords(read);
        runner.setProperty("Batches In Flight", "3");
        runner.enqueue("");
        runner.run();

        runner.assertQueueNotEmpty();
        // three in flight, and nine more whose answers wait for an older one's
        assertTrue(read.get() <= (40 + 12 + 1) * UserBatch.MOST + 1, "read " + read);
    }

    @Test
    @Timeout(LONGEST_WAIT_SECONDS)
    void noMoreAnswersAreHeldThanAFewTimesWhatIsInFlightHoweverLongAnOlderOneTakes() throws InitializationException {
        final AtomicInteger others = new AtomicInteger();
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                if (users.users().getFirst().path("external_id").textValue().equals("person 1")) {
                    while (!waitsForTheOldest()) {
                        assertTrue(others.get() <= 7, () -> others + " batches are held");
                        Thread.onSpinWait();
                    }
                    throw new SpotzeeFailure.Unavailable("Enough", null, null);
                }
                others.incrementAndGet();
                return super.upsert(users, key);
            }
        });
        readEndlessRecords(new AtomicInteger());
        runner.setProperty("Batches In Flight", "2");
        runner.enqueue("");
        runner.run();

        runner.assertQueueNotEmpty();
        assertEquals(7, others.get());
    }

    @Test
    void whatComesBehindAFlowFileThatWaitsWaitsAsWell() throws InitializationException {
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                if (users.users().getFirst().path("external_id").textValue().startsWith("bad")) {
                    throw new SpotzeeFailure.Unavailable("Not now", null, null);
                }
                return super.upsert(users, key);
            }
        });
        for (final String name : List.of("first", "bad", "third")) {
            runner.enqueue(users(name, 3), Map.of("name", name));
        }
        runner.run();

        assertEquals(List.of("first"), committed("name"));
        assertEquals(2, runner.getQueueSize().getObjectCount());
        runner.assertPenalizeCount(0);
        assertTrue(runner.isYieldCalled());

        runner.setProperty("Spotzee Project", "project");
        runner.run();
        assertEquals(List.of("first", "bad", "third"), committed("name"));
        assertEquals(9, project.userCount());
    }

    @Test
    void asksBetweenBatchesWhetherItsSyncWasGivenUp() throws InitializationException, IOException {
        final FakeIntegration integration = new FakeIntegration();
        runner.addControllerService("integration", integration);
        runner.enableControllerService(integration);
        runner.setProperty("Salesforce Integration", "integration");
        runner.setProperty("Batches In Flight", "1");
        final DeliveryLedger ledger = integration.ledger();
        ledger.open("s1");
        final AtomicInteger sent = new AtomicInteger();
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
                if (sent.incrementAndGet() == 3) {
                    giveUp(ledger);
                }
                return super.upsert(users, key);
            }
        });
        runner.enqueue(users("a", 1_000), Map.of("sync.id", "s1", "sync.page", "0"));
        runner.run();

        runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUPERSEDED, 1);
        assertEquals(3, sent.get());
    }

    @Test
    void stoppingEndsWhatIsInFlightAndLeavesTheQueueAsItWas() throws InitializationException, InterruptedException {
        final CountDownLatch underWay = new CountDownLatch(2);
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                underWay.countDown();
                try {
                    assertTrue(Cancellation.current().await(Duration.ofSeconds(LONGEST_WAIT_SECONDS)), "nobody has cancelled this");
                } catch (final InterruptedException e) {
                    throw new AssertionError(e);
                }
                throw new SpotzeeFailure.Unavailable("Ended", null, null);
            }
        });
        runner.enqueue(users("a", 200));
        final Thread stopping = Thread.ofVirtual().start(() -> {
            await(underWay);
            ((PutSpotzeeUsers) runner.getProcessor()).onUnscheduled();
        });
        runner.run();
        stopping.join();

        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertPenalizeCount(0);
        assertTrue(runner.getLogger().getErrorMessages().isEmpty(), "stopping is no trouble");
        assertFalse(runner.isYieldCalled(), "whoever starts it again need not wait");
    }

    @Test
    void fullConnectionsOfFailureStopNothingAndAFullOneOfSuccessStopsSending() throws InitializationException {
        assertTrue(PutSpotzeeUsers.class.isAnnotationPresent(TriggerWhenAnyDestinationAvailable.class));
        assertTrue(PutSpotzeeUsers.class.isAnnotationPresent(TriggerSerially.class));
        runner.setProperty("Spotzee Project", "project");
        runner.enqueue(line("a", 1));
        runner.setRelationshipUnavailable(PutSpotzeeUsers.REL_SUCCESS);
        runner.run();
        runner.assertQueueNotEmpty();
        assertEquals(0, project.userCount());

        runner.setRelationshipAvailable(PutSpotzeeUsers.REL_SUCCESS);
        List.of(PutSpotzeeUsers.REL_FAILURE, PutSpotzeeUsers.REL_EVENTS, PutSpotzeeUsers.REL_SUPERSEDED).forEach(runner::setRelationshipUnavailable);
        runner.enqueue("{\"external_id\":\"bad\",\"email\":\"none\"}\n");
        runner.run();
        runner.assertTransferCount(PutSpotzeeUsers.REL_SUCCESS, 1);
        runner.assertTransferCount(PutSpotzeeUsers.REL_FAILURE, 1);
    }

    @Test
    void tellsOfAnOutageOnceWhateverIsTriedMeanwhile() throws InitializationException {
        final AtomicInteger tried = new AtomicInteger();
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                throw new SpotzeeFailure.Unavailable("Sending %d users: the connection broke".formatted(tried.incrementAndGet()), null, null);
            }
        });
        runner.enqueue(line("a", 1));
        runner.run(4);

        assertEquals(4, tried.get());
        assertEquals(1, runner.getLogger().getErrorMessages().size(), runner.getLogger().getErrorMessages()::toString);
    }

    @Test
    void tellsOnceWhenItGoesOn() throws InitializationException {
        final AtomicInteger failures = new AtomicInteger(2);
        send(client -> new DelegatingSpotzeeClient(client) {
            @Override
            public UpsertOutcomes upsert(final UserBatch users, final IdempotencyKey key) throws SpotzeeFailure {
                if (failures.getAndDecrement() > 0) {
                    throw new SpotzeeFailure.Denied("The quota is used up", null);
                }
                return super.upsert(users, key);
            }
        });
        runner.enqueue(line("a", 1));
        runner.enqueue(line("b", 1));
        runner.setProperty("Batches In Flight", "1");
        runner.run(4);

        runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 2);
        assertEquals(1, runner.getLogger().getErrorMessages().size());
        assertTrue(runner.getLogger().getErrorMessages().getFirst().toString().contains("held up since"));
        assertEquals(1, runner.getLogger().getWarnMessages().stream().filter(warning -> warning.toString().contains("Sending goes on")).count());
        assertFalse(runner.getLogger().getErrorMessages().getFirst().toString().contains(".."));
    }

    private static boolean waitsForTheOldest() {
        return Thread.getAllStackTraces().entrySet().stream().anyMatch(thread -> thread.getKey().getState() == Thread.State.WAITING
                && Arrays.stream(thread.getValue()).anyMatch(frame -> frame.getClassName().equals(SendingRun.class.getName())
                && frame.getMethodName().equals("noteNext")));
    }

    private void readEndlessRecords(final AtomicInteger read) throws InitializationException {
        final EndlessRecords records = new EndlessRecords(read);
        runner.addControllerService("reader", records);
        runner.enableControllerService(records);
        runner.setProperty("Record Reader", "reader");
    }

    private void send(final UnaryOperator<SpotzeeClient> watch) throws InitializationException {
        final WatchedSpotzeeProject watched = new WatchedSpotzeeProject(service, watch);
        runner.addControllerService("watched", watched);
        runner.enableControllerService(watched);
        runner.setProperty("Spotzee Project", "watched");
    }

    private List<String> committed(final String attribute) {
        final List<MockFlowFile> arrived = runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUCCESS);
        return arrived.stream().map(flowFile -> flowFile.getAttribute(attribute)).toList();
    }

    private static void meet(final CyclicBarrier barrier) {
        try {
            barrier.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("the others did not come", e);
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void giveUp(final DeliveryLedger ledger) {
        try {
            ledger.close("s1");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String users(final String prefix, final int count) {
        return IntStream.range(0, count).mapToObj(i -> line(prefix + i, i)).collect(Collectors.joining());
    }

    private static String line(final String id, final int round) {
        return "{\"external_id\":\"%s\",\"data\":{\"round\":%d}}\n".formatted(id, round);
    }
}
