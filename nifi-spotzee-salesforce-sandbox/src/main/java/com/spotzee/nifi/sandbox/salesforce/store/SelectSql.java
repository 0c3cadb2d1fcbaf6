package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.soql.FieldRef;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.Selected;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedAggregate;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedField;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the statements that find the rows of one query. The recycle bin keeps a record for 15 days. */
final class SelectSql {
    private static final Duration KEPT_IN_BIN = Duration.ofDays(15);

    private final SoqlQuery query;
    private final JoinedTables tables;
    private final ConditionSql conditions;
    private final String where;

    /** @param binAt the time at which the recycle bin is looked into, or null to leave it out */
    SelectSql(final OrgSchema schema, final SoqlQuery query, final ConditionSql conditions, final Instant binAt) {
        this.query = query;
        this.tables = new JoinedTables(schema, query.object(), "A");
        this.conditions = conditions;
        final String live = (binAt == null ? live(query.object()) : liveOrInBin(query.object(), binAt)) + tables.shared();
        this.where = " WHERE " + query.where().map(condition -> live + " AND " + conditions.write(tables, condition)).orElse(live);
    }

    private String live(final SObjectType object) {
        return object.field("IsDeleted").map(field -> tables.value(new FieldRef(List.of(), field)) + " = FALSE").orElse("TRUE");
    }

    private String liveOrInBin(final SObjectType object, final Instant now) {
        if (object.field("IsDeleted").isEmpty()) {
            return "TRUE";
        }
        final String deletedAt = tables.value(new FieldRef(List.of(), object.field("SystemModstamp").orElseThrow()));
        return "(" + live(object) + " OR " + deletedAt + " >= " + now.minus(KEPT_IN_BIN).toEpochMilli() + ")";
    }

    List<Object> parameters() {
        return conditions.parameters();
    }

    String count() {
        return "SELECT COUNT(*) FROM " + tables.from() + where;
    }

    /** The keys of the rows, in the answer's order. */
    String rowKeys() {
        final String order = order();
        return "SELECT A." + OrgDatabase.ROW + " AS ROW_KEY FROM " + tables.from() + where + order + extent();
    }

    String aggregates() {
        final String selected = query.selected().stream().map(this::expression).collect(Collectors.joining(", "));
        final String groups = query.groupBy().stream().map(tables::value).collect(Collectors.joining(", "));
        final String order = order();
        return "SELECT " + selected + " FROM " + tables.from() + where + (groups.isEmpty() ? "" : " GROUP BY " + groups) + order + extent();
    }

    private String order() {
        if (query.extent().orderings().isEmpty()) {
            return "";
        }
        return query.extent().orderings().stream().map(ordering -> expression(ordering.key()) + (ordering.descending() ? " DESC" : " ASC")
                + (ordering.nullsLast() ? " NULLS LAST" : " NULLS FIRST")).collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private String extent() {
        final String limit = query.extent().limit() == Long.MAX_VALUE ? "" : " LIMIT " + query.extent().limit();
        return query.extent().offset() == 0 ? limit : limit + " OFFSET " + query.extent().offset();
    }

    private String expression(final Selected selected) {
        return switch (selected) {
            case final SelectedField field -> tables.value(field.field());
            case final SelectedAggregate aggregate -> {
                final String value = tables.value(aggregate.field());
                yield switch (aggregate.function()) {
                    case COUNT -> "COUNT(" + value + ")";
                    case COUNT_DISTINCT -> "COUNT(DISTINCT " + value + ")";
                    case MIN -> "MIN(" + value + ")";
                    case MAX -> "MAX(" + value + ")";
                    case SUM -> "SUM(" + value + ")";
                    case AVG -> "AVG(" + value + ")";
                };
            }
        };
    }
}
