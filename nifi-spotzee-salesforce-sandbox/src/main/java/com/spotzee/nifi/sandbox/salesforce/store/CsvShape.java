package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.soql.FieldRef;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a row becomes a line of a Bulk result: one column per selected field, parents' fields under their paths. */
final class CsvShape {
    private static final DateTimeFormatter OFFSET_STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ZULU_STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final JoinedTables tables;
    private final List<FieldRef> fields;
    private final String columns;

    CsvShape(final OrgSchema schema, final SObjectType object, final List<FieldRef> fields) {
        this.tables = new JoinedTables(schema, object, "A");
        this.fields = List.copyOf(fields);
        this.columns = fields.stream().map(tables::value).collect(Collectors.joining(", "));
    }

    /** The names of the columns, spelled as in the schema. */
    List<String> header() {
        return fields.stream().map(FieldRef::path).toList();
    }

    /** The rows of a table of positions and row keys, between two question marks. */
    String selectFrom(final String positions) {
        return "SELECT " + columns + " FROM " + positions + " K JOIN " + tables.base() + " ON A." + OrgDatabase.ROW + " = K.ROW_KEY" + tables.joins()
                + " WHERE K.POSITION > ? AND K.POSITION <= ? ORDER BY K.POSITION";
    }

    List<String> read(final ResultSet row, final CsvFormat format) throws SQLException {
        final List<String> values = new ArrayList<>(fields.size());
        for (int index = 0; index < fields.size(); index++) {
            values.add(row.getObject(index + 1) == null ? "" : text(row, index + 1, fields.get(index).type(), format));
        }
        return values;
    }

    private static String text(final ResultSet row, final int column, final FieldType type, final CsvFormat format) throws SQLException {
        return switch (type.family()) {
            case TEXT, DATE -> row.getString(column);
            case BOOLEAN -> String.valueOf(row.getBoolean(column));
            case DATETIME -> (format.zuluStamps() ? ZULU_STAMP : OFFSET_STAMP).format(Instant.ofEpochMilli(row.getLong(column)));
            case NUMBER -> type == FieldType.INT ? String.valueOf(row.getLong(column)) : DoubleText.of(row.getBigDecimal(column));
            case COMPOUND -> throw new IllegalArgumentException("A Bulk result has no compound fields.");
        };
    }
}
