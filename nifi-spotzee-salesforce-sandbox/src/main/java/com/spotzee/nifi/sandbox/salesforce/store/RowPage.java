package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A page over an open result of the database. */
final class RowPage implements QueryPage {
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final RowWriter writer;
    private final Envelope envelope;

    private RowPage(final Connection connection, final PreparedStatement statement, final ResultSet rows, final RowWriter writer, final Envelope envelope) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.writer = writer;
        this.envelope = envelope;
    }

    /** What stands around the records, and what is to be done when the page is read. */
    record Envelope(long totalSize, Optional<String> nextLocator, Runnable afterwards) {
    }

    /** Writes the row a result stands on. */
    @FunctionalInterface
    interface RowWriter {
        void write(JsonGenerator json, ResultSet row, String apiVersion) throws SQLException, IOException;
    }

    static RowPage open(final OrgDatabase database, final String sql, final List<Object> parameters, final RowWriter writer, final Envelope envelope) {
        try {
            final Connection connection = database.connection();
            try {
                final PreparedStatement statement = connection.prepareStatement(sql);
                OrgDatabase.bind(statement, parameters);
                return new RowPage(connection, statement, statement.executeQuery(), writer, envelope);
            } catch (final SQLException e) {
                connection.close();
                throw e;
            }
        } catch (final SQLException e) {
            throw new StoreFailure("answer a query", e);
        }
    }

    @Override
    public long totalSize() {
        return envelope.totalSize();
    }

    @Override
    public Optional<String> nextLocator() {
        return envelope.nextLocator();
    }

    @Override
    public void writeRecords(final JsonGenerator json, final String apiVersion) throws IOException {
        try {
            while (rows.next()) {
                writer.write(json, rows, apiVersion);
            }
        } catch (final SQLException e) {
            throw new StoreFailure("read a page", e);
        }
    }

    @Override
    public void close() {
        try (connection; statement) {
            rows.close();
        } catch (final SQLException e) {
            throw new StoreFailure("end a page", e);
        }
        envelope.afterwards().run();
    }
}
