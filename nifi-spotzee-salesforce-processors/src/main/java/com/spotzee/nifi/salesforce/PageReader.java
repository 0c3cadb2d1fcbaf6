package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpAnswer;

import java.io.IOException;
import java.time.Instant;

/** Reads a page of a query record by record, in whatever order the answer has its members. */
final class PageReader {

    private final Delivery delivery;
    private final long before;
    private long totalSize;
    private Boolean done;
    private String nextPage;

    /** A reader of the first page. */
    PageReader(final RecordConsumer consumer) {
        this(consumer, 0);
    }

    /** A reader of the page that so many rows came before. */
    PageReader(final RecordConsumer consumer, final long before) {
        this.delivery = new Delivery(consumer);
        this.before = before;
    }

    /** Whether the page may still be asked for again: once the consumer has a record, it would get it twice. */
    boolean nothingDelivered() {
        return delivery.records() == 0;
    }

    /** Reads an answer. May be called again while nothing was delivered. */
    QueryPage read(final HttpAnswer answer) throws IOException {
        try (JsonParser json = RecordJson.MAPPER.createParser(answer.body())) {
            if (json.nextToken() == null) {
                throw BrokenOff.empty();
            }
            final QueryPage page = read(json, serverTime(answer));
            json.nextToken();
            return page;
        }
    }

    /** Reads the page that begins at the parser's current token, up to its end. */
    QueryPage read(final JsonParser json, final Instant serverTime) throws IOException {
        totalSize = -1;
        done = null;
        nextPage = null;
        expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            member(json, json.currentName());
        }
        if (totalSize < 0) {
            throw new UnexpectedAnswer("the answer has no totalSize");
        }
        if (done == null) {
            throw new UnexpectedAnswer("the answer does not say whether it is the last page");
        }
        final long shown = before + delivery.records();
        return new QueryPage(totalSize, delivery.records(), done ? Math.max(0, totalSize - shown) : 0, next(shown), serverTime);
    }

    static Instant serverTime(final HttpAnswer answer) throws UnexpectedAnswer {
        return answer.serverTime().orElseThrow(() -> new UnexpectedAnswer("the answer has no Date header"));
    }

    private void member(final JsonParser json, final String name) throws IOException {
        final JsonToken value = json.nextToken();
        switch (name) {
            case "totalSize" -> {
                expect(value, JsonToken.VALUE_NUMBER_INT, "a number as totalSize");
                totalSize = json.getLongValue();
            }
            case "done" -> {
                if (!value.isBoolean()) {
                    throw new UnexpectedAnswer("the answer should have true or false as done");
                }
                done = json.getBooleanValue();
            }
            case "nextRecordsUrl" -> nextPage = json.getValueAsString();
            case "records" -> records(json, value);
            default -> json.skipChildren();
        }
    }

    private void records(final JsonParser json, final JsonToken start) throws IOException {
        expect(start, JsonToken.START_ARRAY, "a list as records");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            final JsonNode element = RecordJson.MAPPER.readTree(json);
            if (!(element instanceof ObjectNode salesforceRecord)) {
                throw new UnexpectedAnswer("a record is no object");
            }
            RecordJson.stripAttributes(salesforceRecord);
            delivery.hand(salesforceRecord);
        }
    }

    private QueryLocator next(final long shown) throws UnexpectedAnswer {
        if (done) {
            return null;
        }
        // the token goes with the next request: nothing but a path on the same instance will do
        if (nextPage == null || !nextPage.startsWith("/services/")) {
            throw new UnexpectedAnswer("the page is not the last, but says not where the next one is");
        }
        return new QueryLocator(nextPage, shown);
    }

    private static void expect(final JsonToken found, final JsonToken expected, final String what) throws UnexpectedAnswer {
        if (found != expected) {
            throw new UnexpectedAnswer("the answer should have " + what);
        }
    }
}
