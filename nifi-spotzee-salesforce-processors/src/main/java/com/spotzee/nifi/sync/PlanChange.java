package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.RowPlan;

import java.util.List;
import java.util.stream.Collectors;

/** What has to be read again, because rules, mappings, cursor or integration are others than when the object was last read. */
public sealed interface PlanChange {

    /** Nothing. */
    record None() implements PlanChange {
    }

    /** Everybody, with everything. */
    record Everything(String reason) implements PlanChange {
    }

    /** Everybody, with some mapping rows only. */
    record Rows(List<RowPlan> rows, String reason) implements PlanChange {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Compares what was read with what would be read now. A row that was removed, or can't be read now, asks for nothing.
     *
     * @param before what the object was last read under
     * @param now    the print of the plan
     */
    static PlanChange since(final PlanPrint before, final PlanPrint now, final ObjectPlan plan) {
        if (before.equals(PlanPrint.NONE)) {
            return new Everything("it is not known under which rules and mappings everybody was read before");
        }
        if (!before.integration().equals(now.integration())) {
            return new Everything("Integration ID changed");
        }
        if (!before.cursor().equals(now.cursor())) {
            return new Everything("Cursor Field changed");
        }
        if (!before.rules().equals(now.rules())) {
            return new Everything("sync rules changed");
        }
        final List<RowPlan> rows = now.unreadBefore(before, plan);
        return rows.isEmpty() ? new None() : new Rows(rows, reason(before, rows));
    }

    private static String reason(final PlanPrint before, final List<RowPlan> rows) {
        final int told = 10;
        final String names = rows.stream().limit(told).map(row -> "row '%s' %s".formatted(row.name(), happened(before, row))).collect(Collectors.joining(", "));
        return rows.size() > told ? "%s and %d rows more".formatted(names, rows.size() - told) : names;
    }

    private static String happened(final PlanPrint before, final RowPlan row) {
        if (before.missed(row)) {
            return "can be read again";
        }
        return before.knows(row) ? "changed" : "is new";
    }
}
