package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes single values the way Salesforce's JSON has them. */
final class ValueWriter {
    static final List<String> ADDRESS_PARTS = List.of("City", "Country", "GeocodeAccuracy", "Latitude", "Longitude", "PostalCode", "State", "Street");

    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private ValueWriter() {
    }

    static void write(final JsonGenerator json, final ResultSet row, final int column, final FieldType type) throws SQLException, IOException {
        if (type == FieldType.ADDRESS) {
            writeAddress(json, row, column);
        } else if (row.getObject(column) == null) {
            json.writeNull();
        } else {
            switch (type.family()) {
                case TEXT -> json.writeString(row.getString(column));
                case BOOLEAN -> json.writeBoolean(row.getBoolean(column));
                case DATE -> json.writeString(row.getString(column));
                case DATETIME -> json.writeString(DATETIME.format(Instant.ofEpochMilli(row.getLong(column))));
                case NUMBER, COMPOUND -> writeNumber(json, row, column, type);
            }
        }
    }

    private static void writeNumber(final JsonGenerator json, final ResultSet row, final int column, final FieldType type) throws SQLException, IOException {
        if (type == FieldType.INT) {
            json.writeNumber(row.getLong(column));
            return;
        }
        final BigDecimal number = row.getBigDecimal(column).stripTrailingZeros();
        json.writeNumber(number.scale() < 1 ? number.setScale(1) : number);
    }

    private static void writeAddress(final JsonGenerator json, final ResultSet row, final int firstColumn) throws SQLException, IOException {
        boolean empty = true;
        for (int part = 0; part < ADDRESS_PARTS.size(); part++) {
            empty &= row.getObject(firstColumn + part) == null;
        }
        if (empty) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (int part = 0; part < ADDRESS_PARTS.size(); part++) {
            final String name = ADDRESS_PARTS.get(part);
            json.writeFieldName(Character.toLowerCase(name.charAt(0)) + name.substring(1));
            write(json, row, firstColumn + part, name.endsWith("tude") ? FieldType.DOUBLE : FieldType.STRING);
        }
        json.writeEndObject();
    }
}
