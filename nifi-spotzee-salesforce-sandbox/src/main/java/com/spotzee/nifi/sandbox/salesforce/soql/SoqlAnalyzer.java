package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Extent;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Ordering;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Selected;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedAggregate;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedField;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Shape;
import io.github.apexdevtools.apexparser.ApexParser.FieldGroupByContext;
import io.github.apexdevtools.apexparser.ApexParser.FieldOrderContext;
import io.github.apexdevtools.apexparser.ApexParser.LimitClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.OffsetClauseContext;
import io.github.apexdevtools.apexparser.ApexParser.QueryContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads SOQL as Salesforce's REST API would: either a query whose every name and value fits the schema, or a {@link SoqlError}. */
public final class SoqlAnalyzer {
    private static final long MAX_OFFSET = 2_000;

    private final OrgSchema schema;
    private final LocalDate today;

    /** For one state of the schema and one day, which relative dates count from. */
    public SoqlAnalyzer(final OrgSchema schema, final LocalDate today) {
        this.schema = schema;
        this.today = today;
    }

    /**
     * Reads a statement.
     *
     * @throws SoqlError when Salesforce would refuse it
     */
    public SoqlQuery analyze(final String soql) {
        final SoqlStatement statement = new SoqlStatement(soql);
        final QueryContext query = new SoqlSyntax(statement).parse();
        refuseRest(statement, query);
        final FieldResolver fields = FieldResolver.of(statement, schema, query.fromNameList());
        final List<FieldRef> groupBy = groupBy(fields, query);
        final SelectReader selects = new SelectReader(fields, query, groupBy);
        final List<Selected> selected = selects.read();
        final Shape shape = selects.shape();
        final Optional<Condition> where = Optional.ofNullable(query.whereClause())
                .map(clause -> new ConditionReader(fields, today, Optional.of(new SemiJoinReader(fields, today))).read(clause.whereLogicalExpression()));
        final Extent extent = new Extent(orderings(selects, query, shape), limit(statement, query), offset(statement, query));
        if (shape == Shape.AGGREGATES && groupBy.isEmpty() && query.limitClause() != null) {
            throw new SoqlError("MALFORMED_QUERY", "Aggregate queries without GROUP BY cannot use LIMIT: leave LIMIT out.");
        }
        return new SoqlQuery(fields.object(), shape, selected, where, groupBy, extent);
    }

    private static void refuseRest(final SoqlStatement statement, final QueryContext query) {
        if (query.withClause() != null) {
            throw statement.unexpectedToken(FieldResolver.start(query.withClause()), query.withClause().getStart().getText());
        }
        if (query.UPDATE() != null) {
            throw statement.unexpectedToken(query.UPDATE().getSymbol().getStartIndex(), query.UPDATE().getText());
        }
        if (query.usingScope() != null && !query.usingScope().soqlId().getText().equalsIgnoreCase("everything")) {
            throw statement.errorAt(FieldResolver.start(query.usingScope()), "MALFORMED_QUERY",
                    "Implementation restriction: the sandbox knows the scope 'everything' only.");
        }
    }

    private static List<FieldRef> groupBy(final FieldResolver fields, final QueryContext query) {
        if (query.groupByClause() == null) {
            return List.of();
        }
        final ParserRuleContext clause = query.groupByClause();
        if (query.groupByClause().HAVING() != null || query.groupByClause().ROLLUP() != null || query.groupByClause().CUBE() != null) {
            throw fields.statement().errorAt(FieldResolver.start(clause), "MALFORMED_QUERY",
                    "Implementation restriction: the sandbox groups by fields only, without HAVING, ROLLUP and CUBE.");
        }
        return query.groupByClause().fieldGroupByList().fieldGroupBy().stream().map(each -> groupingField(fields, each)).toList();
    }

    private static FieldRef groupingField(final FieldResolver fields, final FieldGroupByContext context) {
        if (context.fieldName() == null) {
            throw fields.statement().errorAt(FieldResolver.start(context), "MALFORMED_QUERY",
                    "Implementation restriction: the sandbox does not group by functions; group by the field.");
        }
        final FieldRef field = fields.resolve(context.fieldName());
        fields.require(field, Flag.GROUPABLE, "grouped", context);
        return field;
    }

    private static List<Ordering> orderings(final SelectReader selects, final QueryContext query, final Shape shape) {
        if (query.orderByClause() == null) {
            return List.of();
        }
        if (shape == Shape.COUNT) {
            throw new SoqlError("MALFORMED_QUERY", "COUNT() cannot be used with ORDER BY: leave ORDER BY out.");
        }
        return query.orderByClause().fieldOrderList().fieldOrder().stream().map(each -> ordering(selects, each)).toList();
    }

    private static Ordering ordering(final SelectReader selects, final FieldOrderContext context) {
        final Selected key = context.fieldName() != null ? selects.orderField(context.fieldName()) : selects.aggregate(context.soqlFunction(), "");
        // Salesforce ignores NULLS LAST on fields of a parent
        final boolean ofParent = switch (key) {
            case final SelectedField field -> !field.field().steps().isEmpty();
            case final SelectedAggregate aggregate -> false;
        };
        return new Ordering(key, context.DESC() != null, context.LAST() != null && !ofParent);
    }

    private static long limit(final SoqlStatement statement, final QueryContext query) {
        final LimitClauseContext clause = query.limitClause();
        return clause == null ? Long.MAX_VALUE : number(statement, clause.IntegerLiteral(), clause);
    }

    private static long offset(final SoqlStatement statement, final QueryContext query) {
        final OffsetClauseContext clause = query.offsetClause();
        final long offset = clause == null ? 0 : number(statement, clause.IntegerLiteral(), clause);
        if (offset > MAX_OFFSET) {
            throw statement.errorAt(FieldResolver.start(clause), "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + MAX_OFFSET);
        }
        return offset;
    }

    private static long number(final SoqlStatement statement, final TerminalNode literal, final ParserRuleContext clause) {
        if (literal == null) {
            throw new SoqlError("MALFORMED_QUERY", "Bind variables only allowed in Apex code");
        }
        try {
            return Integer.parseInt(literal.getText());
        } catch (final NumberFormatException e) {
            throw statement.errorAt(FieldResolver.start(clause), "NUMBER_OUTSIDE_VALID_RANGE", "The number is too large: " + literal.getText());
        }
    }
}
