package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.RowPlan;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The rules and mappings that pages of a sync met on their way, as digests. The steps after the query work by what holds when a page reaches
 * them, which the query may never have seen.
 *
 * @param rules    digests of rules, see {@link #rulesOf}
 * @param mappings digests of mapping rows, see {@link #mappingsOf}
 * @param optOuts  digests of the opt-out row, see {@link #optOutOf}
 */
public record StepPrints(Set<String> rules, Set<String> mappings, Set<String> optOuts) {

    /** No step has said anything. */
    public static final StepPrints NONE = new StepPrints(Set.of(), Set.of(), Set.of());

    /** So many of each are kept; that there were more is kept as a star, which stands for something unknown. */
    static final int MOST = 16;

    private static final String MORE = "*";

    public StepPrints {
        rules = Set.copyOf(rules);
        mappings = Set.copyOf(mappings);
        optOuts = Set.copyOf(optOuts);
    }

    /** What steps say that work by this plan. */
    public static StepPrints of(final ObjectPlan plan) {
        return new StepPrints(Set.of(rulesOf(plan)), Set.of(mappingsOf(plan)), Set.of(optOutOf(plan)));
    }

    /** Digest of what the rules ask. */
    public static String rulesOf(final ObjectPlan plan) {
        return PlanPrint.digest(plan.parts().ruleMeaning());
    }

    /** Digest of all mapping rows but the opt-out, and of what the org shows of them. */
    public static String mappingsOf(final ObjectPlan plan) {
        return digest(plan, row -> !row.optOut());
    }

    /** The same of the opt-out: a window whose pages met another is given up. */
    public static String optOutOf(final ObjectPlan plan) {
        return digest(plan, RowPlan::optOut);
    }

    public StepPrints plus(final StepPrints other) {
        return new StepPrints(union(rules, other.rules), union(mappings, other.mappings), union(optOuts, other.optOuts));
    }

    /** Those that the other does not know. */
    public StepPrints unknownTo(final StepPrints other) {
        return new StepPrints(difference(rules, other.rules), difference(mappings, other.mappings), difference(optOuts, other.optOuts));
    }

    private static String digest(final ObjectPlan plan, final Predicate<RowPlan> which) {
        final Map<String, RowPrint> rows = new TreeMap<>();
        plan.parts().rows().stream().filter(which).forEach(row -> rows.put(row.name(), RowPrint.of(row)));
        return PlanPrint.digest(rows.toString());
    }

    private static Set<String> union(final Set<String> one, final Set<String> other) {
        final Set<String> all = new TreeSet<>(one);
        for (final String print : new TreeSet<>(other)) {
            all.add(all.size() < MOST || all.contains(print) ? print : MORE);
        }
        return all;
    }

    private static Set<String> difference(final Set<String> one, final Set<String> other) {
        final Set<String> rest = new HashSet<>(one);
        rest.removeIf(print -> !MORE.equals(print) && other.contains(print));
        return rest;
    }
}
