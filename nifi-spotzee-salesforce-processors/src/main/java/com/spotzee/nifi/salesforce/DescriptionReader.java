package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.http.HttpAnswer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what the sync needs of a describe answer, field by field: a large object's answer is 400 KB, most of it of no use here. */
final class DescriptionReader {

    private DescriptionReader() {
    }

    static SObjectDescription read(final HttpAnswer answer) throws IOException {
        try (JsonParser json = RecordJson.MAPPER.createParser(answer.body())) {
            if (json.nextToken() == null) {
                throw BrokenOff.empty();
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new UnexpectedAnswer("the description is no object");
            }
            final SObjectDescription description = read(json);
            json.nextToken();
            return description;
        }
    }

    /** Reads the description that begins at the parser's current token, up to its end. */
    static SObjectDescription read(final JsonParser json) throws IOException {
        String name = null;
        String keyPrefix = null;
        final List<FieldDescription> fields = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            final String member = json.currentName();
            final JsonToken value = json.nextToken();
            switch (member) {
                case "name" -> name = json.getValueAsString();
                case "keyPrefix" -> keyPrefix = json.getValueAsString();
                case "fields" -> readFields(json, value, fields);
                default -> json.skipChildren();
            }
        }
        if (name == null || fields.isEmpty()) {
            throw new UnexpectedAnswer("the description has no name or no fields");
        }
        return new SObjectDescription(name, keyPrefix, fields);
    }

    private static void readFields(final JsonParser json, final JsonToken start, final List<FieldDescription> fields) throws IOException {
        if (start != JsonToken.START_ARRAY) {
            throw new UnexpectedAnswer("the description's fields are no list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            final JsonNode field = RecordJson.MAPPER.readTree(json);
            if (!field.path("name").isTextual() || !field.path("type").isTextual()) {
                throw new UnexpectedAnswer("a field of the description has no name or no type");
            }
            fields.add(field(field));
        }
    }

    private static FieldDescription field(final JsonNode field) {
        final List<String> referenceTo = new ArrayList<>();
        field.path("referenceTo").forEach(object -> referenceTo.add(object.asText()));
        return new FieldDescription(field.get("name").asText(), field.path("label").asText(field.get("name").asText()),
                FieldType.named(field.get("type").asText()), field.path("length").asInt(), field.path("filterable").asBoolean(),
                field.path("calculated").asBoolean(), field.path("relationshipName").isTextual() ? field.get("relationshipName").asText() : null,
                referenceTo, field.path("compoundFieldName").isTextual() ? field.get("compoundFieldName").asText() : null);
    }
}
