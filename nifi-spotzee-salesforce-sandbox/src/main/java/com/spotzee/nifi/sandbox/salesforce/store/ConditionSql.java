package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.soql.Condition;
import com.spotzee.nifi.sandbox.salesforce.soql.FieldRef;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Writes conditions as SQL. Negations sink to the single comparison, where the org's setting decides what an empty field means. */
final class ConditionSql {
    private final OrgSchema schema;
    private final NullSemantics nullSemantics;
    private final boolean deletedToo;
    private final List<Object> parameters = new ArrayList<>();
    private int subqueries;

    ConditionSql(final OrgSchema schema, final NullSemantics nullSemantics, final boolean deletedToo) {
        this.schema = schema;
        this.nullSemantics = nullSemantics;
        this.deletedToo = deletedToo;
    }

    /** The values of the question marks, in the order in which SQL was written. */
    List<Object> parameters() {
        return parameters;
    }

    String write(final JoinedTables tables, final Condition condition) {
        return write(tables, condition, false);
    }

    private String write(final JoinedTables tables, final Condition condition, final boolean negated) {
        return switch (condition) {
            case final Condition.And and -> joined(tables, and.parts(), negated ? " OR " : " AND ", negated);
            case final Condition.Or or -> joined(tables, or.parts(), negated ? " AND " : " OR ", negated);
            case final Condition.Not not -> write(tables, not.condition(), !negated);
            case final Condition.IsNull isNull -> tables.value(isNull.field()) + (negated ? " IS NOT NULL" : " IS NULL");
            case final Condition.Comparison comparison -> leaf(tables, comparison.field(), negated, comparison(tables, comparison));
            case final Condition.OneOf oneOf -> {
                parameters.addAll(oneOf.values());
                yield leaf(tables, oneOf.field(), negated,
                        tables.value(oneOf.field()) + " IN (" + String.join(", ", Collections.nCopies(oneOf.values().size(), "?")) + ")");
            }
            case final Condition.Within within -> {
                parameters.add(within.from());
                parameters.add(within.to());
                final String value = tables.value(within.field());
                yield leaf(tables, within.field(), negated, value + " >= ? AND " + value + " < ?");
            }
            case final Condition.Includes includes -> leaf(tables, includes.field(), negated, includes(tables, includes));
            case final Condition.InQuery in -> leaf(tables, in.field(), negated, inQuery(tables, in));
        };
    }

    private String joined(final JoinedTables tables, final List<Condition> parts, final String word, final boolean negated) {
        return parts.stream().map(part -> write(tables, part, negated)).collect(Collectors.joining(word, "(", ")"));
    }

    private String leaf(final JoinedTables tables, final FieldRef field, final boolean negated, final String positive) {
        if (!negated) {
            return "(" + positive + ")";
        }
        final boolean nullMatches = nullSemantics == NullSemantics.NULL_MATCHES_NEGATION && field.type() != FieldType.BOOLEAN;
        return nullMatches ? "(NOT (" + positive + ") OR " + tables.value(field) + " IS NULL)" : "(NOT (" + positive + "))";
    }

    private String comparison(final JoinedTables tables, final Condition.Comparison comparison) {
        parameters.add(comparison.value());
        final String sql = tables.value(comparison.field()) + ' ' + comparison.operator().sql() + " ?";
        return comparison.operator() == Condition.Operator.LIKE ? sql + " ESCAPE '\\'" : sql;
    }

    private String includes(final JoinedTables tables, final Condition.Includes includes) {
        final String value = "LOWER(';' || " + tables.value(includes.field()) + " || ';')";
        return includes.sets().stream().map(set -> set.stream().map(each -> {
            parameters.add(";" + each + ";");
            return "LOCATE(LOWER(?), " + value + ") > 0";
        }).collect(Collectors.joining(" AND ", "(", ")"))).collect(Collectors.joining(" OR "));
    }

    private String inQuery(final JoinedTables tables, final Condition.InQuery in) {
        final JoinedTables inner = new JoinedTables(schema, in.object(), "S" + subqueries++ + '_');
        final String selected = inner.value(in.selected());
        final StringBuilder where = new StringBuilder(selected + " IS NOT NULL" + inner.shared());
        in.object().field("IsDeleted").filter(field -> !deletedToo)
                .ifPresent(field -> where.append(" AND ").append(inner.value(new FieldRef(List.of(), field))).append(" = FALSE"));
        in.where().ifPresent(condition -> where.append(" AND ").append(write(inner, condition, false)));
        return tables.value(in.field()) + " IN (SELECT " + selected + " FROM " + inner.from() + " WHERE " + where + ")";
    }
}
