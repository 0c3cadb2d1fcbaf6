package com.spotzee.nifi.soql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition for SOQL's WHERE. Every combination is parenthesised, because SOQL refuses AND beside OR and lets NOT reach over one
 * condition only.
 *
 * @param text the condition as SOQL
 */
public record SoqlCondition(String text) {

    public static SoqlCondition all(final List<SoqlCondition> conditions) {
        return joined(conditions, " AND ");
    }

    public static SoqlCondition any(final List<SoqlCondition> conditions) {
        return joined(conditions, " OR ");
    }

    public SoqlCondition and(final SoqlCondition other) {
        return all(List.of(this, other));
    }

    public SoqlCondition or(final SoqlCondition other) {
        return any(List.of(this, other));
    }

    public SoqlCondition negated() {
        return new SoqlCondition("(NOT " + text + ")");
    }

    private static SoqlCondition joined(final List<SoqlCondition> conditions, final String connective) {
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("a condition of no conditions");
        }
        return conditions.size() == 1 ? conditions.getFirst()
                : new SoqlCondition(conditions.stream().map(SoqlCondition::text).collect(Collectors.joining(connective, "(", ")")));
    }
}
