package com.spotzee.nifi.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.salesforce.BulkJob;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

class OpenWindowTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant TO = Instant.parse("2026-11-23T11:00:00Z");
    private static final String ID = "00Q000000000001AAA";
    private static final String LARGER_ID = "00Q000000000002AAA";

    @ParameterizedTest
    @MethodSource("positions")
    void givesBackEveryWayOfReading(final Position position) throws Exception {
        final OpenWindow window = OpenWindow.opened("Lead-x", SyncMode.FULL, null, TO, TO)
                .goingOnAt(position, new Reading(List.of(ReadingWay.REST, ReadingWay.ID_RANGES), 2, 1, true)).readTo(position, 3);
        assertEquals(window, OpenWindowText.parse(JSON.readTree(OpenWindowText.node(window).toString())));
    }

    static Stream<Position> positions() {
        return Stream.of(
                Position.START,
                new Position.InIdOrder(2, ID),
                new Position.InIdRange(1, ID, new IdRange(ID, LARGER_ID, LARGER_ID)),
                new Position.InTimeSlice(1, null, new TimeSlice(TO, TO.plusSeconds(60)), null),
                new Position.InTimeSlice(1, ID, new TimeSlice(TO, null), LARGER_ID),
                new Position.BulkWanted(1, null),
                new Position.InBulkJob(1, ID, new BulkJob("750R0000000zw4yIAA", "66.0"), "MTAwMDA", 10_000, false),
                new Position.InBulkJob(1, null, new BulkJob("750R0000000zw4yIAA", "66.0"), null, 12, true));
    }
}
