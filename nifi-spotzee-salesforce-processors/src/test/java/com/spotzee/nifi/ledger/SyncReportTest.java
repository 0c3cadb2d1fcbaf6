package com.spotzee.nifi.ledger;

import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.SyncMode;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SyncReportTest {

    private static final Instant TO = Instant.parse("2026-11-23T11:00:00Z");

    @Test
    void tellsOfNoFewerThanWereDeliveredWhereAPageWasReadAgainInAnotherSize() {
        final Map<String, Long> counts = counts(9, Map.of("imported", 10L));
        assertEquals(10, counts.get("queried"));
        assertEquals(0, counts.get("unaccounted"));
    }

    @Test
    void tellsWhatNoStepHasToldOf() {
        final Map<String, Long> counts = counts(9, Map.of("imported", 5L, "filtered", 3L, "added", 1L));
        assertEquals(9, counts.get("queried"));
        assertEquals(2, counts.get("unaccounted"));
    }

    /** A moment that Salesforce tells has no fraction of a second, one that was reckoned from an answer before has. */
    @Test
    void isNeverOfATimeBelowZero() {
        final OpenWindow window = OpenWindow.opened("Lead-x", SyncMode.FULL, null, TO, TO).readWhole(1, TO.plusMillis(30));
        final SyncReport report = new SyncReport(Map.of(), window, Duration.ZERO, TO.plusMillis(12));
        assertEquals(Duration.ofMillis(30), report.querying());
        assertEquals(Duration.ZERO, report.waiting());
        assertEquals(Duration.ofMillis(30), report.total());
    }

    private static Map<String, Long> counts(final long read, final Map<String, Long> delivered) {
        final OpenWindow window = OpenWindow.opened("Lead-x", SyncMode.FULL, null, TO, TO).readWhole(read, TO);
        return SyncReport.counts(window, new WindowDelivery(1, delivered), true);
    }
}
