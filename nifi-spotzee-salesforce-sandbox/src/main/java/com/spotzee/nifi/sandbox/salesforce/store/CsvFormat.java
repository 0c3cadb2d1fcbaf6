package com.spotzee.nifi.sandbox.salesforce.store;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How rows become lines of CSV: every value quoted, quotes doubled, nothing for null.
 *
 * @param delimiter stands between values
 * @param lineEnd ends every line
 * @param zuluStamps true writes {@code …000Z} for a datetime, false {@code …000+0000}: Salesforce's APIs have shown both
 */
public record CsvFormat(char delimiter, String lineEnd, boolean zuluStamps) {

    /** One line in UTF-8. */
    byte[] line(final List<String> values) {
        final StringBuilder line = new StringBuilder();
        for (final String value : values) {
            if (!line.isEmpty()) {
                line.append(delimiter);
            }
            line.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
        return line.append(lineEnd).toString().getBytes(StandardCharsets.UTF_8);
    }
}
