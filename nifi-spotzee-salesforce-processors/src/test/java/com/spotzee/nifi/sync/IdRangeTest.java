package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertEquals(new SalesforceId("00Q9H00000C6py0").value(), ranges.getFirst().startId());
        for (int i = 1; i < ranges.size(); i++) {
            assertEquals(ranges.get(i - 1).untilId(), ranges.get(i).startId());
        }
        assertEquals(LARGEST, ranges.getLast().untilId());
    }

    /** In which order Salesforce compares ids is not known (case-sensitively, it seems). */
    @ParameterizedTest
    @ValueSource(strings = {"00Q9H00000C6pya", "00Q9H00000C6pyA", "00Q9H00000C6py0", "00Q9H00000C6p00", "00Q9H00000C6pa0", "00Q9H00000C6pyB"})
    void beginsBeforeTheSmallestIdInWhateverOrder(final String smallest) {
        final String begin = IdRange.first(smallest, LARGEST, null).orElseThrow().startId();
        final String id = new SalesforceId(smallest).value();
        assertTrue(begin.compareTo(id) < 0, begin);
        assertTrue(String.CASE_INSENSITIVE_ORDER.compare(begin.substring(0, 15), smallest) < 0, begin);
    }

    @Test
    void leavesOutNobodyWhereSalesforceOrdersIdsInAnotherWay() {
        // not minding case, B comes after a
        final String last = new SalesforceId("00Q9H00000C6pyB").value();
        for (final String before : new String[] {"00Q9H00000C6pya", "00Q9H00000C6paa"}) {
            final IdRange range = IdRange.first(before, last, new SalesforceId(before).value()).orElseThrow();
            assertEquals(new SalesforceId(before).value(), range.startId());
            assertTrue(range.untilId().equals(last) || range.next().isPresent());
        }
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
