package com.spotzee.nifi.sync;

import java.util.HashMap;
import java.util.Map;

/**
 * Ids in memory, millions of them: 12 to 24 bytes each. Of an id's 15 characters the first five, which are the object's prefix and the org's, are the
 * same for nearly all; the other ten are a number that a {@code long} can hold.
 */
final class IdSet {

    private static final int BEGINNING = 5;
    private static final int END = 15;

    private final Map<String, Numbers> byBeginning = new HashMap<>();

    /** @param id 15 or 18 characters */
    void add(final String id) {
        byBeginning.computeIfAbsent(id.substring(0, BEGINNING), beginning -> new Numbers()).add(number(id));
    }

    /** Whether an id was added; what is none never was. */
    boolean contains(final String id) {
        final Numbers numbers = byBeginning.isEmpty() || id.length() < END ? null : byBeginning.get(id.substring(0, BEGINNING));
        return numbers != null && numbers.contains(number(id));
    }

    private static long number(final String id) {
        long number = 0;
        for (int i = BEGINNING; i < END; i++) {
            number = number * IdNumber.DIGITS.length() + IdNumber.DIGITS.indexOf(id.charAt(i));
        }
        return number;
    }

    /** Numbers in a table with open addressing; a place that holds 0 is free, so each stands there one larger than it is. */
    private static final class Numbers {

        private static final int SMALLEST = 64;
        /** 2 to the 64th divided by the golden ratio: spreads numbers that follow each other over the table. */
        private static final long SPREAD = 0x9E3779B97F4A7C15L;

        private long[] table = new long[SMALLEST];
        private int size;

        void add(final long number) {
            if (contains(number)) {
                return;
            }
            // two thirds full at most, so that a free place is near
            if (3L * (size + 1) > 2L * table.length) {
                grow();
            }
            table[place(table, number + 1)] = number + 1;
            size++;
        }

        boolean contains(final long number) {
            return table[place(table, number + 1)] != 0;
        }

        private void grow() {
            final long[] larger = new long[table.length * 2];
            for (final long entry : table) {
                if (entry != 0) {
                    larger[place(larger, entry)] = entry;
                }
            }
            table = larger;
        }

        /** Where the entry stands, or would stand. */
        private static int place(final long[] table, final long entry) {
            int place = (int) (entry * SPREAD >>> Long.numberOfLeadingZeros(table.length) + 1);
            while (table[place] != 0 && table[place] != entry) {
                place = place + 1 & table.length - 1;
            }
            return place;
        }
    }
}
