package com.spotzee.nifi.integration;

import com.spotzee.nifi.salesforce.FieldPath;

import java.util.List;

/**
 * What a plan is made of, by rule and row.
 *
 * @param ruleMeaning what the rules ask together, the same however they are written
 * @param ruleFields  what has to be read to decide by them, lookups included
 * @param rows        the mapping rows that concern the object
 * @param calculated  formula and roll-up fields in use: their changes move no stamp
 * @param unfollowed  fields behind parents whose changes can't be asked for
 */
public record PlanParts(String ruleMeaning, List<FieldPath> ruleFields, List<RowPlan> rows, List<MissingField> calculated,
                        List<MissingField> unfollowed) {

    /** A plan without rules and rows. */
    public static final PlanParts NONE = new PlanParts("", List.of(), List.of(), List.of(), List.of());

    public PlanParts {
        ruleFields = List.copyOf(ruleFields);
        rows = List.copyOf(rows);
        calculated = List.copyOf(calculated);
        unfollowed = List.copyOf(unfollowed);
    }
}
