package com.spotzee.nifi.records;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes records as JSON lines and counts them; closing it flushes and leaves the stream open for its owner to close. */
public final class JsonRecordWriter implements Closeable {

    private final JsonMapper mapper;
    private final JsonGenerator generator;
    private long records;

    JsonRecordWriter(final JsonMapper mapper, final OutputStream out) throws IOException {
        this.mapper = mapper;
        this.generator = mapper.createGenerator(out);
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
