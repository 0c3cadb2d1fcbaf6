package com.spotzee.nifi.sync;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TimeSliceTest {

    private static final Instant FROM = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-23T11:00:00Z");

    @Test
    void beginsWithAQuarterOfTheWindow() {
        assertEquals(new TimeSlice(FROM, FROM.plus(Duration.ofMinutes(15))), TimeSlice.first(FROM, TO));
    }

    @Test
    void beginsBeforeTheFirstRecordWhenEverythingIsRead() {
        final TimeSlice first = TimeSlice.first(null, TO);
        assertEquals(Instant.parse("1999-01-01T00:00:00Z"), first.from());
        assertTrue(first.until().isBefore(TO));
    }

    @Test
    void joinsSlicesWithoutAGapAndLeavesTheLastOneToTheWindowsEnd() {
        final TimeSlice second = TimeSlice.first(FROM, TO).next(TO).orElseThrow();
        assertEquals(new TimeSlice(FROM.plus(Duration.ofMinutes(15)), FROM.plus(Duration.ofMinutes(45))), second);
        final TimeSlice third = second.next(TO).orElseThrow();
        assertEquals(second.until(), third.from());
        assertNull(third.until());
        assertTrue(third.next(TO).isEmpty());
    }

    @Test
    void isCutDownToAMinuteAndNoFurther() {
        TimeSlice slice = TimeSlice.first(FROM, TO);
        Optional<TimeSlice> smaller = slice.smaller(TO);
        while (smaller.isPresent()) {
            slice = smaller.get();
            smaller = slice.smaller(TO);
        }
        assertEquals(new TimeSlice(FROM, FROM.plus(Duration.ofMinutes(1))), slice);
    }

    @Test
    void cutsTheLastSliceAsWell() {
        assertEquals(new TimeSlice(FROM, FROM.plus(Duration.ofMinutes(15))), new TimeSlice(FROM, null).smaller(TO).orElseThrow());
        assertTrue(new TimeSlice(TO.minusSeconds(60), null).smaller(TO).isEmpty());
    }
}
