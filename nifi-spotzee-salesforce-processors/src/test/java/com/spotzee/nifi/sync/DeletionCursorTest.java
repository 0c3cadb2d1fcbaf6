package com.spotzee.nifi.sync;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DeletionCursorTest {

    private static final Instant EARLY = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant LATE = Instant.parse("2026-11-23T11:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final MarkedRecords MARKED = MarkedRecords.NONE.with(List.of("00Q000000000001AAA"), NOW);

    /** Somebody may have been restored between the log's beginning and the bin's end, and the log may tell only now that they were deleted. */
    @Test
    void asksTheBinAgainFromWhereATroubledLogBegan() {
        assertEquals(new DeletionCursor(EARLY, NOW, MARKED), new DeletionCursor(LATE, EARLY, MarkedRecords.NONE).logTold(NOW, MARKED));
    }

    @Test
    void asksATroubledBinFromWhereItWasAskedLast() {
        assertEquals(new DeletionCursor(EARLY, NOW, MARKED), new DeletionCursor(EARLY, LATE, MarkedRecords.NONE).logTold(NOW, MARKED));
    }

    @Test
    void leavesTheLogWhereItIsWhenTheBinHasTold() {
        assertEquals(new DeletionCursor(NOW, LATE, MARKED), new DeletionCursor(EARLY, LATE, MarkedRecords.NONE).binTold(NOW, MARKED));
    }

    @Test
    void knowsAllUpToWhereBothHaveTold() {
        assertEquals(EARLY, new DeletionCursor(LATE, EARLY, MarkedRecords.NONE).knownUntil());
        assertEquals(EARLY, new DeletionCursor(EARLY, LATE, MarkedRecords.NONE).knownUntil());
    }
}
