package com.spotzee.nifi.sandbox.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One CSV file of an export, read row by row. */
final class ExportTable implements Closeable {
    private static final int LONGEST_ROW = 64 * 1024 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> columns;

    /**
     * One row.
     *
     * @param line   where it starts in the file
     * @param values by column, null where empty; no values at all when their number is not that of the columns
     * @param width  how many values stand in the row
     */
    record Row(long line, Optional<Map<String, String>> values, int width) {
    }

    private ExportTable(final CsvReader<CsvRecord> reader) {
        this.reader = reader;
        this.records = reader.iterator();
        this.columns = records.hasNext() ? records.next().getFields().stream().map(String::strip).toList() : List.of();
    }

    /** Opens a file and reads its header. */
    static ExportTable open(final InputStream stream) throws IOException {
        // A decoder of its own reports bytes that are not UTF-8 instead of replacing them.
        final BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return new ExportTable(CsvReader.builder().acceptCharsAfterQuotes(false).maxBufferSize(LONGEST_ROW).ofCsvRecord(text));
    }

    List<String> columns() {
        return columns;
    }

    boolean hasNext() {
        return records.hasNext();
    }

    Row next() {
        final CsvRecord csv = records.next();
        if (csv.getFieldCount() != columns.size()) {
            return new Row(csv.getStartingLineNumber(), Optional.empty(), csv.getFieldCount());
        }
        final Map<String, String> values = HashMap.newHashMap(columns.size());
        for (int column = 0; column < columns.size(); column++) {
            final String value = csv.getField(column);
            values.put(columns.get(column), value.isEmpty() ? null : value);
        }
        return new Row(csv.getStartingLineNumber(), Optional.of(values), csv.getFieldCount());
    }

    /** Why reading broke off, as a sentence. */
    static String explain(final Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof CharacterCodingException) {
                return "is not UTF-8: choose \"Unicode (UTF-8)\" as the export file encoding and export again.";
            }
            cause = cause.getCause();
        }
        return "is no CSV from some line on (" + failure.getMessage() + "): check the quotes there.";
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
