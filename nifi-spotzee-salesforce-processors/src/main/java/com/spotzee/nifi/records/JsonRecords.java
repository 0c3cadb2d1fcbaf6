package com.spotzee.nifi.records;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The format between the processors, as {@code docs/data-format.md} describes it: JSON objects, one a line, numbers with all their digits.
 */
public final class JsonRecords {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            // a stream mostly belongs to whoever opened it
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonRecords() {
    }

    /** An empty object whose numbers keep their digits. */
    public static ObjectNode emptyRecord() {
        return MAPPER.createObjectNode();
    }

    /** Reads JSON lines, or one array of objects. */
    public static JsonRecordReader reader(final InputStream in) throws IOException {
        return new JsonRecordReader(MAPPER, in);
    }

    /** Writes JSON lines. */
    public static JsonRecordWriter writer(final OutputStream out) throws IOException {
        return new JsonRecordWriter(MAPPER, MAPPER.createGenerator(out));
    }

    /** Writes JSON lines to a stream that nobody else closes: closing the writer closes it. */
    public static JsonRecordWriter ownWriter(final OutputStream out) throws IOException {
        final JsonGenerator generator = MAPPER.createGenerator(out);
        generator.enable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        return new JsonRecordWriter(MAPPER, generator);
    }
}
