package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import org.h2.jdbcx.JdbcConnectionPool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The H2 database of one org, in temporary files that go with it: a database on disk with a bounded cache keeps the heap small whatever the org
 * holds. One table per object, one column per stored field; text columns compare without regard to case, ids with regard to it.
 */
final class OrgDatabase implements AutoCloseable {
    /** The key of every table: counts up as records are added, and is what cursors remember. */
    static final String ROW = "ROW_NUMBER_IN_TABLE";

    private static final int CACHE_KILOBYTES = 32_768;
    // only keys of rows are sorted, so this many are some twenty megabytes; H2's own limit shrinks with the heap and makes sorting crawl
    private static final int ROWS_SORTED_IN_MEMORY = 150_000;
    private static final int CONNECTIONS = 32;
    private static final Set<String> INDEXED = Set.of("systemmodstamp", "lastmodifieddate", "leadid", "contactid", "campaignid", "accountid");

    private final Path folder;
    private final JdbcConnectionPool connections;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private OrgDatabase(final Path folder, final JdbcConnectionPool connections) {
        this.folder = folder;
        this.connections = connections;
        connections.setMaxConnections(CONNECTIONS);
    }

    static OrgDatabase create(final OrgSchema schema) {
        final OrgDatabase database;
        try {
            final Path folder = Files.createTempDirectory("emulated-org-");
            // for a process that ends without closing; what is registered last is deleted first
            folder.toFile().deleteOnExit();
            folder.resolve("org.mv.db").toFile().deleteOnExit();
            // the files never outlive the process, so nothing needs to be safe against a crash
            final String url = "jdbc:h2:file:" + folder.resolve("org") + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=2000"
                    + ";LOCK_TIMEOUT=60000;CACHE_SIZE=" + CACHE_KILOBYTES + ";MAX_MEMORY_ROWS=" + ROWS_SORTED_IN_MEMORY;
            database = new OrgDatabase(folder, JdbcConnectionPool.create(url, "org", ""));
        } catch (final IOException e) {
            throw new UncheckedIOException("The folder for temporary files can't be written: set java.io.tmpdir to one that can.", e);
        }
        schema.objects().forEach(database::createTable);
        database.update("CREATE TABLE DELETION (OBJECT VARCHAR(40) NOT NULL, ID VARCHAR(18) NOT NULL, DELETED BIGINT NOT NULL)");
        database.update("CREATE TABLE UNSHARED (RECORD VARCHAR(18) PRIMARY KEY)");
        database.update("CREATE INDEX DELETION_BY_TIME ON DELETION (OBJECT, DELETED)");
        return database;
    }

    /** The condition that the user may see the record with an id. */
    static String shared(final String id) {
        return "NOT EXISTS (SELECT 1 FROM UNSHARED WHERE UNSHARED.RECORD = " + id + ")";
    }

    static String table(final SObjectType object) {
        return "T_" + object.name().toUpperCase(Locale.ROOT);
    }

    /** Readers share it, so that a query sees one state while it fixes its result; writers take it for each small step. */
    ReadWriteLock lock() {
        return lock;
    }

    /** Reads while no writer is at work: a change of the schema makes a table anew, and for a moment there is none. */
    <T> T reading(final Supplier<T> look) {
        lock.readLock().lock();
        try {
            return look.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** A place for a file that goes when the database goes. */
    Path file(final String name) {
        return folder.resolve(name);
    }

    Connection connection() throws SQLException {
        return connections.getConnection();
    }

    long update(final String sql, final Object... parameters) {
        try (Connection connection = connection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, List.of(parameters));
            return statement.executeLargeUpdate();
        } catch (final SQLException e) {
            throw new StoreFailure("change its data", e);
        }
    }

    long number(final String sql, final List<Object> parameters) {
        try (Connection connection = connection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        } catch (final SQLException e) {
            throw new StoreFailure("count its records", e);
        }
    }

    static void bind(final PreparedStatement statement, final List<Object> parameters) throws SQLException {
        for (int index = 0; index < parameters.size(); index++) {
            statement.setObject(index + 1, parameters.get(index));
        }
    }

    void addColumn(final SObjectType object, final Field field) {
        update("ALTER TABLE " + table(object) + " ADD COLUMN " + definition(field));
    }

    private void createTable(final SObjectType object) {
        final StringBuilder sql = new StringBuilder("CREATE TABLE " + table(object) + " (" + ROW + " BIGINT PRIMARY KEY");
        object.allFields().stream().filter(field -> !field.derived()).forEach(field -> sql.append(", ").append(definition(field)));
        update(sql.append(')').toString());
        update("CREATE UNIQUE INDEX " + table(object) + "_ID ON " + table(object) + " (C_ID)");
        for (final Field field : object.allFields()) {
            if (!field.derived() && INDEXED.contains(field.name().toLowerCase(Locale.ROOT))) {
                update("CREATE INDEX " + table(object) + '_' + field.column() + " ON " + table(object) + " (" + field.column() + ")");
            }
        }
    }

    private static String definition(final Field field) {
        return field.column() + ' ' + columnType(field);
    }

    private static String columnType(final Field field) {
        return switch (field.type().family()) {
            case TEXT -> field.type().isId() ? "VARCHAR(18)" : "VARCHAR_IGNORECASE(" + field.size().length() + ')';
            case NUMBER -> field.type() == FieldType.INT ? "BIGINT" : "NUMERIC(" + field.size().precision() + ',' + field.size().scale() + ')';
            case BOOLEAN -> "BOOLEAN DEFAULT FALSE NOT NULL";
            case DATE -> "DATE";
            case DATETIME -> "BIGINT";
            case COMPOUND -> throw new IllegalArgumentException("A compound field has no column: " + field.name());
        };
    }

    @Override
    public void close() {
        update("SHUTDOWN IMMEDIATELY");
        connections.dispose();
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("The temporary files of the emulated org could not be removed: delete them by hand.", e);
        }
    }
}
