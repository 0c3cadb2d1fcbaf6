package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.http.HttpAnswer;

import java.io.IOException;

/**
 * Reads the answer to a query that travelled in a composite request: the page stands inside of it, and so does its error, in an answer of
 * status 200. The inner status may come after the body, so the body's form decides: an object is a page, a list is errors.
 */
final class CompositeReader {

    private final PageReader pageReader;
    private QueryPage page;
    private JsonNode error;
    private int status;

    CompositeReader(final PageReader pageReader) {
        this.pageReader = pageReader;
    }

    /** Reads an answer. May be called again while nothing was delivered. */
    Reply<QueryPage> read(final HttpAnswer answer) throws IOException {
        if (!answer.successful()) {
            return new Reply.Bad<>(ErrorAnswer.read(answer));
        }
        page = null;
        error = RecordJson.MAPPER.missingNode();
        status = 0;
        try (JsonParser json = RecordJson.MAPPER.createParser(answer.body())) {
            if (json.nextToken() == null) {
                throw BrokenOff.empty();
            }
            expect(json.currentToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                final boolean responses = "compositeResponse".equals(json.currentName());
                json.nextToken();
                if (responses) {
                    responses(json, answer);
                } else {
                    json.skipChildren();
                }
            }
            json.nextToken();
        }
        return reply();
    }

    private void responses(final JsonParser json, final HttpAnswer answer) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            final String name = json.currentName();
            final JsonToken value = json.nextToken();
            switch (name) {
                case "body" -> body(json, value, answer);
                case "httpStatusCode" -> status = json.getValueAsInt();
                default -> json.skipChildren();
            }
        }
        expect(json.nextToken() == JsonToken.END_ARRAY);
    }

    private void body(final JsonParser json, final JsonToken value, final HttpAnswer answer) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            page = pageReader.read(json, PageReader.serverTime(answer));
        } else if (value == JsonToken.START_ARRAY) {
            error = RecordJson.MAPPER.<JsonNode>readTree(json).path(0);
        }
    }

    private Reply<QueryPage> reply() throws UnexpectedAnswer {
        if (page != null) {
            return new Reply.Good<>(page, page.serverTime());
        }
        if (error.isMissingNode() && status < 300) {
            throw new UnexpectedAnswer("the composite answer holds neither a page nor an error");
        }
        return new Reply.Bad<>(new ErrorAnswer(Math.max(status, 400), error.path("errorCode").asText(""), error.path("message").asText(""), ""));
    }

    private static void expect(final boolean form) throws UnexpectedAnswer {
        if (!form) {
            throw new UnexpectedAnswer("the answer is not the composite answer it should be");
        }
    }
}
