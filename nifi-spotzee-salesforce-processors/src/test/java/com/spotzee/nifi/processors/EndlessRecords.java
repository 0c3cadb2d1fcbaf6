package com.spotzee.nifi.processors;

import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads ever new people from any content, and counts how many were asked for. */
class EndlessRecords extends AbstractControllerService implements RecordReaderFactory {

    private static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(new RecordField("external_id", RecordFieldType.STRING.getDataType())));

    private final AtomicInteger read;

    EndlessRecords(final AtomicInteger read) {
        this.read = read;
    }

    @Override
    public RecordReader createRecordReader(final Map<String, String> variables, final InputStream in, final long inputLength, final ComponentLog logger) {
        return new RecordReader() {
            @Override
            public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields) {
                return new MapRecord(SCHEMA, Map.of("external_id", "person " + read.incrementAndGet()));
            }

            @Override
            public RecordSchema getSchema() {
                return SCHEMA;
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }
}
