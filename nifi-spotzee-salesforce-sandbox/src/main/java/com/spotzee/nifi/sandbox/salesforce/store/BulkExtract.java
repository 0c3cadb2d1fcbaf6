package com.spotzee.nifi.sandbox.salesforce.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * The rows of a Bulk query as they were when it was asked, whatever happens to them until they are read: read them once, or give them up. Rows
 * without an order come in chunks that stand in no order, as the parts of a chunked job do.
 */
public final class BulkExtract implements AutoCloseable {
    private static final int LARGEST_CHUNK = 1_000;
    private static final int CHUNKS = 7;

    private final OrgDatabase database;
    private final Plan plan;
    private final String positions;
    private final long rows;
    private final Connection snapshot;
    private volatile boolean cancelled;

    private BulkExtract(final OrgDatabase database, final Plan plan, final String positions, final long rows, final Connection snapshot) {
        this.database = database;
        this.plan = plan;
        this.positions = positions;
        this.rows = rows;
        this.snapshot = snapshot;
    }

    /** What to read: the statement that finds the keys with its parameters, the columns, and whether the order matters. */
    record Plan(String object, String rowKeys, List<Object> parameters, CsvShape shape, boolean ordered) {
    }

    /** Fixes the rows. The caller holds the lock that keeps writers away. */
    static BulkExtract open(final OrgDatabase database, final Plan plan, final long number) {
        final String positions = "EXTRACT_" + number;
        database.update("CREATE TABLE " + positions + " (POSITION BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ROW_KEY BIGINT NOT NULL)");
        final long rows = database.update("INSERT INTO " + positions + " (ROW_KEY) DIRECT " + plan.rowKeys(), plan.parameters().toArray());
        try {
            final Connection connection = database.connection();
            connection.setAutoCommit(false);
            isolate(connection, "SNAPSHOT");
            // The first statement is what the snapshot is taken at.
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT COUNT(*) FROM " + positions + " WHERE POSITION = 1");
            }
            return new BulkExtract(database, plan, positions, rows, connection);
        } catch (final SQLException e) {
            throw new StoreFailure("fix the rows of a Bulk query", e);
        }
    }

    /** The queried object's name. */
    public String object() {
        return plan.object();
    }

    /** Whether Salesforce could cut the query into chunks of ids: neither ORDER BY nor LIMIT. */
    public boolean chunkable() {
        return !plan.ordered();
    }

    /** Lets the run end soon, without a result. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Writes all rows to a file.
     *
     * @throws CancellationException after {@link #cancel()}
     */
    public SpooledRows spool(final CsvFormat format) {
        final Path file = database.file(positions.toLowerCase(Locale.ROOT) + ".rows");
        try (SpooledRows.Spooler spooler = new SpooledRows.Spooler(file, format.line(plan.shape().header()));
                PreparedStatement statement = snapshot.prepareStatement(plan.shape().selectFrom(positions))) {
            final long size = plan.ordered() ? LARGEST_CHUNK : Math.clamp(rows / CHUNKS, 1, LARGEST_CHUNK);
            for (final int chunk : chunks((int) ((rows + size - 1) / size))) {
                if (cancelled) {
                    throw new CancellationException("The query job has ended.");
                }
                statement.setLong(1, chunk * size);
                statement.setLong(2, (chunk + 1) * size);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        spooler.add(format.line(plan.shape().read(row, format)));
                    }
                }
            }
            return spooler.finished();
        } catch (final SQLException e) {
            throw new StoreFailure("run a Bulk query", e);
        } catch (final IOException e) {
            throw new UncheckedIOException("The result of a Bulk query can't be written: is the disk of " + file + " full?", e);
        }
    }

    private List<Integer> chunks(final int count) {
        final List<Integer> chunks = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        if (!plan.ordered()) {
            Collections.shuffle(chunks, new Random(rows));
        }
        return chunks;
    }

    @Override
    public void close() {
        try (snapshot) {
            snapshot.rollback();
            isolate(snapshot, "READ COMMITTED");
            snapshot.setAutoCommit(true);
        } catch (final SQLException e) {
            throw new StoreFailure("end a Bulk query", e);
        }
        database.update("DROP TABLE " + positions);
    }

    private static void isolate(final Connection connection, final String level) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + level);
        }
    }
}
