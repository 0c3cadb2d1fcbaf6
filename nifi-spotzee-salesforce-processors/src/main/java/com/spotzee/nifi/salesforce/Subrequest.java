package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * A reading request inside of a composite one, and its answer once that is read. The inner status may come after the body, so the body's form
 * decides: an object is what was asked for, a list is errors.
 *
 * @param <T> what a good answer is read as
 */
final class Subrequest<T> {

    private final String path;
    private final Map<String, String> headers;
    private final BodyReader<T> reader;
    private T value;
    private JsonNode error;
    private Reply<T> reply;

    /**
     * A request.
     *
     * @param path    address without the instance, encoded
     * @param headers its own headers
     * @param reader  reads a good answer's body
     */
    Subrequest(final String path, final Map<String, String> headers, final BodyReader<T> reader) {
        this.path = path;
        this.headers = headers;
        this.reader = reader;
    }

    /** Reads the object that begins at the parser's current token, up to its end. */
    @FunctionalInterface
    interface BodyReader<T> {
        T read(JsonParser json, Instant serverTime) throws IOException;
    }

    String path() {
        return path;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The answer, once the composite one has been read. */
    Reply<T> reply() {
        return reply;
    }

    void begin() {
        value = null;
        error = RecordJson.MAPPER.missingNode();
        reply = null;
    }

    void body(final JsonParser json, final Instant serverTime) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            value = reader.read(json, serverTime);
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            error = RecordJson.MAPPER.<JsonNode>readTree(json).path(0);
        }
    }

    void end(final int status, final Instant serverTime) throws UnexpectedAnswer {
        if (value != null || status == 304) {
            reply = new Reply.Good<>(value, serverTime);
        } else if (error.isMissingNode() && status < 300) {
            throw new UnexpectedAnswer("a part of the composite answer is neither what was asked for nor an error");
        } else {
            reply = new Reply.Bad<>(new ErrorAnswer(Math.max(status, 400), error.path("errorCode").asText(""), error.path("message").asText(""), ""));
        }
    }
}
