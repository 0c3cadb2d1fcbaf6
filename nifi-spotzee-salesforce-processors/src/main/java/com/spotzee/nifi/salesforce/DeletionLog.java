package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.spotzee.nifi.http.HttpAnswer;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an object's {@code deleted} resource answered: REST API Developer Guide, "Get Deleted". Salesforce gives 600,000 ids at most.
 *
 * @param deletions    what was deleted
 * @param availableFrom since when Salesforce still knows what was deleted, or null if it did not say
 * @param coveredUpTo  up to when the answer is complete, which is where the next one begins
 */
public record DeletionLog(List<Deletion> deletions, Instant availableFrom, Instant coveredUpTo) {

    public DeletionLog {
        deletions = List.copyOf(deletions);
    }

    /** Since when Salesforce still knows what was deleted; empty if it did not say. */
    public Optional<Instant> earliest() {
        return Optional.ofNullable(availableFrom);
    }

    /**
     * One record that is gone.
     *
     * @param id   18 characters
     * @param time when it was deleted, as Salesforce wrote it
     */
    public record Deletion(String id, String time) {
    }

    static DeletionLog read(final HttpAnswer answer) throws IOException {
        final List<Deletion> deletions = new ArrayList<>();
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
                    case "deletedRecords" -> readDeletions(json, value, deletions);
                    case "earliestDateAvailable" -> availableFrom = SalesforceDateTime.parse(json.getValueAsString("")).orElse(null);
                    case "latestDateCovered" -> coveredUpTo = SalesforceDateTime.parse(json.getValueAsString("")).orElse(null);
                    default -> json.skipChildren();
                }
            }
        }
        if (coveredUpTo == null) {
            throw new UnexpectedAnswer("latestDateCovered is no time");
        }
        return new DeletionLog(deletions, availableFrom, coveredUpTo);
    }

    private static void readDeletions(final JsonParser json, final JsonToken start, final List<Deletion> deletions) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            throw new UnexpectedAnswer("deletedRecords is no list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new UnexpectedAnswer("a deleted record is no object");
            }
            final Deletion deletion = deletion(json);
            // many are deleted in the same second, and a text for each would take more room than the ids
            final boolean sameTime = !deletions.isEmpty() && deletions.getLast().time().equals(deletion.time());
            deletions.add(sameTime ? new Deletion(deletion.id(), deletions.getLast().time()) : deletion);
        }
    }

    private static Deletion deletion(final JsonParser json) throws IOException {
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
        return new Deletion(new SalesforceId(id).value(), time);
    }
}
