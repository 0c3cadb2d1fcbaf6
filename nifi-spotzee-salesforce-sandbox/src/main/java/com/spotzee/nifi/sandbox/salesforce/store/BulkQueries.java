package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.soql.FieldRef;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlAnalyzer;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedAggregate;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedField;

import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers the queries that Bulk API 2.0 allows, and refuses the others as it does. */
final class BulkQueries {
    private static final String REFUSED = "API_ERROR";

    private final OrgDatabase database;
    private final Supplier<OrgSchema> schemas;
    private final NullSemantics nullSemantics;
    private final OrgClock clock;
    private final AtomicLong extracts = new AtomicLong();

    BulkQueries(final OrgDatabase database, final Supplier<OrgSchema> schemas, final NullSemantics nullSemantics, final OrgClock clock) {
        this.database = database;
        this.schemas = schemas;
        this.nullSemantics = nullSemantics;
        this.clock = clock;
    }

    BulkExtract extract(final String soql, final boolean deletedToo) {
        database.lock().readLock().lock();
        try {
            final OrgSchema schema = schemas.get();
            final SoqlQuery query = allowed(analyzed(schema, soql));
            final List<FieldRef> fields = query.selected().stream().flatMap(selected -> switch (selected) {
                case final SelectedField field -> Stream.of(field.field());
                case final SelectedAggregate aggregate -> Stream.empty();
            }).toList();
            if (fields.stream().anyMatch(field -> field.type().family() == FieldType.Family.COMPOUND)) {
                throw new SoqlError(REFUSED, "Selecting compound data not supported in Bulk Query");
            }
            final SelectSql select = new SelectSql(schema, query, new ConditionSql(schema, nullSemantics, deletedToo),
                    deletedToo ? clock.stamp() : null);
            final boolean ordered = !query.extent().orderings().isEmpty() || query.extent().limit() != Long.MAX_VALUE;
            final BulkExtract.Plan plan = new BulkExtract.Plan(query.object().name(), select.rowKeys(), select.parameters(),
                    new CsvShape(schema, query.object(), fields), ordered);
            return BulkExtract.open(database, plan, extracts.incrementAndGet());
        } finally {
            database.lock().readLock().unlock();
        }
    }

    private SoqlQuery analyzed(final OrgSchema schema, final String soql) {
        try {
            return new SoqlAnalyzer(schema, clock.now().atZone(ZoneOffset.UTC).toLocalDate()).analyze(soql);
        } catch (final SoqlError e) {
            // The job's own checks answer for the query's mistakes, whatever the query resource would have called them.
            throw new SoqlError(REFUSED, e.getMessage());
        }
    }

    private static SoqlQuery allowed(final SoqlQuery query) {
        switch (query.shape()) {
            case COUNT, AGGREGATES -> throw new SoqlError(REFUSED, query.groupBy().isEmpty()
                    ? "Implementation restriction: aggregate functions are not supported in Bulk Query"
                    : "Implementation restriction: GROUP BY is not supported in Bulk Query");
            case RECORDS -> {
                if (query.extent().offset() > 0) {
                    throw new SoqlError(REFUSED, "Implementation restriction: OFFSET is not supported in Bulk Query");
                }
            }
        }
        return query;
    }
}
