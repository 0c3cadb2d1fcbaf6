package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.DeadlineMissed;
import com.spotzee.nifi.system.flow.SyncFlow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SendingBenchmarkTest {

    private static final Progress ONCE = new Progress(Duration.ZERO, Duration.ZERO);

    private final StringWriter printed = new StringWriter();

    @Test
    void thePlainLoopBringsEveryLeadAndSendsWhoHasOptedOutInFourRequests() throws Exception {
        try (OrgProcess org = OrgProcess.start(450, 450)) {
            final Sending sending = new SendingBenchmark(org, 450, new PrintWriter(printed)).plainly();
            assertEquals(450, sending.arrived().users());
            // five batches, of which the last is not full, and one of those who have opted out
            assertEquals(5 + 4, sending.arrived().requests());
            assertEquals(0, sending.arrived().throttled());
            assertTrue(sending.allSeconds() > 0);
        }
    }

    @Test
    @Tag("real-nifi")
    void ourTemplateBringsEveryLeadFromAQueueInWhichAllOfThemWait() throws Exception {
        try (OrgProcess org = OrgProcess.start(1_000, 1_000)) {
            final Sending sending = new NiFiSending(org, 1_000).send(SendingWay.QUEUED);
            assertEquals(1_000, sending.arrived().users());
            assertEquals(0, sending.arrived().throttled());
            assertTrue(sending.steps().get(SyncFlow.PUT).isPositive(), sending::toString);
        }
    }

    @Test
    void whoStandsStillIsGivenUpWithWhatThereIsToSee() {
        final DeadlineMissed missed = assertThrows(DeadlineMissed.class,
                () -> ONCE.await("all have arrived", () -> 7, 10, () -> "the queue is stuck"));
        assertEquals("all have arrived: still 7 of 10 after 0 s (the queue is stuck)", missed.getMessage());
    }

    @Test
    void whoGetsOnIsWaitedFor() {
        final long[] done = {0};
        ONCE.await("all have arrived", () -> ++done[0], 5, () -> "");
        assertEquals(5, done[0]);
    }

    @Test
    void figuresAreForAHundredThousandUsersAndSharesOfTheCeilingThatCountsRequests() {
        final Sending sending = sending(200_000, 9_000, 95, 2_100, Duration.ofSeconds(20));
        assertEquals(0.95, sending.ofCeiling());
        assertEquals(10, sending.perUnit(sending.worked().sender()));
        assertEquals(12, sending.allSeconds());
        assertEquals(1.2, sending.processorsForCeiling(), 1e-9);
    }

    @Test
    void everyWayAndEveryStepIsPrinted() {
        final Map<SendingWay, Sending> measured = new EnumMap<>(SendingWay.class);
        for (final SendingWay way : SendingWay.values()) {
            measured.put(way, sending(200_000, 9_000, 95, 2_100, Duration.ofSeconds(20)));
        }
        new BenchmarkReport(new PrintWriter(printed)).sending(measured);
        for (final SendingWay way : SendingWay.values()) {
            final String expected = way.label() + " +9,000 +95\\.0% +3 +95\\.2 +10\\.0 +1\\.00 +1\\.0 +1\\.0 +1\\.20";
            assertTrue(printed.toString().lines().anyMatch(line -> line.matches(expected)), printed::toString);
        }
        assertTrue(printed.toString().lines().anyMatch(line -> line.matches(" +Map Fields +2\\.00")), printed::toString);
        assertTrue(printed.toString().lines().anyMatch(line -> line.matches(" +compiler +1\\.50")), printed::toString);
    }

    @Test
    void worksOutWhatTheThreadsOfAProcessHaveDone() {
        final ThreadWork before = new ThreadWork(Map.of("compiler", Duration.ofSeconds(2)));
        final ThreadWork now = new ThreadWork(Map.of("compiler", Duration.ofSeconds(5), "processors", Duration.ofSeconds(1)));
        assertEquals(Map.of("compiler", Duration.ofSeconds(3), "processors", Duration.ofSeconds(1)), now.since(before).byPurpose());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsTheThreadsOfThisProcess() {
        final Map<String, Duration> work = ThreadWork.of(ProcessHandle.current().pid()).byPurpose();
        assertTrue(work.containsKey("compiler"), work::toString);
        assertTrue(work.get("other threads").isPositive(), work::toString);
    }

    private static Sending sending(final long users, final double perSecond, final double requestsPerSecond, final long requests, final Duration sender) {
        return new Sending(new ProjectMain.Summary(users, perSecond, requestsPerSecond, requests, 3),
                new Sending.Worked(sender, Duration.ofSeconds(2), Duration.ofSeconds(2)), Map.of("Map Fields", Duration.ofSeconds(4)),
                new ThreadWork(Map.of("compiler", Duration.ofSeconds(3))));
    }
}
