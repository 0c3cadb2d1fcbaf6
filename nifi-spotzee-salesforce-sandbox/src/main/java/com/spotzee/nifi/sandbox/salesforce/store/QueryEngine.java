package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.soql.FieldRef;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlAnalyzer;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedAggregate;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlQuery.SelectedField;
import com.spotzee.nifi.sandbox.salesforce.store.RowPage.Envelope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers SOQL: fixes the rows of an answer in a table of the database, then hands out pages of it. */
final class QueryEngine {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final String OWN_API_VERSION = "66.0";
    private static final Runnable NOTHING = () -> { };

    private final OrgDatabase database;
    private final Supplier<OrgSchema> schemas;
    private final NullSemantics nullSemantics;
    private final OrgClock clock;
    private final Cursors cursors;

    QueryEngine(final OrgDatabase database, final Supplier<OrgSchema> schemas, final NullSemantics nullSemantics, final OrgClock clock) {
        this.database = database;
        this.schemas = schemas;
        this.nullSemantics = nullSemantics;
        this.clock = clock;
        this.cursors = new Cursors(database, clock);
    }

    QueryPage query(final QueryRequest request) {
        database.lock().readLock().lock();
        try {
            final OrgSchema schema = schemas.get();
            final SoqlQuery query = new SoqlAnalyzer(schema, clock.now().atZone(ZoneOffset.UTC).toLocalDate()).analyze(request.soql());
            return switch (query.shape()) {
                case COUNT -> new CountPage(Math.min(query.extent().limit(), Math.max(0, rows(schema, query, request.deletedToo()) - query.extent().offset())));
                case AGGREGATES -> aggregates(schema, query, request.deletedToo());
                case RECORDS -> records(schema, query, request);
            };
        } finally {
            database.lock().readLock().unlock();
        }
    }

    long rowsMatching(final QueryRequest request) {
        return database.reading(() -> {
            final OrgSchema schema = schemas.get();
            return rows(schema, new SoqlAnalyzer(schema, clock.now().atZone(ZoneOffset.UTC).toLocalDate()).analyze(request.soql()), request.deletedToo());
        });
    }

    QueryPage queryMore(final String locator, final int pageSize, final String session) {
        database.lock().readLock().lock();
        try {
            final Cursors.Position position = cursors.find(locator, session);
            return page(position.cursor(), position.delivered(), pageSize);
        } finally {
            database.lock().readLock().unlock();
        }
    }

    /** One record with all fields the API shows, in the recycle bin or not. */
    Optional<ObjectNode> find(final SObjectType object, final String id) {
        return database.reading(() -> read(object, id));
    }

    void loseLocators() {
        cursors.endAll();
    }

    void endSession(final String session) {
        cursors.endSession(session);
    }

    private Optional<ObjectNode> read(final SObjectType object, final String id) {
        final OrgSchema schema = schemas.get();
        final List<FieldRef> fields = object.visibleFields().map(field -> new FieldRef(List.of(), field)).toList();
        final RecordShape shape = new RecordShape(schema, object, fields);
        final Envelope envelope = new Envelope(1, Optional.empty(), NOTHING);
        try (RowPage page = RowPage.open(database, shape.selectById(), List.of(id), shape::write, envelope); TokenBuffer json = new TokenBuffer(JSON, false)) {
            page.writeRecords(json, OWN_API_VERSION);
            final JsonNode record = JSON.readTree(json.asParser());
            return record instanceof final ObjectNode found ? Optional.of(found) : Optional.empty();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SelectSql select(final OrgSchema schema, final SoqlQuery query, final boolean deletedToo) {
        return new SelectSql(schema, query, new ConditionSql(schema, nullSemantics, deletedToo), deletedToo ? clock.stamp() : null);
    }

    private long rows(final OrgSchema schema, final SoqlQuery query, final boolean deletedToo) {
        final SelectSql select = select(schema, query, deletedToo);
        return database.number(select.count(), select.parameters());
    }

    private QueryPage aggregates(final OrgSchema schema, final SoqlQuery query, final boolean deletedToo) {
        final SelectSql select = select(schema, query, deletedToo);
        final String sql = select.aggregates();
        final long rows = database.number("SELECT COUNT(*) FROM (" + sql + ")", select.parameters());
        if (rows > QueryRequest.DEFAULT_PAGE_SIZE) {
            throw new SoqlError("EXCEEDED_ID_LIMIT", "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch");
        }
        return RowPage.open(database, sql, select.parameters(), new AggregateWriter(query.selected())::write, new Envelope(rows, Optional.empty(), NOTHING));
    }

    private QueryPage records(final OrgSchema schema, final SoqlQuery query, final QueryRequest request) {
        final List<FieldRef> fields = query.selected().stream().flatMap(selected -> switch (selected) {
            case final SelectedField field -> Stream.of(field.field());
            case final SelectedAggregate aggregate -> Stream.empty();
        }).toList();
        final RecordShape shape = new RecordShape(schema, query.object(), fields);
        final SelectSql select = select(schema, query, request.deletedToo());
        final Cursors.Cursor cursor = cursors.open(select.rowKeys(), select.parameters(), shape, request.session());
        return page(cursor, 0, request.pageSize());
    }

    private QueryPage page(final Cursors.Cursor cursor, final long delivered, final int pageSize) {
        final long end = Math.min(cursor.rows(), delivered + pageSize);
        final boolean single = delivered == 0 && end == cursor.rows();
        final Optional<String> next = end < cursor.rows() ? Optional.of(cursor.id() + '-' + end) : Optional.empty();
        return RowPage.open(database, cursor.pageSql(), List.of(delivered, end), cursor.shape()::write,
                new Envelope(cursor.rows(), next, single ? () -> cursors.drop(cursor) : NOTHING));
    }
}
