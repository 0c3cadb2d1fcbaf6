package com.spotzee.nifi.integration;

import com.spotzee.nifi.mapping.BoundRow;
import com.spotzee.nifi.mapping.BoundSource;
import com.spotzee.nifi.rules.BoundRule;
import com.spotzee.nifi.rules.BoundRules;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.ResolvedField;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what bound rules and rows read, one by one. */
final class PlanPartsBuilder {

    private PlanPartsBuilder() {
    }

    static PlanParts parts(final BoundRules rules, final List<BoundRow> rows, final Map<FieldPath, List<FieldPath>> followed) {
        final List<FieldPath> ruleFields = rules.all().stream().flatMap(rule -> paths(rule.field())).distinct().toList();
        final List<RowPlan> rowPlans = rows.stream().filter(row -> !row.sources().isEmpty()).map(PlanPartsBuilder::rowPlan).toList();
        return new PlanParts(rules.meaning(), ruleFields, rowPlans, calculated(rules, rows), unfollowed(rules, rows, followed));
    }

    private static RowPlan rowPlan(final BoundRow row) {
        final List<FieldPath> fields = fieldsOf(row).flatMap(PlanPartsBuilder::paths).distinct().toList();
        return new RowPlan(row.row().target().name(), row.definition(), row.meaning(), fields, row.isComplete(), row.row().optOut());
    }

    private static Stream<ResolvedField> fieldsOf(final BoundRow row) {
        return row.sources().stream().filter(BoundSource.Field.class::isInstance).map(source -> ((BoundSource.Field) source).field());
    }

    private static Stream<FieldPath> paths(final ResolvedField field) {
        return Stream.concat(Stream.of(field.path()), field.lookupPaths().stream());
    }

    private static List<MissingField> calculated(final BoundRules rules, final List<BoundRow> rows) {
        final List<MissingField> calculated = new ArrayList<>();
        rules.rules().stream().map(BoundRule::field).filter(field -> field.description().calculated())
                .forEach(field -> calculated.add(formula("a rule", field)));
        rows.forEach(row -> fieldsOf(row).filter(field -> field.description().calculated())
                .forEach(field -> calculated.add(formula(row.row().place(), field))));
        return calculated;
    }

    private static List<MissingField> unfollowed(final BoundRules rules, final List<BoundRow> rows, final Map<FieldPath, List<FieldPath>> followed) {
        final List<MissingField> unfollowed = new ArrayList<>();
        rules.all().stream().map(BoundRule::field).forEach(field -> unfollowed(field, "a rule", followed).ifPresent(unfollowed::add));
        rows.forEach(row -> fieldsOf(row).forEach(field -> unfollowed(field, row.row().place(), followed).ifPresent(unfollowed::add)));
        return unfollowed;
    }

    private static Optional<MissingField> unfollowed(final ResolvedField field, final String usedBy, final Map<FieldPath, List<FieldPath>> followed) {
        return field.parentIds().stream().filter(parent -> !followed.get(field.path()).contains(parent)).findFirst()
                .map(parent -> new MissingField(usedBy, field.path().toString(), String.join(".", parent.parents()) + " has no stamp that could be asked for"));
    }

    private static MissingField formula(final String usedBy, final ResolvedField field) {
        return new MissingField(usedBy, field.path().toString(), "%s is a formula or roll-up field".formatted(field.path()));
    }
}
