package com.spotzee.nifi.processors.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.SalesforceDateTime;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.sync.RecordLinks;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which record a Spotzee user was made of, and how new it is.
 *
 * @param id      18 characters
 * @param version the largest of the stamps that were read, its parents' included, as Salesforce wrote it, or null if it was read without stamps
 * @param successors who took the record's place, by the name of the envelope's member; 18 characters each
 */
public record RecordEnvelope(String id, String version, Map<String, String> successors) {

    private static final String CONVERTED_CONTACT = "converted_contact_id";
    private static final String MASTER_RECORD = "master_record_id";

    private static final String ENVELOPE = "salesforce";
    private static final List<String> STAMPS = List.of("SystemModstamp", "LastModifiedDate");

    public RecordEnvelope {
        successors = successors.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(successors));
    }

    /** What a Salesforce record says of itself; empty if it has no id. */
    public static Optional<RecordEnvelope> ofSalesforceRecord(final ObjectNode salesforceRecord) {
        final Optional<String> newest = stamps(salesforceRecord).max(Comparator.comparing(RecordEnvelope::moment));
        final Map<String, String> successors = new LinkedHashMap<>();
        RecordLinks.contact(salesforceRecord).ifPresent(contact -> successors.put(CONVERTED_CONTACT, contact));
        RecordLinks.winner(salesforceRecord).ifPresent(winner -> successors.put(MASTER_RECORD, winner));
        return of(salesforceRecord.path("Id"), newest.orElse(null), successors);
    }

    /** A parent's change makes a new version of the record without moving the record's own stamps. */
    private static Stream<String> stamps(final JsonNode node) {
        final Stream<String> own = STAMPS.stream().map(stamp -> node.path(stamp).textValue())
                .filter(stamp -> stamp != null && SalesforceDateTime.parse(stamp).isPresent());
        return Stream.concat(own, node.valueStream().filter(JsonNode::isObject).flatMap(RecordEnvelope::stamps));
    }

    /** What the mapper wrote beside the user; empty if there is no such envelope with an id. */
    public static Optional<RecordEnvelope> ofUser(final ObjectNode user) {
        final JsonNode envelope = user.path(ENVELOPE);
        final Map<String, String> successors = new LinkedHashMap<>();
        for (final String member : List.of(CONVERTED_CONTACT, MASTER_RECORD)) {
            if (envelope.path(member).isTextual()) {
                successors.put(member, envelope.path(member).textValue());
            }
        }
        return of(envelope.path("id"), envelope.path("version").asText(null), successors);
    }

    /** What is wrong with the id of a record or user that has no envelope; empty if it names no id at all. */
    static Optional<String> whyTheIdIsWrong(final ObjectNode item) {
        final JsonNode id = item.path(ENVELOPE).has("id") ? item.path(ENVELOPE).path("id") : item.path("Id");
        try {
            return id.isTextual() ? Optional.of(new SalesforceId(id.textValue())).flatMap(valid -> Optional.empty()) : Optional.empty();
        } catch (final IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The contact that the lead was converted to: 18 characters. */
    Optional<String> convertedContact() {
        return Optional.ofNullable(successors.get(CONVERTED_CONTACT)).filter(SalesforceId::isValid).map(contact -> new SalesforceId(contact).value());
    }

    /** The user without its envelope. */
    public static ObjectNode unwrapped(final ObjectNode user) {
        user.remove(ENVELOPE);
        return user;
    }

    /** When the record had this version; the beginning of time if that is not known. */
    Instant moment() {
        return version == null ? Instant.MIN : moment(version);
    }

    /** The user with this envelope. */
    public ObjectNode around(final ObjectNode user) {
        final ObjectNode wrapped = JsonRecords.emptyRecord();
        final ObjectNode envelope = wrapped.putObject(ENVELOPE).put("id", id);
        if (version != null) {
            envelope.put("version", version);
        }
        successors.forEach(envelope::put);
        return wrapped.setAll(user);
    }

    private static Optional<RecordEnvelope> of(final JsonNode id, final String version, final Map<String, String> successors) {
        return id.isTextual() && SalesforceId.isValid(id.textValue())
                ? Optional.of(new RecordEnvelope(new SalesforceId(id.textValue()).value(), version, successors)) : Optional.empty();
    }

    private static Instant moment(final String stamp) {
        return SalesforceDateTime.parse(stamp).orElse(Instant.MIN);
    }
}
