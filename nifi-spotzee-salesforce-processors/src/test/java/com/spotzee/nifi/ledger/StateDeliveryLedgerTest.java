package com.spotzee.nifi.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.spotzee.nifi.sync.FakeStateManager;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.StepPrints;
import com.spotzee.nifi.sync.SyncMode;
import org.apache.nifi.components.state.Scope;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StateDeliveryLedgerTest {

    private final FakeStateManager state = new FakeStateManager();
    private final StateDeliveryLedger ledger = new StateDeliveryLedger(state);

    @Test
    void aSyncThatWasNeverOpenedTakesNoPage() throws IOException {
        assertFalse(ledger.settle(page("s1", 0, 5)));
        assertEquals(Optional.empty(), ledger.delivered("s1"));
        assertEquals(Map.of(), state.entries());
    }

    @Test
    void sumsTheCountsOfItsPages() throws IOException {
        ledger.open("s1");
        assertTrue(ledger.settle(page("s1", 0, 5)));
        assertTrue(ledger.settle(new PageDelivery("s1", 2, Map.of("imported", 7L, "refused", 1L))));

        final WindowDelivery delivered = ledger.delivered("s1").orElseThrow();
        assertEquals(new WindowDelivery(2, Map.of("imported", 12L, "refused", 1L)), delivered);
    }

    @Test
    void aPageSettledTwiceCountsOnce() throws IOException {
        ledger.open("s1");
        ledger.settle(page("s1", 3, 5));
        assertTrue(ledger.settle(page("s1", 3, 6)));

        assertEquals(new WindowDelivery(1, Map.of("imported", 5L)), ledger.delivered("s1").orElseThrow());
    }

    @Test
    void whatWasEnteredOfASkippedNumberDoesNotCountWhateverComesOfItLater() throws IOException {
        ledger.open("s1");
        ledger.settle(page("s1", 1, 8));
        ledger.settle(new PageDelivery("s1", 2, Map.of("imported", 7L), new DroppedByRow(Map.of("phone", 1L)), StepPrints.NONE));
        ledger.settle(page("s1", 0, 5));
        assertEquals(20, ledger.delivered("s1").orElseThrow().records());

        ledger.readSoFar(window().readTo(Position.START, 5).readTo(Position.START, 8).skippingPage());
        assertEquals(new WindowDelivery(2, Map.of("imported", 13L)), ledger.delivered("s1").orElseThrow());
        assertEquals(SyncStanding.GIVEN_UP, ledger.standing("s1", 2));
        assertEquals(SyncStanding.OPEN, ledger.standing("s1", 3));

        assertFalse(ledger.settle(page("s1", 2, 7)));
        assertTrue(ledger.settle(page("s1", 3, 8)));
        assertEquals(new WindowDelivery(3, Map.of("imported", 21L)), ledger.delivered("s1").orElseThrow());
    }

    @Test
    void partsOfASkippedNumberDoNotCount() throws IOException {
        final PagePart part = new PagePart("0a1b2c3d", "g", 0, 5, Map.of(), DroppedByRow.NOTHING);
        ledger.open("s1");
        ledger.settle(page("s1", 0, 3).asPart(part));
        assertEquals(3, ledger.delivered("s1").orElseThrow().records());

        ledger.readSoFar(window().skippingPage());
        assertFalse(ledger.settle(page("s1", 0, 2).asPart(part)));
        assertEquals(new WindowDelivery(0, Map.of()), ledger.delivered("s1").orElseThrow());
    }

    @Test
    void keepsWhatWasDroppedByRowAndStaysSmallHoweverManyRowsThereAre() throws IOException {
        ledger.open("s1");
        for (int page = 0; page < 20; page++) {
            final Map<String, Long> rows = new HashMap<>(Map.of("a", 1L, "n".repeat(65), 1L));
            for (int row = 0; row < 45; row++) {
                rows.put("row_%03d_%s".formatted(page * 45 + row, "n".repeat(50)), 1L);
            }
            assertTrue(ledger.settle(new PageDelivery("s1", page, Map.of(), new DroppedByRow(rows), StepPrints.NONE)));
        }

        final Map<String, Long> dropped = ledger.delivered("s1").orElseThrow().dropped().rows();
        assertEquals(20, dropped.get("a"));
        assertEquals(51, dropped.size());
        assertEquals(20 * 47, dropped.values().stream().mapToLong(Long::longValue).sum());
        assertTrue(dropped.get(DroppedByRow.OTHERS) > 20);
    }

    @Test
    void openingAgainKeepsTheAccount() throws IOException {
        ledger.open("s1");
        ledger.settle(page("s1", 0, 5));
        ledger.open("s1");

        assertEquals(1, ledger.delivered("s1").orElseThrow().pages());
    }

    @Test
    void aClosedSyncTakesNoPageAndLeavesOthersAlone() throws IOException {
        state.setState(Map.of("other", "kept"), Scope.CLUSTER);
        ledger.open("s1");
        ledger.open("s2");
        ledger.close("s1");

        assertFalse(ledger.settle(page("s1", 0, 5)));
        assertTrue(ledger.settle(page("s2", 0, 5)));
        assertEquals("kept", state.entries().get("other"));
    }

    @Test
    void fiftyThousandPagesInNearOrderStaySmall() throws IOException {
        final long seed = 20261123;
        final Random random = new Random(seed);
        final List<Integer> pages = new ArrayList<>();
        for (int page = 0; page < 50_000; page++) {
            pages.add(Math.max(0, pages.size() - random.nextInt(16)), page);
        }
        ledger.open("s1");
        int largest = 0;
        for (final int page : pages) {
            ledger.settle(page("s1", page, 1));
            largest = Math.max(largest, state.entries().get("ledger.v1.s1").length());
        }

        assertTrue(largest < 1_000, "seed %d: entry grew to %d characters".formatted(seed, largest));
        assertEquals(new WindowDelivery(50_000, Map.of("imported", 50_000L)), ledger.delivered("s1").orElseThrow());
    }

    @Test
    void fiftyThousandPagesInTheWorstOrderStayBelowWhatAValueMayHold() throws IOException {
        ledger.open("s1");
        int largest = 0;
        for (int start = 1; start >= 0; start--) {
            for (int page = start; page < 50_000; page += 2) {
                ledger.settle(page("s1", page, 1));
                largest = Math.max(largest, state.entries().get("ledger.v1.s1").length());
            }
        }

        assertTrue(largest < 32 * 1024, "entry grew to %d characters".formatted(largest));
        assertEquals(new WindowDelivery(50_000, Map.of("imported", 50_000L)), ledger.delivered("s1").orElseThrow());
    }

    @Test
    void anEntryInWhichEverythingHasGrownAsFarAsItMayStaysBelowWhatAValueMayHold() throws JsonProcessingException {
        final long many = 99_999_999_999L;
        final Map<String, Long> counts = Arrays.stream(SyncCount.values()).collect(Collectors.toMap(SyncCount::label, count -> many));
        final DroppedByRow dropped = new DroppedByRow(IntStream.range(0, 60).boxed()
                .collect(Collectors.toMap(row -> "row_%02d_%s".formatted(row, "n".repeat(57)), row -> many)));
        final Set<String> digests = IntStream.range(10, 30).mapToObj("digest%d"::formatted).collect(Collectors.toSet());
        final StepPrints prints = new StepPrints(digests, digests, digests);
        final String everyOther = IntStream.range(0, 39_000).mapToObj(i -> Integer.toString(2 * i + 1)).collect(Collectors.joining(","));
        SyncAccount account = SyncAccount.parse("{\"pages\":\"%s\"}".formatted(everyOther)).readSoFar(window());
        account = account.with(new PageDelivery("s1", 90_000, counts, dropped, prints)).with(new PageDelivery("s1", 0, counts, dropped, prints));
        int entered = 0;
        for (int page = 2; page < 4_000; page += 2) {
            final SyncAccount before = account;
            account = account.with(new PageDelivery("s1", page, counts)
                    .asPart(new PagePart("0a1b2c3d", "g", 0, Long.MAX_VALUE, counts, DroppedByRow.NOTHING)));
            entered += account.equals(before) ? 0 : 1;
        }

        assertTrue(entered > 1, "parts were entered as long as there was room");
        final int bytes = account.text().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes > 20 * 1024 && bytes < 32 * 1024, bytes + " bytes");
    }

    @Test
    void anEntryThatIsNotOursIsNamed() throws IOException {
        state.setState(Map.of("ledger.v1.s1", "{\"pages\":\"a-b\"}"), Scope.CLUSTER);

        final IOException failure = assertThrows(IOException.class, () -> ledger.settle(page("s1", 0, 1)));
        assertTrue(failure.getMessage().contains("'ledger.v1.s1'"), failure.getMessage());
        assertThrows(IOException.class, () -> ledger.delivered("s1"));
    }

    @Nested
    class WhenSomebodyElseWritesAtTheSameTime {

        @Test
        void noPageOfAnotherNodeIsLost() throws IOException {
            ledger.open("s1");
            state.beforeNextReplace(() -> new StateDeliveryLedger(state).settle(page("s1", 8, 3)));
            ledger.settle(page("s1", 9, 4));

            assertEquals(new WindowDelivery(2, Map.of("imported", 7L)), ledger.delivered("s1").orElseThrow());
        }

        @Test
        void aSyncClosedMeanwhileTakesNoPage() throws IOException {
            ledger.open("s1");
            state.beforeNextReplace(() -> new StateDeliveryLedger(state).close("s1"));

            assertFalse(ledger.settle(page("s1", 9, 4)));
        }

        @Test
        void manyThreadsOfTwoNodesSettleEachPageOnce() throws IOException, InterruptedException, ExecutionException {
            ledger.open("s1");
            final List<StateDeliveryLedger> nodes = List.of(ledger, new StateDeliveryLedger(state));
            try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
                final List<Future<Boolean>> settled = new ArrayList<>();
                for (int task = 0; task < 400; task++) {
                    final int page = task / 2;
                    final StateDeliveryLedger node = nodes.get(task % 2);
                    settled.add(threads.submit(() -> node.settle(page("s1", page, 1))));
                }
                for (final Future<Boolean> one : settled) {
                    assertTrue(one.get());
                }
            }
            assertEquals(new WindowDelivery(200, Map.of("imported", 200L)), ledger.delivered("s1").orElseThrow());
            assertEquals("{\"pages\":\"0-199\",\"counts\":{\"imported\":199},"
                    + "\"newest\":{\"number\":199,\"counts\":{\"imported\":1}}}", state.entries().get("ledger.v1.s1"));
        }

        @Test
        void givesUpWithASentenceWhenItNeverGetsItsTurn() throws IOException {
            ledger.open("s1");
            state.refuseAll();

            final IOException failure = assertThrows(IOException.class, () -> ledger.settle(page("s1", 0, 1)));
            assertTrue(failure.getMessage().contains("changed by others"), failure.getMessage());
        }
    }

    @Test
    void theFirstWriteWorksWhereAProviderCannotReplaceWhatWasNeverWritten() throws IOException {
        state.refuseToReplaceTheUnwritten();
        ledger.open("s1");

        assertTrue(ledger.delivered("s1").isPresent());
    }

    private static OpenWindow window() {
        return OpenWindow.opened("s1", SyncMode.FULL, null, Instant.EPOCH, Instant.EPOCH);
    }

    private static PageDelivery page(final String syncId, final int page, final long imported) {
        return new PageDelivery(syncId, page, Map.of("imported", imported));
    }
}
