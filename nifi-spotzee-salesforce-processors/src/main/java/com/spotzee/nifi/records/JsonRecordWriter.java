package com.spotzee.nifi.records;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.Closeable;
import java.io.IOException;

/** Writes records as JSON lines and counts them; closing it flushes. */
public final class JsonRecordWriter implements Closeable {

    private final JsonMapper mapper;
    private final JsonGenerator generator;
    private long records;

    JsonRecordWriter(final JsonMapper mapper, final JsonGenerator generator) {
        this.mapper = mapper;
        this.generator = generator;
        generator.setRootValueSeparator(null);
    }

    public void write(final JsonNode item) throws IOException {
        mapper.writeTree(generator, item);
        generator.writeRaw('\n');
        records++;
    }

    /** How many records have been written. */
    public long records() {
        return records;
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }
}
