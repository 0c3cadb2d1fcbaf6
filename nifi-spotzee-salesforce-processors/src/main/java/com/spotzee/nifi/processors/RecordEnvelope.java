package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.SalesforceDateTime;
import com.spotzee.nifi.salesforce.SalesforceId;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which record a Spotzee user was made of, and how new it is.
 *
 * @param id      18 characters
 * @param version the largest of the record's stamps as Salesforce wrote it, or null if it was read without stamps
 */
record RecordEnvelope(String id, String version) {

    private static final String ENVELOPE = "salesforce";

    /** What a Salesforce record says of itself; empty if it has no id. */
    static Optional<RecordEnvelope> ofSalesforceRecord(final ObjectNode salesforceRecord) {
        final Optional<String> newest = Stream.of("SystemModstamp", "LastModifiedDate").map(stamp -> salesforceRecord.path(stamp).asText())
                .filter(stamp -> SalesforceDateTime.parse(stamp).isPresent()).max(Comparator.comparing(RecordEnvelope::moment));
        return of(salesforceRecord.path("Id"), newest.orElse(null));
    }

    /** What the mapper wrote beside the user; empty if there is no such envelope with an id. */
    static Optional<RecordEnvelope> ofUser(final ObjectNode user) {
        final JsonNode envelope = user.path(ENVELOPE);
        return of(envelope.path("id"), envelope.path("version").asText(null));
    }

    /** The user without its envelope. */
    static ObjectNode unwrapped(final ObjectNode user) {
        user.remove(ENVELOPE);
        return user;
    }

    /** When the record had this version; the beginning of time if that is not known. */
    Instant moment() {
        return version == null ? Instant.MIN : moment(version);
    }

    /** The user with this envelope. */
    ObjectNode around(final ObjectNode user) {
        final ObjectNode wrapped = JsonRecords.emptyRecord();
        final ObjectNode envelope = wrapped.putObject(ENVELOPE).put("id", id);
        if (version != null) {
            envelope.put("version", version);
        }
        return wrapped.setAll(user);
    }

    private static Optional<RecordEnvelope> of(final JsonNode id, final String version) {
        return id.isTextual() && SalesforceId.isValid(id.textValue())
                ? Optional.of(new RecordEnvelope(new SalesforceId(id.textValue()).value(), version)) : Optional.empty();
    }

    private static Instant moment(final String stamp) {
        return SalesforceDateTime.parse(stamp).orElse(Instant.MIN);
    }
}
