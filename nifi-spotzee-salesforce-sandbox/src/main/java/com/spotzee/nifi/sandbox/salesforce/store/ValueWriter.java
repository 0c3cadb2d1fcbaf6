package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes single values the way Salesforce's JSON has them. */
final class ValueWriter {
    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private ValueWriter() {
    }

    static void write(final JsonGenerator json, final ResultSet row, final int column, final FieldType type) throws SQLException, IOException {
        if (row.getObject(column) == null) {
            json.writeNull();
            return;
        }
        switch (type.family()) {
            case TEXT -> json.writeString(row.getString(column));
            case BOOLEAN -> json.writeBoolean(row.getBoolean(column));
            case DATE -> json.writeString(row.getString(column));
            case DATETIME -> json.writeString(DATETIME.format(Instant.ofEpochMilli(row.getLong(column))));
            case NUMBER -> writeNumber(json, row, column, type);
            case COMPOUND -> throw new IllegalArgumentException("A compound field is written part by part.");
        }
    }

    private static void writeNumber(final JsonGenerator json, final ResultSet row, final int column, final FieldType type) throws SQLException, IOException {
        if (type == FieldType.INT) {
            json.writeNumber(row.getLong(column));
            return;
        }
        json.writeNumber(DoubleText.of(row.getBigDecimal(column)));
    }
}
