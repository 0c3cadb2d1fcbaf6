package com.spotzee.nifi.records;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads records one by one, holding no more than one: JSON objects on lines of their own, or the objects of one JSON array. */
public final class JsonRecordReader implements Closeable {

    private final JsonMapper mapper;
    private final JsonParser parser;
    private boolean started;
    private boolean inArray;
    private long records;

    JsonRecordReader(final JsonMapper mapper, final InputStream in) throws IOException {
        this.mapper = mapper;
        this.parser = mapper.createParser(in);
    }

    /**
     * The next record; empty at the end.
     *
     * @throws UnreadableRecordsException if the content is not of this format; the message says where and holds nothing of the content
     */
    public Optional<ObjectNode> next() throws IOException {
        try {
            final JsonToken token = nextRecordStart();
            if (token == null) {
                return Optional.empty();
            }
            if (token != JsonToken.START_OBJECT) {
                throw unreadable("a JSON object was expected, but another JSON value stands there");
            }
            final ObjectNode next = mapper.readTree(parser);
            records++;
            return Optional.of(next);
        } catch (final JsonProcessingException | CharConversionException e) {
            // the parser's message quotes the content, which may be personal: it goes no further
            throw unreadable("this is no well-formed JSON in UTF-8");
        }
    }

    /** How many records have been read. */
    public long records() {
        return records;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private JsonToken nextRecordStart() throws IOException {
        final JsonToken token = parser.nextToken();
        if (!started) {
            started = true;
            inArray = token == JsonToken.START_ARRAY;
            return inArray ? elementOrEnd(parser.nextToken()) : token;
        }
        return inArray ? elementOrEnd(token) : token;
    }

    private JsonToken elementOrEnd(final JsonToken token) throws IOException {
        if (token != JsonToken.END_ARRAY) {
            return token;
        }
        if (parser.nextToken() != null) {
            throw unreadable("something follows the array's closing bracket");
        }
        return null;
    }

    private UnreadableRecordsException unreadable(final String reason) {
        final JsonLocation location = parser.currentLocation();
        return new UnreadableRecordsException("Record %d (line %d, column %d) can't be read: %s. Send JSON lines or one JSON array of objects"
                .formatted(records + 1, location.getLineNr(), location.getColumnNr(), reason));
    }
}
