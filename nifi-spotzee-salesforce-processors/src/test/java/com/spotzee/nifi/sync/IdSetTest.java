package com.spotzee.nifi.sync;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IdSetTest {

    private final IdSet set = new IdSet();

    @Test
    void containsWhatWasAddedAndNothingElse() {
        final long seed = new Random().nextLong();
        final Random random = new Random(seed);
        final Set<String> added = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            final String id = id(random.nextInt(100_000));
            set.add(id);
            added.add(id);
        }
        for (int i = 0; i < 100_000; i++) {
            final String id = id(i);
            assertEquals(added.contains(id), set.contains(id), () -> id + " with seed " + seed);
        }
    }

    @Test
    void tellsObjectsAndOrgsApartAndKnowsTheSmallestAndTheLargestIdOfEach() {
        assertFalse(set.contains("00Q000000000000AAA"));
        set.add("00Q000000000000AAA");
        set.add("00Q9Hzzzzzzzzzz");
        assertTrue(set.contains("00Q000000000000"));
        assertTrue(set.contains("00Q9HzzzzzzzzzzAAA"));
        assertFalse(set.contains("003000000000000AAA"));
        assertFalse(set.contains("00Q9H0000000000AAA"));
        assertFalse(set.contains("00Q9Hzzzzzzzzzy"));
    }

    private static String id(final int number) {
        return IdNumber.of("00Q9H0000000000").plus(BigInteger.valueOf(number)).id();
    }
}
