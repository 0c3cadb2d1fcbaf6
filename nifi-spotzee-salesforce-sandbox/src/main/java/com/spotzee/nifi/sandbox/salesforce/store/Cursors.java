package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The open results: each a table of positions and row numbers, fixed at query time, bound to its session, gone after two days. */
final class Cursors {
    private static final Duration LIFE = Duration.ofDays(2);
    private static final Pattern LOCATOR = Pattern.compile("(\\w{18})-(\\d{1,12})");

    private final OrgDatabase database;
    private final OrgClock clock;
    private final AtomicLong opened = new AtomicLong();
    private final Map<String, Cursor> cursors = new ConcurrentHashMap<>();

    Cursors(final OrgDatabase database, final OrgClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A result.
     *
     * @param id the locator's first part
     * @param table where its rows stand
     * @param session the only session that may read on
     * @param rows how many there are
     * @param shape how they are written
     * @param opened when its two days began
     */
    record Cursor(String id, String table, String session, long rows, RecordShape shape, Instant opened) {
        /** The rows after one position up to another. */
        String pageSql() {
            return shape.selectFrom(table) + " WHERE K.POSITION > ? AND K.POSITION <= ? ORDER BY K.POSITION";
        }
    }

    /** A result and how much of it was delivered. */
    record Position(Cursor cursor, long delivered) {
    }

    Cursor open(final String rowKeys, final List<Object> parameters, final RecordShape shape, final String session) {
        final Instant now = clock.now();
        cursors.values().stream().filter(cursor -> expired(cursor, now)).toList().forEach(this::drop);
        final long number = opened.incrementAndGet();
        final String table = "CURSOR_" + number;
        database.update("CREATE TABLE " + table + " (POSITION BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ROW_KEY BIGINT NOT NULL)");
        // DIRECT: the rows go from the index into the table, however many they are, and not by way of the heap
        final long rows = database.update("INSERT INTO " + table + " (ROW_KEY) DIRECT " + rowKeys, parameters.toArray());
        final Cursor cursor = new Cursor(SalesforceId.of("0r8", number), table, session, rows, shape, now);
        cursors.put(cursor.id(), cursor);
        return cursor;
    }

    Position find(final String locator, final String session) {
        final Matcher matcher = LOCATOR.matcher(locator);
        final Cursor cursor = matcher.matches() ? cursors.get(matcher.group(1)) : null;
        if (cursor == null || expired(cursor, clock.now()) || !cursor.session().equals(session) || Long.parseLong(matcher.group(2)) > cursor.rows()) {
            throw new SoqlError("INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return new Position(cursor, Long.parseLong(matcher.group(2)));
    }

    void endSession(final String session) {
        cursors.values().stream().filter(cursor -> cursor.session().equals(session)).toList().forEach(this::drop);
    }

    void endAll() {
        List.copyOf(cursors.values()).forEach(this::drop);
    }

    void drop(final Cursor cursor) {
        if (cursors.remove(cursor.id()) != null) {
            database.update("DROP TABLE " + cursor.table());
        }
    }

    private static boolean expired(final Cursor cursor, final Instant now) {
        return cursor.opened().plus(LIFE).isBefore(now);
    }
}
