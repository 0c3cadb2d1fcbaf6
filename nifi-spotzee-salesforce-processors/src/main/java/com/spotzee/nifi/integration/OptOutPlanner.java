package com.spotzee.nifi.integration;

import com.spotzee.nifi.mapping.BoundRow;
import com.spotzee.nifi.mapping.BoundSource;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.ResolvedField;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Turns the opt-out row of one object into the question that finds everybody who has opted out. */
final class OptOutPlanner {

    private final BoundRow row;
    private final List<MissingField> missing;
    private final Function<ResolvedField, List<FieldPath>> parentsOf;
    private final List<SoqlCondition> conditions = new ArrayList<>();
    private final Set<FieldPath> parents = new LinkedHashSet<>();
    private final List<MissingField> unreadable = new ArrayList<>();
    private final List<MissingField> formulas = new ArrayList<>();

    OptOutPlanner(final BoundRow row, final List<MissingField> missing, final Function<ResolvedField, List<FieldPath>> parentsOf) {
        this.row = row;
        this.missing = missing;
        this.parentsOf = parentsOf;
    }

    /** @param heirs tells, given the fields that can't be read, whom the opt-outs do not reach */
    OptOutPlan plan(final Function<List<MissingField>, OptOutHeirs> heirs) {
        for (final BoundSource source : row.sources()) {
            switch (source) {
                case BoundSource.Field(ResolvedField field, boolean negated) -> add(field, negated);
                case BoundSource.Missing(String name, boolean negated) -> missing.stream()
                        .filter(finding -> finding.usedBy().equals(row.row().place()) && finding.field().equals(name)).findFirst().ifPresent(unreadable::add);
                case BoundSource.Constant constant -> throw new IllegalStateException("a constant in the opt-out row");
            }
        }
        return new OptOutPlan(conditions.isEmpty() ? null : SoqlCondition.any(conditions), List.copyOf(parents), unreadable, formulas,
                heirs.apply(unreadable));
    }

    private void add(final ResolvedField field, final boolean negated) {
        if (field.description().type() != FieldType.BOOLEAN || !field.description().filterable()) {
            unreadable.add(new MissingField(row.row().place(), field.path().toString(),
                    "%s is no checkbox that Salesforce can filter by: read the opt-out from one, such as HasOptedOutOfEmail".formatted(field.path())));
            return;
        }
        if (field.description().calculated()) {
            formulas.add(new MissingField(row.row().place(), field.path().toString(), ("%s is a formula. When its result changes through another record or "
                    + "the date, no stamp of the person moves, and the opt-out is missed until the person is changed otherwise: read the checkboxes that the "
                    + "formula looks at").formatted(field.path())));
        }
        parents.addAll(parentsOf.apply(field));
        conditions.add(negated ? unticked(field) : new SoqlCondition(field.path() + " = TRUE"));
    }

    /** A checkbox of a parent that does not exist counts as unticked in SOQL, but nobody has opted out there. */
    private static SoqlCondition unticked(final ResolvedField field) {
        final SoqlCondition unticked = new SoqlCondition(field.path() + " = FALSE");
        return field.lookups().isEmpty() ? unticked : unticked.and(new SoqlCondition(field.lookupPaths().getLast() + " != null"));
    }
}
