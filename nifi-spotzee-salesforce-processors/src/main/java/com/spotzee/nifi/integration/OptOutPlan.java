package com.spotzee.nifi.integration;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.List;
import java.util.Optional;

/**
 * How the opted-out people of an object are found.
 *
 * @param optedOut   the condition under which a person has opted out, over the readable fields, or null if none is readable
 * @param parents    the relationships that the opt-out is read through, each as path to the parent's {@code Id}; empty for own fields
 * @param unreadable opt-out fields that the org does not show: while there are any, opt-outs may be invisible
 * @param formulas   opt-out fields that are formulas: they are read, but opt-outs by them may be noticed late or never
 * @param heirs      whom the opt-outs do not reach beyond the record itself
 */
public record OptOutPlan(SoqlCondition optedOut, List<FieldPath> parents, List<MissingField> unreadable, List<MissingField> formulas, OptOutHeirs heirs) {

    public OptOutPlan {
        parents = List.copyOf(parents);
        unreadable = List.copyOf(unreadable);
        formulas = List.copyOf(formulas);
    }

    public Optional<SoqlCondition> condition() {
        return Optional.ofNullable(optedOut);
    }
}
