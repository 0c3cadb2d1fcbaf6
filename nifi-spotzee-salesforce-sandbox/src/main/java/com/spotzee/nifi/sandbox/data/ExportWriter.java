package com.spotzee.nifi.sandbox.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;

/** Writes an invented org as the CSV files of a data export: every value quoted, empty where null. */
public final class ExportWriter {
    private final GeneratedOrg org;

    /** Writes one org. */
    public ExportWriter(final GeneratedOrg org) {
        this.org = org;
    }

    /** Writes a file for each object into a folder, which is made if it is missing. */
    public void writeTo(final Path folder) throws IOException {
        Files.createDirectories(folder);
        for (final ExportObject object : ExportObject.values()) {
            try (CsvWriter csv = CsvWriter.builder().quoteStrategy(QuoteStrategies.ALWAYS).lineDelimiter(LineDelimiter.LF)
                    .build(folder.resolve(object.fileName()))) {
                write(csv, org.rows(object).iterator());
            }
        }
    }

    private static void write(final CsvWriter csv, final Iterator<Map<String, String>> rows) {
        if (rows.hasNext()) {
            final Map<String, String> first = rows.next();
            csv.writeRecord(first.keySet());
            csv.writeRecord(values(first));
            rows.forEachRemaining(row -> csv.writeRecord(values(row)));
        }
    }

    private static Iterable<String> values(final Map<String, String> row) {
        return row.values().stream().map(value -> Objects.requireNonNullElse(value, "")).toList();
    }
}
