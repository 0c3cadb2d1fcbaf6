package com.spotzee.nifi.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonRecordsTest {

    private static InputStream bytes(final String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(final String text) throws IOException {
        final List<String> records = new ArrayList<>();
        try (JsonRecordReader reader = JsonRecords.reader(bytes(text))) {
            for (Optional<ObjectNode> next = reader.next(); next.isPresent(); next = reader.next()) {
                records.add(next.get().toString());
            }
            assertEquals(records.size(), reader.records());
        }
        return records;
    }

    private static String rewritten(final String text) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonRecordReader reader = JsonRecords.reader(bytes(text)); JsonRecordWriter writer = JsonRecords.writer(out)) {
            for (Optional<ObjectNode> next = reader.next(); next.isPresent(); next = reader.next()) {
                writer.write(next.get());
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Nested
    class Reading {

        @ParameterizedTest
        @ValueSource(strings = {
            "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\n{\"a\":2}", "{\"a\":1}\r\n\r\n{\"a\":2}\r\n", "[{\"a\":1},{\"a\":2}]",
            " [ {\"a\":1} ,\n {\"a\":2} ] \n"})
        void takesLinesAndArrays(final String text) throws IOException {
            assertEquals(List.of("{\"a\":1}", "{\"a\":2}"), read(text));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "[]", " [ ] "})
        void findsNothingInNothing(final String text) throws IOException {
            assertEquals(List.of(), read(text));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "{\"a\":1} {\"Secret\" | Record 2 (line 1",
            "[{\"a\":1},{\"a\":2}] {\"a\":3} | Record 3 (line 1",
            "[{\"a\":1}, \"Secret\"] | Record 2 (line 1",
            "Secret | Record 1 (line 1",
            "7 | Record 1 (line 1",
            "[{\"a\":1} | Record 2 (line 1"
        })
        void saysWhereItStoppedAndNothingOfTheContent(final String text, final String start) {
            final UnreadableRecordsException failure = assertThrows(UnreadableRecordsException.class, () -> read(text));

            assertTrue(failure.getMessage().startsWith(start), failure.getMessage());
            assertFalse(failure.getMessage().contains("Secret"), failure.getMessage());
        }

        @Test
        void passesOnTheStreamsOwnFailure() {
            final InputStream failing = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("disk gone");
                }
            };

            final IOException failure = assertThrows(IOException.class, () -> JsonRecords.reader(failing).next());

            assertEquals("disk gone", failure.getMessage());
        }
    }

    @Nested
    class Writing {

        @ParameterizedTest
        @ValueSource(strings = {"350000000.00", "0.10", "12345678901234567890123.4567890", "-1", "0", "9007199254740993"})
        void keepsAllDigitsOfNumbers(final String number) throws IOException {
            assertEquals("{\"n\":%s}\n".formatted(number), rewritten("{\"n\":%s}".formatted(number)));
        }

        @Test
        void keepsNullAbsentAndUnicodeAsTheyAre() throws IOException {
            final String line = "{\"a\":null,\"name\":\"Zoë 李 😀\",\"Owner\":{\"Name\":\"Ann\"}}\n";

            assertEquals(line + line, rewritten(line + line));
        }

        @Test
        void leavesTheStreamToItsOwner() throws IOException {
            final boolean[] closed = new boolean[1];
            final ByteArrayOutputStream out = new ByteArrayOutputStream() {
                @Override
                public void close() {
                    closed[0] = true;
                }
            };

            try (JsonRecordWriter writer = JsonRecords.writer(out)) {
                writer.write(JsonRecords.emptyRecord().put("a", 1));
                assertEquals(1, writer.records());
            }

            assertEquals("{\"a\":1}\n", out.toString(StandardCharsets.UTF_8));
            assertFalse(closed[0]);
        }
    }
}
