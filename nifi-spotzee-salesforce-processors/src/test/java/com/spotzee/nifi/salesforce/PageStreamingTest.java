package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpAnswer;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A page goes through memory record by record, however long it is: no reader runs ahead of its consumer by more than a buffer. */
class PageStreamingTest {

    private static final int RECORDS = 20_000;
    private static final String LONG_TEXT = "x".repeat(1000);
    /** The readers' own buffers, a record in the making included. */
    private static final long BUFFER = 64 * 1024;

    @Test
    void ofAQuery() throws IOException {
        final Text text = new Text("{\"totalSize\":%d,\"done\":true,\"records\":[{\"Id\":\"\"}".formatted(RECORDS + 1),
                ",{\"attributes\":{\"type\":\"Lead\"},\"Id\":\"%s\",\"Description\":\"" + LONG_TEXT + "\"}", "]}");
        final Consumer consumer = new Consumer(text);
        assertEquals(RECORDS + 1, new PageReader(consumer).read(answer(text, Map.of("Date", "Mon, 23 Nov 2026 10:00:00 GMT"))).records());
        consumer.assertNeverBehind();
    }

    @Test
    void ofAQueryInsideACompositeAnswer() throws IOException {
        final Text text = new Text(("{\"compositeResponse\":[{\"referenceId\":\"%s\",\"httpStatusCode\":200,\"body\":"
                + "{\"totalSize\":%d,\"done\":true,\"records\":[{\"Id\":\"\"}").formatted(OneWay.reference(0), RECORDS + 1),
                ",{\"attributes\":{\"type\":\"Lead\"},\"Id\":\"%s\",\"Description\":\"" + LONG_TEXT + "\"}", "]}}]}");
        final Consumer consumer = new Consumer(text);
        final Subrequest<QueryPage> page = new Subrequest<>("/", Map.of(), new PageReader(consumer)::read);
        new CompositeReader(List.of(page)).read(answer(text, Map.of("Date", "Mon, 23 Nov 2026 10:00:00 GMT")));
        consumer.assertNeverBehind();
    }

    @Test
    void ofABulkResult() throws IOException, SalesforceFailure {
        final SObjectDescription lead = new SObjectDescription("Lead", "00Q", List.of(text("Id"), text("Description")));
        final BulkColumns columns = BulkColumns.of(
                new BulkSelection("Lead", List.of(FieldPath.parse("Id"), FieldPath.parse("Description")), List.of(), false), object -> lead);
        final Text text = new Text("\"Id\",\"Description\"\n", "\"%s\",\"" + LONG_TEXT + "\"\n", "");
        final Consumer consumer = new Consumer(text);
        final HttpAnswer answer = answer(text, Map.of("Sforce-NumberOfRecords", Integer.toString(RECORDS), "Sforce-Locator", "null"));
        assertEquals(RECORDS, new ResultReader(columns, consumer).read(answer).records());
        consumer.assertNeverBehind();
    }

    private static FieldDescription text(final String name) {
        return new FieldDescription(name, name, FieldType.STRING, 255, true, false, null, List.of());
    }

    private static HttpAnswer answer(final Text text, final Map<String, String> headers) {
        final Map<String, List<String>> values = new HashMap<>();
        headers.forEach((name, value) -> values.put(name, List.of(value)));
        return new HttpAnswer(200, HttpHeaders.of(values, (name, value) -> true), text);
    }

    /** A body that is made while it is read: a head, so many records, an end. */
    private static final class Text extends InputStream {

        private final byte[] end;
        private final String pattern;
        private byte[] piece;
        private int place;
        private int made;
        private boolean ended;
        private long read;

        Text(final String head, final String pattern, final String end) {
            this.piece = head.getBytes(StandardCharsets.UTF_8);
            this.pattern = pattern;
            this.end = end.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            while (place == piece.length) {
                if (ended) {
                    return -1;
                }
                place = 0;
                ended = made == RECORDS;
                piece = ended ? end : pattern.formatted("00Q%015d".formatted(made)).getBytes(StandardCharsets.UTF_8);
                made++;
            }
            read++;
            return piece[place++];
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) {
            int count = 0;
            for (int one = 0; count < length; count++) {
                one = read();
                if (one < 0) {
                    return count == 0 ? -1 : count;
                }
                target[offset + count] = (byte) one;
            }
            return count;
        }
    }

    /** Takes note of how far the body was read when each record was handed over. */
    private static final class Consumer implements RecordConsumer {

        private final Text text;
        private long handed;
        private long furthestAhead;

        Consumer(final Text text) {
            this.text = text;
        }

        @Override
        public void accept(final ObjectNode salesforceRecord) {
            handed += salesforceRecord.path("Description").asText().length();
            // what is read besides the texts themselves is less than a tenth of them
            furthestAhead = Math.max(furthestAhead, text.read - handed - handed / 10);
        }

        void assertNeverBehind() {
            assertEquals((long) RECORDS * LONG_TEXT.length(), handed);
            assertTrue(furthestAhead < BUFFER, "read ahead by bytes: " + furthestAhead);
        }
    }
}
