package com.spotzee.nifi.salesforce;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who mistyped a name. */
public final class Spelling {

    private static final int LETTERS_PER_MISTAKE = 3;
    /** Two letters that changed places are two edits. */
    private static final int TRANSPOSITION = 2;

    private Spelling() {
    }

    /** The known name that needs the fewest edits, if it needs few enough to be what was meant. */
    public static Optional<String> nearest(final String typed, final Collection<String> known) {
        final int tolerated = typed.length() <= LETTERS_PER_MISTAKE ? 1 : Math.max(TRANSPOSITION, typed.length() / LETTERS_PER_MISTAKE);
        return nearest(typed, known, tolerated);
    }

    /** The known name that needs the fewest edits, the first of several, if it needs no more than so many. */
    static Optional<String> nearest(final String typed, final Collection<String> known, final int mostEdits) {
        return known.stream().min(Comparator.comparingInt(name -> distance(typed, name))).filter(name -> distance(typed, name) <= mostEdits);
    }

    private static int distance(final String first, final String second) {
        final String one = first.toLowerCase(Locale.ROOT);
        final String other = second.toLowerCase(Locale.ROOT);
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            final int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                final int replaced = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
