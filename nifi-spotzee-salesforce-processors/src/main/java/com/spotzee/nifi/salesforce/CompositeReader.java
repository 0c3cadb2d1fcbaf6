package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.spotzee.nifi.http.HttpAnswer;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Reads the answer to a composite request part by part, each while it arrives: an answer of status 200 whose parts may be errors. */
final class CompositeReader {

    private final List<Subrequest<?>> parts;

    CompositeReader(final List<Subrequest<?>> parts) {
        this.parts = parts;
    }

    /** Reads an answer; the parts know theirs then. May be called again while nothing of them was used. */
    Reply<Instant> read(final HttpAnswer answer) throws IOException {
        if (!answer.successful()) {
            return new Reply.Bad<>(ErrorAnswer.read(answer));
        }
        final Instant serverTime = PageReader.serverTime(answer);
        int read = 0;
        try (JsonParser json = RecordJson.MAPPER.createParser(answer.body())) {
            if (json.nextToken() == null) {
                throw BrokenOff.empty();
            }
            expect(json.currentToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                final boolean responses = "compositeResponse".equals(json.currentName());
                json.nextToken();
                if (responses) {
                    read = responses(json, serverTime);
                } else {
                    json.skipChildren();
                }
            }
            json.nextToken();
        }
        expect(read == parts.size());
        return new Reply.Good<>(serverTime, serverTime);
    }

    private int responses(final JsonParser json, final Instant serverTime) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        int index = 0;
        while (json.nextToken() == JsonToken.START_OBJECT) {
            expect(index < parts.size());
            response(json, parts.get(index), OneWay.reference(index), serverTime);
            index++;
        }
        return index;
    }

    private static void response(final JsonParser json, final Subrequest<?> part, final String reference, final Instant serverTime) throws IOException {
        int status = 0;
        part.begin();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            final String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "body" -> part.body(json, serverTime);
                case "httpStatusCode" -> status = json.getValueAsInt();
                case "referenceId" -> expect(reference.equals(json.getValueAsString()));
                default -> json.skipChildren();
            }
        }
        part.end(status, serverTime);
    }

    private static void expect(final boolean form) throws UnexpectedAnswer {
        if (!form) {
            throw new UnexpectedAnswer("the answer is not the composite answer it should be");
        }
    }
}
