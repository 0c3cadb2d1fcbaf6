package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.RowPlan;

import java.util.Objects;

/**
 * The meaning of one mapping row as two short digests. What the user wants and what the org shows of it are told apart, because a row is read
 * again for what can be read now and could not before, and not for what has only gone.
 *
 * @param definition digest of what the user wants, whatever of it the org shows
 * @param reading    digest of what the org shows of it; begins with a star unless that is all
 */
public record RowPrint(String definition, String reading) {

    /** Read in more than one way, so that nothing is known of it. */
    static final RowPrint STALE = new RowPrint("-stale--", "-stale--");

    private static final String SOME_MISSING = "*";
    private static final String ALL_MISSING = "*-------";

    public RowPrint {
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(reading, "reading");
    }

    static RowPrint of(final RowPlan row) {
        final String reading = PlanPrint.digest(row.meaning());
        return new RowPrint(PlanPrint.digest(row.definition()), row.complete() ? reading
                : row.meaning().isEmpty() ? ALL_MISSING : SOME_MISSING + reading.substring(SOME_MISSING.length()));
    }

    /** Whether the org shows all of it. */
    boolean complete() {
        return !reading.startsWith(SOME_MISSING);
    }

    /** Whether reading the row now may bring what it did not bring when it was read so. */
    boolean bringsMoreThan(final RowPrint before) {
        return readsAnything() && !equals(before) && !hasOnlyLost(before);
    }

    /** What both stand for: nothing, unless the org only ceased to show some of it. */
    RowPrint agreedWith(final RowPrint other) {
        if (equals(other)) {
            return this;
        }
        return other != null && other.hasOnlyLost(this) ? other : STALE;
    }

    private boolean readsAnything() {
        return !equals(STALE) && !ALL_MISSING.equals(reading);
    }

    private boolean hasOnlyLost(final RowPrint before) {
        return before != null && definition.equals(before.definition) && before.complete() && !complete();
    }
}
