package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpAnswer;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What an object's {@code deleted} resource answered besides the deletions, which went to the {@link RecordConsumer}: REST API Developer Guide, "Get
 * Deleted". Salesforce gives 600,000 ids at most.
 *
 * @param deletions     how many were told
 * @param availableFrom since when Salesforce still knows what was deleted, or null if it did not say
 * @param coveredUpTo   up to when the answer is complete, which is where the next one begins
 */
public record DeletionLog(int deletions, Instant availableFrom, Instant coveredUpTo) {

    /** Since when Salesforce still knows what was deleted; empty if it did not say. */
    public Optional<Instant> earliest() {
        return Optional.ofNullable(availableFrom);
    }

    /** Reads an answer, and hands each deletion on in the form in which {@code queryAll} shows it: Id, SystemModstamp, IsDeleted. */
    static DeletionLog read(final HttpAnswer answer, final Delivery delivery) throws IOException {
        Instant availableFrom = null;
        Instant coveredUpTo = null;
        try (JsonParser json = RecordJson.MAPPER.createParser(answer.body())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new UnexpectedAnswer("the answer should be an object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                final String name = json.currentName();
                final JsonToken value = json.nextToken();
                switch (name) {
                    case "deletedRecords" -> readDeletions(json, value, delivery);
                    case "earliestDateAvailable" -> availableFrom = SalesforceDateTime.parse(json.getValueAsString("")).orElse(null);
                    case "latestDateCovered" -> coveredUpTo = SalesforceDateTime.parse(json.getValueAsString("")).orElse(null);
                    default -> json.skipChildren();
                }
            }
        }
        if (coveredUpTo == null) {
            throw new UnexpectedAnswer("latestDateCovered is no time");
        }
        return new DeletionLog(delivery.records(), availableFrom, coveredUpTo);
    }

    private static void readDeletions(final JsonParser json, final JsonToken start, final Delivery delivery) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            throw new UnexpectedAnswer("deletedRecords is no list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new UnexpectedAnswer("a deleted record is no object");
            }
            delivery.hand(deletion(json));
        }
    }

    private static ObjectNode deletion(final JsonParser json) throws IOException {
        String id = "";
        String time = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            final String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> id = json.getValueAsString("");
                case "deletedDate" -> time = json.getValueAsString("");
                default -> json.skipChildren();
            }
        }
        if (!SalesforceId.isValid(id)) {
            throw new UnexpectedAnswer("a deleted record has no id");
        }
        return RecordJson.MAPPER.createObjectNode().put("Id", new SalesforceId(id).value()).put("SystemModstamp", time).put("IsDeleted", true);
    }
}
