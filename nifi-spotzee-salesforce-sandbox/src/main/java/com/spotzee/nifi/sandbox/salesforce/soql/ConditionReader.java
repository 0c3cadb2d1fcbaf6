package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.soql.Condition.Operator;
import io.github.apexdevtools.apexparser.ApexParser.ComparisonOperatorContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereConditionalExpressionContext;
import io.github.apexdevtools.apexparser.ApexParser.WhereLogicalExpressionContext;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a WHERE clause into conditions whose fields, operators and values fit each other. */
final class ConditionReader {
    private final FieldResolver fields;
    private final SoqlStatement statement;
    private final ValueReader values;
    private final LocalDate today;
    private final Optional<SemiJoinReader> semiJoins;

    ConditionReader(final FieldResolver fields, final LocalDate today, final Optional<SemiJoinReader> semiJoins) {
        this.fields = fields;
        this.statement = fields.statement();
        this.values = new ValueReader(statement);
        this.today = today;
        this.semiJoins = semiJoins;
    }

    Condition read(final WhereLogicalExpressionContext context) {
        return logical(context, Place.TOP);
    }

    private Condition logical(final WhereLogicalExpressionContext context, final Place place) {
        final List<WhereConditionalExpressionContext> parts = context.whereConditionalExpression();
        if (context.NOT() != null) {
            return new Condition.Not(conditional(parts.getFirst(), Place.NESTED));
        }
        if (parts.size() == 1) {
            return conditional(parts.getFirst(), place);
        }
        final boolean any = !context.SOQLOR().isEmpty();
        final List<Condition> conditions = parts.stream().map(part -> conditional(part, any ? Place.UNDER_OR : place)).toList();
        return any ? new Condition.Or(conditions) : new Condition.And(conditions);
    }

    private Condition conditional(final WhereConditionalExpressionContext context, final Place place) {
        if (context.whereLogicalExpression() != null) {
            return logical(context.whereLogicalExpression(), place == Place.TOP ? Place.NESTED : place);
        }
        final FieldExpressionContext expression = context.whereFieldExpression().fieldExpression();
        if (expression == null || expression.fieldName() == null) {
            throw statement.errorAt(FieldResolver.start(context), "MALFORMED_QUERY",
                    "Implementation restriction: the sandbox does not answer functions in WHERE; compare the field itself.");
        }
        return comparison(expression, place);
    }

    private Condition comparison(final FieldExpressionContext context, final Place place) {
        final FieldRef field = fields.resolve(context.fieldName());
        fields.require(field, Flag.FILTERABLE, "filtered", context);
        final ComparisonOperatorContext operator = context.comparisonOperator();
        final ValueContext value = context.value();
        values.refuseBinds(value);
        if (operator.IN() != null) {
            final Condition in = value.subQuery() == null ? oneOf(field, context) : semiJoins.orElseThrow(() ->
                    statement.errorAt(FieldResolver.start(context), "MALFORMED_QUERY", "Nesting of semi join sub-selects is not supported")).read(field,
                            context, place);
            return operator.NOT() == null ? in : new Condition.Not(in);
        }
        if (operator.INCLUDES() != null || operator.EXCLUDES() != null) {
            final Condition includes = includes(field, context);
            return operator.INCLUDES() != null ? includes : new Condition.Not(includes);
        }
        if (value.subQuery() != null || value.valueList() != null) {
            throw statement.unexpectedToken(FieldResolver.start(value), "(");
        }
        if (operator.LIKE() != null) {
            checkOperator(field.type().supportsLike(), field, context);
            return new Condition.Comparison(field, Operator.LIKE, values.pattern(field, value, context));
        }
        return ordinary(field, context);
    }

