package com.spotzee.nifi.salesforce;

import com.spotzee.nifi.http.HttpAnswer;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one page of a job's CSV row by row. The page is whole only if it has as many rows as Salesforce announced and ends outside of a
 * quoted value: a result may break off although the connection ended well.
 */
final class ResultReader {

    private final BulkColumns columns;
    private final Delivery delivery;

    ResultReader(final BulkColumns columns, final RecordConsumer consumer) {
        this.columns = columns;
        this.delivery = new Delivery(consumer);
    }

    /** The result is of another selection than the one it is read for. */
    static final class OtherColumns extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OtherColumns(final String message) {
            super(message);
        }
    }

    /** Whether the page may still be asked for again: once the consumer has a record, it would get it twice. */
    boolean nothingDelivered() {
        return delivery.records() == 0;
    }

    /** Reads an answer. May be called again while nothing was delivered. */
    BulkPage read(final HttpAnswer answer) throws IOException {
        final long announced = answer.header("Sforce-NumberOfRecords").filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong)
                .orElseThrow(() -> new UnexpectedAnswer("the result does not say how many records it has"));
        final String locator = answer.header("Sforce-Locator").orElseThrow(() -> new UnexpectedAnswer("the result does not say whether it is the last"));
        final QuoteCount body = new QuoteCount(answer.body());
        // not closed: the exchange itself gives the connection back or up
        readRows(CsvReader.builder().ignoreDifferentFieldCount(false).build(StringArrayHandler.of(), body, StandardCharsets.UTF_8).iterator(), announced);
        if (delivery.records() != announced || body.quotes % 2 != 0) {
            throw new BrokenOff("the result has %d whole rows, and Salesforce announced %d".formatted(
                    body.quotes % 2 == 0 ? delivery.records() : Math.max(0, delivery.records() - 1), announced));
        }
        // the end is told by the word null
        return new BulkPage(delivery.records(), "null".equals(locator) ? null : locator);
    }

    private void readRows(final Iterator<String[]> rows, final long announced) throws IOException {
        final String[] head = next(rows);
        String[] row = next(rows);
        if (head == null || row == null && announced > 0) {
            // the head itself may be broken off, so it tells nothing of the selection
            return;
        }
        final int[] places = places(head);
        final CsvMember.Record shape = columns.shape();
        final String[] cells = new String[places.length];
        for (; row != null; row = next(rows)) {
            for (int column = 0; column < places.length; column++) {
                cells[column] = row[places[column]];
            }
            delivery.hand(shape.object(cells));
        }
    }

    /** Where each of our columns stands in the CSV. */
    private int[] places(final String[] head) {
        final Map<String, Integer> found = new HashMap<>();
        for (int place = 0; place < head.length; place++) {
            found.put(head[place].toLowerCase(Locale.ROOT), place);
        }
        final List<String> missing = columns.names().stream().filter(name -> !found.containsKey(name.toLowerCase(Locale.ROOT))).toList();
        if (!missing.isEmpty()) {
            throw new OtherColumns("The Bulk API job has no column %s: it was made before the rules or mappings changed, and is made again."
                    .formatted(missing.getFirst()));
        }
        return columns.names().stream().mapToInt(name -> found.get(name.toLowerCase(Locale.ROOT))).toArray();
    }

    private static String[] next(final Iterator<String[]> rows) throws IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (final UncheckedIOException network) {
            throw network.getCause();
        } catch (final CsvParseException cut) {
            // not as the cause: it may quote the row
            throw new BrokenOff("the result has a row that is not whole");
        }
    }

    /** Counts the quotes that went by: they come in pairs, also inside of values. */
    private static final class QuoteCount extends FilterInputStream {

        private long quotes;

        QuoteCount(final InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            final int one = super.read();
            quotes += one == '"' ? 1 : 0;
            return one;
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            final int count = super.read(target, offset, length);
            for (int index = offset; index < offset + count; index++) {
                quotes += target[index] == '"' ? 1 : 0;
            }
            return count;
        }
    }
}
