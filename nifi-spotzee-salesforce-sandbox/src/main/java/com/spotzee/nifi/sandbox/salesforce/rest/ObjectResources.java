package com.spotzee.nifi.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.http.HttpSite;
import com.spotzee.nifi.sandbox.salesforce.schema.DescribeDocument;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.DeletedRecords;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.UpdatedRecords;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What stands below {@code sobjects}: the list, descriptions, single records, and who changed or went. */
final class ObjectResources {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final Duration UPDATED_REACH = Duration.ofDays(30);
    private static final Duration DELETED_REACH = Duration.ofDays(15);

    private final OrgStore store;

    ObjectResources(final OrgStore store) {
        this.store = store;
    }

    DataAnswer list(final DataRequest request) {
        final OrgSchema schema = store.schema();
        final DescribeDocument document = new DescribeDocument(schema, request.version());
        return DataAnswer.json(json -> {
            json.writeStartObject();
            json.writeStringField("encoding", "UTF-8");
            json.writeNumberField("maxBatchSize", 200);
            json.writeArrayFieldStart("sobjects");
            for (final SObjectType object : schema.objects()) {
                json.writeTree(document.entry(object));
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    DataAnswer entry(final DataRequest request) {
        final OrgSchema schema = store.schema();
        final SObjectType object = object(request);
        return DataAnswer.json(json -> {
            json.writeStartObject();
            json.writeFieldName("objectDescribe");
            json.writeTree(new DescribeDocument(schema, request.version()).entry(object));
            json.writeArrayFieldStart("recentItems");
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    DataAnswer describe(final DataRequest request) {
        final OrgSchema schema = store.schema();
        final SObjectType object = object(request);
        final Instant changed = schema.lastModified().truncatedTo(ChronoUnit.SECONDS);
        if (request.header("If-Modified-Since").flatMap(ObjectResources::httpDate).filter(since -> !changed.isAfter(since)).isPresent()) {
            return DataAnswer.notModified();
        }
        return DataAnswer.json(json -> json.writeTree(new DescribeDocument(schema, request.version()).describe(object)))
                .with("Last-Modified", HttpSite.httpDate(changed));
    }

    DataAnswer record(final DataRequest request) {
        final SObjectType object = object(request);
        final Optional<ObjectNode> record = store.find(object.name(), request.path().get(2));
        if (record.isEmpty() || record.get().path("IsDeleted").asBoolean() || !store.shared(request.path().get(2))) {
            throw ApiError.notFound();
        }
        return DataAnswer.json(json -> json.writeTree(record.get()));
    }

    DataAnswer updated(final DataRequest request) {
        final Span span = span(request, UPDATED_REACH);
        final UpdatedRecords records = store.updated(object(request).name(), span.start(), span.end());
        return DataAnswer.json(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("ids");
            for (final String id : records.ids()) {
                json.writeString(id);
            }
            json.writeEndArray();
            json.writeStringField("latestDateCovered", STAMP.format(records.latestDateCovered()));
            json.writeEndObject();
        });
    }

    DataAnswer deleted(final DataRequest request) {
        final Span span = span(request, DELETED_REACH);
        final DeletedRecords records = store.deleted(object(request).name(), span.start(), span.end());
        return DataAnswer.json(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("deletedRecords");
            for (final DeletedRecords.Deletion deletion : records.deletions()) {
                writeDeletion(json, deletion);
            }
            json.writeEndArray();
            json.writeStringField("earliestDateAvailable", STAMP.format(records.earliestDateAvailable()));
            json.writeStringField("latestDateCovered", STAMP.format(records.latestDateCovered()));
            json.writeEndObject();
        });
    }

    private static void writeDeletion(final JsonGenerator json, final DeletedRecords.Deletion deletion) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", deletion.id());
        json.writeStringField("deletedDate", STAMP.format(deletion.deletedDate()));
        json.writeEndObject();
    }

    private SObjectType object(final DataRequest request) {
        return store.schema().object(request.path().get(1)).orElseThrow(ApiError::notFound);
    }

    private Span span(final DataRequest request, final Duration reach) {
        final Instant start = moment(request, "start");
        final Instant end = moment(request, "end");
        if (Duration.between(start, end).compareTo(Duration.ofMinutes(1)) < 0) {
            throw replicationDate("endDate has to be at least one minute greater than startDate");
        }
        if (start.isBefore(store.clock().now().minus(reach).truncatedTo(ChronoUnit.MINUTES))) {
            throw replicationDate("startDate cannot be more than " + reach.toDays() + " days ago");
        }
        return new Span(start, end);
    }

    /** Seconds are cut, as Salesforce does it. */
    private static Instant moment(final DataRequest request, final String name) {
        final String text = request.required(name, replicationDate("Required parameter '" + name + "' is missing"));
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MINUTES);
        } catch (final DateTimeException e) {
            throw replicationDate("'" + name + "' is not a valid value for the type xsd:dateTime");
        }
    }

    private static ApiError replicationDate(final String message) {
        return new ApiError(400, "INVALID_REPLICATION_DATE", message);
    }

    private static Optional<Instant> httpDate(final String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (final DateTimeException e) {
            return Optional.empty();
        }
    }

    private record Span(Instant start, Instant end) {
    }
}