    private Condition ordinary(final FieldRef field, final FieldExpressionContext context) {
        final ComparisonOperatorContext operator = context.comparisonOperator();
        final boolean negated = operator.NOTEQUAL() != null || operator.LESSANDGREATER() != null;
        final Operator kind = negated ? Operator.EQUAL : operator(operator);
        checkOperator(kind == Operator.EQUAL || field.type().family() != FieldType.Family.BOOLEAN && field.type() != FieldType.MULTIPICKLIST, field, context);
        final Condition condition = context.value().dateFormula() == null
                ? plain(field, kind, values.read(field, context.value(), context))
                : relative(field, kind, context);
        return negated ? new Condition.Not(condition) : condition;
    }

    private static Operator operator(final ComparisonOperatorContext context) {
        return switch (context.getText()) {
            case "<" -> Operator.LESS;
            case "<=" -> Operator.LESS_OR_EQUAL;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.GREATER_OR_EQUAL;
            default -> Operator.EQUAL;
        };
    }

    private static Condition plain(final FieldRef field, final Operator operator, final Object value) {
        if (value != null) {
            return new Condition.Comparison(field, operator, value);
        }
        // null means false for a checkbox, which is never empty
        return field.type() == FieldType.BOOLEAN ? new Condition.Comparison(field, Operator.EQUAL, false) : new Condition.IsNull(field);
    }

    private Condition relative(final FieldRef field, final Operator operator, final FieldExpressionContext context) {
        values.check(field.type() == FieldType.DATE || field.type() == FieldType.DATETIME, field, context);
        final RelativeDate days = RelativeDate.parse(context.value().dateFormula().getText(), today);
        final Function<LocalDate, Object> border = field.type() == FieldType.DATE
                ? day -> day
                : day -> day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        final Object from = border.apply(days.from());
        final Object to = border.apply(days.to());
        return switch (operator) {
            case EQUAL, LIKE -> new Condition.Within(field, from, to);
            case LESS -> new Condition.Comparison(field, Operator.LESS, from);
            case LESS_OR_EQUAL -> new Condition.Comparison(field, Operator.LESS, to);
            case GREATER -> new Condition.Comparison(field, Operator.GREATER_OR_EQUAL, to);
            case GREATER_OR_EQUAL -> new Condition.Comparison(field, Operator.GREATER_OR_EQUAL, from);
        };
    }

    private Condition oneOf(final FieldRef field, final FieldExpressionContext context) {
        checkOperator(field.type() != FieldType.MULTIPICKLIST, field, context);
        final List<Object> plain = new ArrayList<>();
        final List<Condition> alternatives = new ArrayList<>();
        for (final ValueContext value : list(context)) {
            values.refuseBinds(value);
            if (value.dateFormula() != null) {
                alternatives.add(relative(field, Operator.EQUAL, context));
                continue;
            }
            final Object read = values.read(field, value, context);
            if (read == null) {
                alternatives.add(plain(field, Operator.EQUAL, null));
            } else {
                plain.add(read);
            }
        }
        if (!plain.isEmpty()) {
            alternatives.add(new Condition.OneOf(field, plain));
        }
        return alternatives.size() == 1 ? alternatives.getFirst() : new Condition.Or(alternatives);
    }

    private Condition includes(final FieldRef field, final FieldExpressionContext context) {
        checkOperator(field.type() == FieldType.MULTIPICKLIST, field, context);
        return new Condition.Includes(field, list(context).stream()
                .map(value -> Arrays.stream(values.plainText(field, value, context).split(";")).map(String::strip).toList()).toList());
    }

    private List<ValueContext> list(final FieldExpressionContext context) {
        if (context.value().valueList() == null) {
            throw statement.unexpectedToken(FieldResolver.start(context.value()), context.value().getStart().getText());
        }
        return context.value().valueList().value();
    }

    private void checkOperator(final boolean fits, final FieldRef field, final FieldExpressionContext context) {
        if (!fits) {
            throw statement.errorAt(FieldResolver.start(context), "INVALID_QUERY_FILTER_OPERATOR", "invalid operator on " + field.type().apiName() + " field");
        }
    }

    /** Where in the clause a condition stands; only semi-joins care. */
    enum Place { TOP, NESTED, UNDER_OR }
}
