package com.spotzee.nifi.sync;

import com.spotzee.nifi.processors.QuerySalesforceIncremental;
import org.apache.nifi.state.MockStateManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CheckpointsTest {

    private static final Instant TO = Instant.parse("2026-11-23T11:00:00Z");
    private static final Instant NEXT_FROM = Instant.parse("2026-11-23T10:55:00Z");

    private Checkpoints checkpoints;

    @BeforeEach
    void useEmptyState() {
        checkpoints = new Checkpoints(new MockStateManager(new QuerySalesforceIncremental()), new UnusedPages());
    }

    @Test
    void aWindowThatReadsEverybodyMakesTheOptOutLaneAskForEverybody() {
        final Checkpoint before = Checkpoint.NONE.optOutsAskedUpTo(NEXT_FROM, "digest");
        for (final SyncMode mode : List.of(SyncMode.FULL, SyncMode.ROWS)) {
            assertEquals(Optional.empty(), before.opening(OpenWindow.opened("Lead-x", mode, null, TO, TO), PlanPrint.NONE, StepPrints.NONE)
                    .optOutFrom("digest"));
        }
        assertEquals(Optional.of(NEXT_FROM),
                before.opening(OpenWindow.opened("Lead-x", SyncMode.INCREMENTAL, NEXT_FROM, TO, TO), PlanPrint.NONE, StepPrints.NONE).optOutFrom("digest"));
    }

    @Test
    void givesBackEveryPartOfWhatWasStored() throws IOException {
        final OpenWindow window = OpenWindow.opened("Lead-x", SyncMode.INCREMENTAL, NEXT_FROM, TO, TO)
                .readTo(new Position.InIdOrder(1, "00Q000000000001AAA"), 2000).readWhole(17, TO.plusMillis(7));
        final SeenRecords seen = SeenRecords.NONE.with(Map.of("00Q000000000001AAA", new RecordDigest("abcdefghi_-")));
        final PlanPrint print = new PlanPrint("aaaaaaaa", "bbbbbbbb", "cccccccc", Map.of("email---",
                new RowPrint("dddddddd", "eeeeeeee"), "score---", new RowPrint("ffffffff", "*-------")));
        final Checkpoint full = new Checkpoint(NEXT_FROM, window, TO, new RequestMemory(SyncMode.FULL, "hhhhhhhh"), seen, SeenRecords.NONE,
                new PlanMemory(print, PlanPrint.NONE, new StepPrints(Set.of("a"), Set.of("b"), Set.of("c")), NEXT_FROM.minusSeconds(9), "eeeeeeee"),
                new DeletionCursor(NEXT_FROM, TO, MarkedRecords.NONE.with(List.of("00Q000000000001AAA", "00Q000000000002AAA"), TO)));
        assertTrue(checkpoints.replace("Lead", Checkpoint.NONE, full));
        assertEquals(full, checkpoints.load("Lead"));
        assertEquals(Checkpoint.NONE, checkpoints.load("Contact"));
    }

    @Test
    void refusesToReplaceWhatSomebodyElseChanged() throws IOException {
        final Checkpoint mine = Checkpoint.NONE.requesting(SyncMode.FULL);
        final Checkpoint others = Checkpoint.NONE.requesting(SyncMode.INCREMENTAL);
        assertTrue(checkpoints.replace("Lead", Checkpoint.NONE, others));
        assertFalse(checkpoints.replace("Lead", Checkpoint.NONE, mine));
        assertEquals(others, checkpoints.load("Lead"));
    }

    @Test
    void keepsTheOtherObjectsWhenOneIsReplaced() throws IOException {
        assertTrue(checkpoints.replace("Lead", Checkpoint.NONE, Checkpoint.NONE.requesting(SyncMode.FULL)));
        assertTrue(checkpoints.replace("Contact", Checkpoint.NONE, Checkpoint.NONE.optOutsAskedUpTo(TO, "eeeeeeee")));
        assertEquals(Checkpoint.NONE.requesting(SyncMode.FULL), checkpoints.load("Lead"));
    }

    @Test
    void readsAnAbandonedWindowAgainFromWhereItBegan() {
        final Checkpoint open = new Checkpoint(NEXT_FROM, null, null, RequestMemory.NONE, SeenRecords.NONE, SeenRecords.NONE, PlanMemory.NONE, null)
                .opening(OpenWindow.opened("Lead-x", SyncMode.INCREMENTAL, NEXT_FROM, TO, TO), PlanPrint.NONE, StepPrints.NONE);
        assertEquals(NEXT_FROM, open.abandoned().from());
        assertEquals(Optional.of(SyncMode.INCREMENTAL), open.abandoned().request());
        assertEquals(TO, open.settled().from());
    }

    @Test
    void asksForEverythingWhenOneOfTwoRequestsDoes() {
        assertEquals(Optional.of(SyncMode.FULL), Checkpoint.NONE.requesting(SyncMode.FULL).requesting(SyncMode.INCREMENTAL).request());
    }

    @Test
    void forgetsSeenRecordsWhenThereAreTooMany() {
        final Map<String, RecordDigest> many = new HashMap<>();
        for (int i = 0; i <= SeenRecords.MOST; i++) {
            many.put("00Q%015d".formatted(i), new RecordDigest("abcdefghijk"));
        }
        final SeenRecords overflown = SeenRecords.NONE.with(many);
        assertFalse(overflown.contains("00Q000000000000000", new RecordDigest("abcdefghijk")));
        assertEquals(overflown, SeenRecords.parse(overflown.asText()));
        assertEquals(overflown, overflown.with(Map.of("00Q000000000000001", new RecordDigest("abcdefghijk"))));
    }

    @Test
    void staysWithinTheSizeOfAStateValue() {
        final Map<String, RecordDigest> most = new HashMap<>();
        for (int i = 0; i < SeenRecords.MOST; i++) {
            most.put("00Q%015d".formatted(i), new RecordDigest("abcdefghijk"));
        }
        final SeenRecords seen = SeenRecords.NONE.with(most);
        assertTrue(seen.asText().length() < 32 * 1024);
        assertTrue(SeenRecords.parse(seen.asText()).contains("00Q000000000000399", new RecordDigest("abcdefghijk")));
    }
}
