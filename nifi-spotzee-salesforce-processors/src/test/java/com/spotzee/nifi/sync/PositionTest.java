package com.spotzee.nifi.sync;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PositionTest {

    private static final Instant FROM = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-23T11:00:00Z");
    private static final String DONE = "00Q000000000001AAA";
    private static final String AFTER = "00Q000000000009AAA";

    /** Ids and stamps have nothing to do with each other: the next slice may hold any id that was not read before all slices. */
    @Test
    void beginsEachSliceOfTimeBehindWhatWasReadBeforeTheFirst() {
        final Position.ByRest slice = new Position.InIdOrder(0, DONE).inTimeSlices(FROM, TO).after(AFTER);
        final Position.ByRest next = slice.nextPart(TO).orElseThrow();
        assertEquals(DONE, next.afterId());
        assertEquals(DONE, next.doneId());
    }

    @Test
    void goesOnBehindTheLastRecordWhereTheSliceIsMadeSmaller() {
        assertEquals(AFTER, new Position.InIdOrder(0, DONE).inTimeSlices(FROM, TO).after(AFTER).smallerPart(TO).orElseThrow().afterId());
    }
}
