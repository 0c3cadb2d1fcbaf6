package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.comparison.ComparedField;
import com.spotzee.nifi.sandbox.comparison.Comparison;
import com.spotzee.nifi.sandbox.comparison.Difference;
import com.spotzee.nifi.sandbox.comparison.ObjectComparison;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes a comparison of everybody in numbers. */
final class ComparisonDocument {
    private final Comparison comparison;

    ComparisonDocument(final Comparison comparison) {
        this.comparison = comparison;
    }

    void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", comparison.at().toString());
        writeBehind(json);
        json.writeArrayFieldStart("integrations");
        for (final String integration : comparison.integrations()) {
            json.writeString(integration);
        }
        json.writeEndArray();
        json.writeNumberField("users", comparison.users());
        json.writeNumberField("otherUsers", comparison.users() - comparison.objects().stream().mapToLong(ObjectComparison::users).sum());
        json.writeArrayFieldStart("objects");
        for (final ObjectComparison object : comparison.objects()) {
            writeObject(json, object);
        }
        json.writeEndArray();
        writeFields(json);
        json.writeEndObject();
    }

    private void writeBehind(final JsonGenerator json) throws IOException {
        final Optional<Instant> since = comparison.waitingSince();
        json.writeObjectFieldStart("behind");
        json.writeNumberField("people", comparison.count(Difference.BEHIND));
        json.writeStringField("since", since.map(Instant::toString).orElse(null));
        json.writeNumberField("seconds", since.map(oldest -> Math.max(0, Duration.between(oldest, comparison.at()).toSeconds())).orElse(0L));
        json.writeEndObject();
    }

    private static void writeObject(final JsonGenerator json, final ObjectComparison object) throws IOException {
        json.writeStartObject();
        json.writeStringField("object", object.object());
        json.writeNumberField("people", object.people());
        json.writeNumberField("deleted", object.deleted());
        json.writeNumberField("optedOut", object.optedOut());
        json.writeNumberField("users", object.users());
        json.writeNumberField("mailable", object.mailable());
        json.writeNumberField("behind", object.count(Difference.BEHIND));
        json.writeNumberField("missing", object.count(Difference.MISSING));
        json.writeNumberField("mailableOptOuts", object.count(Difference.MAILABLE_OPT_OUT));
        json.writeEndObject();
    }

    private static void writeFields(final JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("compared");
        for (final ComparedField field : ComparedField.values()) {
            json.writeStartObject();
            json.writeStringField("salesforce", field.salesforceName());
            json.writeStringField("spotzee", field.spotzeeName());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
