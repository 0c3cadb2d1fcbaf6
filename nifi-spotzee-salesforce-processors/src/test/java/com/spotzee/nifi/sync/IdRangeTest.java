package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceId;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IdRangeTest {

    private static final String SMALLEST = new SalesforceId("00Q9H00000C6pyc").value();
    private static final String LARGEST = new SalesforceId("00Q9H00000zzzzz").value();

    @Test
    void countsIdsInTheirOwnOrderOfDigits() {
        assertEquals("00Q000000000010EAA", IdNumber.of("00Q00000000000z").plus(BigInteger.ONE).id());
        assertEquals("00Q00000000000aEAA", IdNumber.of("00Q00000000000Z").plus(BigInteger.ONE).id());
        assertEquals("00Q00000000000AEAQ", IdNumber.of("00Q000000000009").plus(BigInteger.ONE).id());
        assertEquals(SMALLEST, IdNumber.of(SMALLEST).id());
    }

    @Test
    void joinsRangesWithoutAGapFromTheFirstIdToTheLast() {
        final List<IdRange> ranges = new ArrayList<>();
        Optional<IdRange> next = IdRange.first(SMALLEST, LARGEST, null);
        while (next.isPresent()) {
            ranges.add(next.get());
            next = next.get().next();
        }
        assertEquals(IdNumber.of(SMALLEST), IdNumber.of(ranges.getFirst().startId()).plus(BigInteger.ONE));
        for (int i = 1; i < ranges.size(); i++) {
            assertEquals(ranges.get(i - 1).untilId(), ranges.get(i).startId());
        }
        assertEquals(LARGEST, ranges.getLast().untilId());
    }

    @Test
    void goesOnAfterWhatHasBeenReadAlready() {
        assertEquals(SMALLEST, IdRange.first("00Q9H00000A0000", LARGEST, SMALLEST).orElseThrow().startId());
        assertTrue(IdRange.first(SMALLEST, LARGEST, LARGEST).isEmpty());
    }

    @Test
    void isCutToAQuarterOfWhatIsLeftUntilItIsAPage() {
        final IdRange range = new IdRange(SMALLEST, LARGEST, LARGEST);
        final String afterId = IdNumber.of(SMALLEST).plus(BigInteger.valueOf(1000)).id();
        IdRange smaller = range.smaller(afterId).orElseThrow();
        assertEquals(afterId, smaller.startId());
        assertEquals(ids(new IdRange(afterId, LARGEST, LARGEST)).divide(BigInteger.valueOf(4)), ids(smaller));

        int cuts = 1;
        Optional<IdRange> next = smaller.smaller(afterId);
        while (next.isPresent()) {
            smaller = next.get();
            next = smaller.smaller(afterId);
            cuts++;
        }
        assertEquals(BigInteger.valueOf(2000), ids(smaller));
        assertEquals(10, cuts, "each cut costs two minutes");
    }

    @Test
    void isFollowedByOneTwiceAsWide() {
        final IdRange range = new IdRange(SMALLEST, IdNumber.of(SMALLEST).plus(BigInteger.valueOf(5000)).id(), LARGEST);
        assertEquals(BigInteger.valueOf(10_000), ids(range.next().orElseThrow()));
    }

    private static BigInteger ids(final IdRange range) {
        return IdNumber.of(range.untilId()).above(IdNumber.of(range.startId()));
    }
}
