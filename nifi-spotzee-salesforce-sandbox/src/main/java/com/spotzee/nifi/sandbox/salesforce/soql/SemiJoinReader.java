package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.soql.ConditionReader.Place;
import io.github.apexdevtools.apexparser.ApexParser.FieldExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.SubQueryContext;
import org.antlr.v4.runtime.ParserRuleContext;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code field IN (SELECT …)} under Salesforce's rules: at most two, not under OR, not nested, another object, ids only. */
final class SemiJoinReader {
    private static final int MOST = 2;

    private final FieldResolver outer;
    private final LocalDate today;
    private int seen;

    SemiJoinReader(final FieldResolver outer, final LocalDate today) {
        this.outer = outer;
        this.today = today;
    }

    Condition read(final FieldRef field, final FieldExpressionContext context, final Place place) {
        final SubQueryContext query = context.value().subQuery();
        switch (place) {
            case UNDER_OR -> throw refused(context, "Semi join sub-selects are not allowed with the 'OR' operator");
            case NESTED -> throw refused(context,
                    "Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.");
            case TOP -> seen++;
        }
        if (seen > MOST) {
            throw refused(context, "Maximum " + MOST + " semi join sub-selects are allowed.");
        }
        if (!field.type().isId() || !field.steps().isEmpty()) {
            throw refused(context, "The left operand field in the where expression for outer query should be an id field, cannot use: '" + field.path() + "'");
        }
        final FieldResolver inner = FieldResolver.of(outer.statement(), outer.schema(), query.fromNameList());
        final FieldRef selected = selected(query, inner);
        if (inner.object().name().equals(outer.object().name())) {
            throw refused(context, "The inner and outer selects should not be on the same object type");
        }
        if (query.orderByClause() != null || query.limitClause() != null) {
            throw refused(query, "ORDER BY and LIMIT are not supported in semi join sub-selects");
        }
        checkTargets(field, inner, selected, context);
        final Optional<Condition> where = Optional.ofNullable(query.whereClause())
                .map(clause -> new ConditionReader(inner, today, Optional.empty()).read(clause.whereLogicalExpression()));
        return new Condition.InQuery(field, inner.object(), selected, where);
    }

    private FieldRef selected(final SubQueryContext query, final FieldResolver inner) {
        if (query.subFieldList().subFieldEntry().size() != 1 || query.subFieldList().subFieldEntry(0).fieldName() == null) {
            throw refused(query, "Semi join sub-selects can only query one field");
        }
        final FieldRef selected = inner.resolve(query.subFieldList().subFieldEntry(0).fieldName());
        if (!selected.type().isId() || !selected.steps().isEmpty()) {
            throw refused(query.subFieldList(), "Semi join sub-selects can only query id fields, cannot use:'" + selected.path() + "'");
        }
        return selected;
    }

    private void checkTargets(final FieldRef field, final FieldResolver inner, final FieldRef selected, final FieldExpressionContext context) {
        final Set<String> common = new HashSet<>(targets(field, outer));
        common.retainAll(targets(selected, inner));
        if (common.isEmpty()) {
            throw refused(context, "The selected field '" + selected.field().name()
                    + "' in the subquery and the left operand field in the where expression in the outer query '"
                    + field.field().name() + "' should point to the same object type");
        }
    }

    private static List<String> targets(final FieldRef field, final FieldResolver resolver) {
        return field.field().reference().targets().isEmpty() ? List.of(resolver.object().name()) : field.field().reference().targets();
    }

    private SoqlError refused(final ParserRuleContext place, final String message) {
        return outer.statement().errorAt(FieldResolver.start(place), "MALFORMED_QUERY", message);
    }
}
