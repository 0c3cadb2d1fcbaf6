package com.spotzee.nifi.ledger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PageSetTest {

    private static final int PAGES = 50_000;

    @Test
    void writesNeighboursAsRanges() {
        assertEquals("", PageSet.EMPTY.text());
        assertEquals("0-2,5,63-64", of(List.of(1, 5, 0, 2, 64, 63)).text());
    }

    @Test
    void givesBackEveryOtherPageOfFiftyThousandFromASmallText() {
        final List<Integer> every = IntStream.range(0, PAGES).filter(page -> page % 2 == 1 || page < 100).boxed().toList();
        final PageSet set = of(every);
        assertTrue(set.text().startsWith("~100:") && set.text().length() < 8_400, () -> set.text().length() + " characters");
        final PageSet again = PageSet.parse(set.text());
        assertEquals(every.size(), again.size());
        assertTrue(again.contains(49_999) && again.contains(99) && again.contains(101));
        assertFalse(again.contains(100) || again.contains(49_998));
        assertEquals(set.text(), again.text());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void staysSmallInAnyOrder(final long seed) {
        final List<Integer> order = new ArrayList<>(IntStream.range(0, PAGES).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        PageSet set = PageSet.EMPTY;
        int longest = 0;
        for (int i = 0; i < PAGES; i++) {
            set = set.with(order.get(i));
            if (i % 50 == 0) {
                longest = Math.max(longest, set.text().length());
                assertEquals(i + 1, PageSet.parse(set.text()).size());
            }
        }
        assertTrue(longest < 9_000, "seed %d: %d characters".formatted(seed, longest));
        assertEquals("0-49999", set.text());
    }

    @Test
    void refusesWhatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> PageSet.parse("a-b"));
        assertThrows(IllegalArgumentException.class, () -> PageSet.parse("~5:!"));
        assertThrows(IllegalArgumentException.class, () -> PageSet.parse("~5"));
        assertThrows(IllegalArgumentException.class, () -> PageSet.parse("5-2"));
    }

    private static PageSet of(final List<Integer> pages) {
        PageSet set = PageSet.EMPTY;
        for (final int page : pages) {
            set = set.with(page);
        }
        return set;
    }
}
