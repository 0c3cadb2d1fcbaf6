package com.spotzee.nifi.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many values did not fit and were left out, by mapping row. It stays small however many rows there are, for it is kept in state and attributes:
 * what lies beyond is summed under {@link #OTHERS}.
 */
public record DroppedByRow(Map<String, Long> rows) {

    /** Stands for all rows that have no number of their own; no row can be called so. */
    public static final String OTHERS = "*";
    public static final DroppedByRow NOTHING = new DroppedByRow(Map.of());

    private static final int MOST_ROWS = 50;
    private static final int LONGEST_NAME = 64;

    public DroppedByRow {
        final Map<String, Long> bounded = new TreeMap<>();
        new TreeMap<>(rows).forEach((row, number) -> bounded.merge(nameIn(bounded, row), number, Long::sum));
        rows = Map.copyOf(bounded);
    }

    /** The sum of both: rows that have a number here keep it, whatever comes. */
    public DroppedByRow plus(final DroppedByRow more) {
        final Map<String, Long> sums = new TreeMap<>(rows);
        new TreeMap<>(more.rows).forEach((row, number) -> sums.merge(nameIn(sums, row), number, Long::sum));
        return new DroppedByRow(sums);
    }

    private static String nameIn(final Map<String, Long> known, final String row) {
        if (known.containsKey(row)) {
            return row;
        }
        final int named = known.size() - (known.containsKey(OTHERS) ? 1 : 0);
        return row.length() <= LONGEST_NAME && named < MOST_ROWS ? row : OTHERS;
    }
}
