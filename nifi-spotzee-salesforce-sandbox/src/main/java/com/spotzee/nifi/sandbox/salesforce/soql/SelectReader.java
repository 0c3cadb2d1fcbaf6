package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Aggregate;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Selected;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedAggregate;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedField;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Shape;
import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.QueryContext;
import io.github.apexdevtools.apexparser.ApexParser.SelectEntryContext;
import io.github.apexdevtools.apexparser.ApexParser.SoqlFunctionContext;
import org.antlr.v4.runtime.ParserRuleContext;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what stands after SELECT: fields, FIELDS(…), or aggregates with the fields of GROUP BY. */
final class SelectReader {
    private static final long MAX_ROWS_OF_FIELDS_ALL = 200;

    private final FieldResolver fields;
    private final QueryContext query;
    private final List<FieldRef> groupBy;
    private final Shape shape;

    SelectReader(final FieldResolver fields, final QueryContext query, final List<FieldRef> groupBy) {
        this.fields = fields;
        this.query = query;
        this.groupBy = groupBy;
        this.shape = shape(query.selectList().selectEntry(), groupBy);
    }

    private static Shape shape(final List<SelectEntryContext> entries, final List<FieldRef> groupBy) {
        final boolean count = entries.size() == 1 && entries.getFirst().soqlFunction() != null && entries.getFirst().soqlFunction().COUNT() != null
                && entries.getFirst().soqlFunction().fieldName() == null && groupBy.isEmpty();
        if (count) {
            return Shape.COUNT;
        }
        return !groupBy.isEmpty() || entries.stream().anyMatch(entry -> entry.soqlFunction() != null && aggregate(entry.soqlFunction()).isPresent())
                ? Shape.AGGREGATES : Shape.RECORDS;
    }

    Shape shape() {
        return shape;
    }

    List<Selected> read() {
        if (shape == Shape.COUNT) {
            return List.of();
        }
        final List<Selected> selected = new ArrayList<>();
        int unnamed = 0;
        for (final SelectEntryContext entry : query.selectList().selectEntry()) {
            final Optional<String> alias = Optional.ofNullable(entry.soqlId()).map(ParserRuleContext::getText);
            if (entry.subQuery() != null) {
                throw refused(entry, "the sandbox does not answer child queries; query the child object itself.");
            }
            if (entry.typeOf() != null) {
                throw refused(entry, "the sandbox does not answer TYPEOF; select the fields as paths.");
            }
            if (entry.fieldName() != null) {
                selected.add(field(entry.fieldName(), alias));
            } else if (entry.soqlFunction().FIELDS() != null) {
                selected.addAll(allFields(entry.soqlFunction()));
            } else {
                selected.add(aggregate(entry.soqlFunction(), alias.isPresent() ? alias.get() : "expr" + unnamed++));
            }
        }
        refuseDuplicates(selected);
        return selected;
    }

    private SelectedField field(final FieldNameContext context, final Optional<String> alias) {
        final FieldRef field = fields.resolve(context);
        if (shape == Shape.RECORDS) {
            alias.ifPresent(name -> {
                throw fields.statement().errorAt(FieldResolver.start(context), "MALFORMED_QUERY", "only aggregate expressions use field aliasing");
            });
        } else if (!groupBy.contains(field)) {
            throw fields.statement().errorAt(FieldResolver.start(context), "MALFORMED_QUERY", "Field must be grouped or aggregated: " + field.field().name());
        }
        return new SelectedField(field, alias.orElse(field.field().name()));
    }

    /** A field of ORDER BY; in a grouped query it must be one of the groups. */
    Selected orderField(final FieldNameContext context) {
        final FieldRef field = fields.resolve(context);
        fields.require(field, Flag.SORTABLE, "sorted", context);
        if (shape == Shape.AGGREGATES && !groupBy.contains(field)) {
            throw fields.statement().errorAt(FieldResolver.start(context), "MALFORMED_QUERY", "Ordered field must be grouped or aggregated: "
                    + field.field().name());
        }
        return new SelectedField(field, field.field().name());
    }

    Selected aggregate(final SoqlFunctionContext function, final String alias) {
        final Aggregate aggregate = aggregate(function).orElseThrow(() -> refused(function,
                "the sandbox does not answer this function; select the field itself."));
        if (function.fieldName() == null) {
            throw fields.statement().errorAt(FieldResolver.start(function), "MALFORMED_QUERY", "COUNT() must be the only thing selected: write COUNT(Id).");
        }
        final FieldRef field = fields.resolve(function.fieldName());
        final FieldType.Family family = field.type().family();
        final boolean fits = switch (aggregate) {
            case COUNT, COUNT_DISTINCT -> family != FieldType.Family.COMPOUND && field.field().is(Flag.FILTERABLE);
            case MIN, MAX -> family != FieldType.Family.BOOLEAN && family != FieldType.Family.COMPOUND && field.field().is(Flag.SORTABLE);
            case SUM, AVG -> family == FieldType.Family.NUMBER;
        };
        if (!fits) {
            throw fields.statement().errorAt(FieldResolver.start(function), "INVALID_FIELD",
                    "field " + field.field().name() + " does not support aggregate operator " + aggregate);
        }
        return new SelectedAggregate(aggregate, field, alias);
    }

    private static Optional<Aggregate> aggregate(final SoqlFunctionContext function) {
        final String name = function.getStart().getText().toUpperCase(Locale.ROOT);
        return Set.of(Aggregate.values()).stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private List<Selected> allFields(final SoqlFunctionContext function) {
        final boolean standardOnly = function.soqlFieldsParameter().STANDARD() != null;
        final boolean customOnly = function.soqlFieldsParameter().CUSTOM() != null;
        final boolean limited = query.limitClause() != null && query.limitClause().IntegerLiteral() != null
                && Long.parseLong(query.limitClause().IntegerLiteral().getText()) <= MAX_ROWS_OF_FIELDS_ALL;
        if (!standardOnly && !limited) {
            throw new SoqlError("MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most " + MAX_ROWS_OF_FIELDS_ALL);
        }
        return fields.object().visibleFields().filter(field -> !(standardOnly && field.is(Flag.CUSTOM)) && !(customOnly && !field.is(Flag.CUSTOM)))
                .map(SelectReader::own).toList();
    }

    private static Selected own(final Field field) {
        return new SelectedField(new FieldRef(List.of(), field), field.name());
    }

    private static void refuseDuplicates(final List<Selected> selected) {
        final Set<String> seen = new HashSet<>();
        for (final Selected each : selected) {
            switch (each) {
                case final SelectedField field -> {
                    if (!seen.add(field.field().path())) {
                        throw new SoqlError("INVALID_FIELD", "duplicate field selected: " + field.field().path());
                    }
                }
                case final SelectedAggregate aggregate -> {
                    if (!seen.add(aggregate.alias())) {
                        throw new SoqlError("MALFORMED_QUERY", "duplicate alias: " + aggregate.alias());
                    }
                }
            }
        }
    }

    private SoqlError refused(final ParserRuleContext place, final String why) {
        return fields.statement().errorAt(FieldResolver.start(place), "MALFORMED_QUERY", "Implementation restriction: " + why);
    }
}
