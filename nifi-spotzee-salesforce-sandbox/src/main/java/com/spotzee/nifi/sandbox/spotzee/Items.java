package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.CharConversionException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;

/** Reads the bare array of 1 to 100 objects that every batch of Spotzee's is, refusing what has the wrong shape. */
final class Items {

    /** Keeps every digit of a number. */
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int MOST = 100;

    private Items() {
    }

    static JsonNode read(final byte[] body) throws IOException {
        final JsonNode items = parsed(body);
        if (!items.isArray()) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "body", "The body must be a JSON array of 1 to 100 items.");
        }
        if (items.isEmpty()) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_EMPTY, "body", "The array must have 1 to 100 items, not 0.");
        }
        if (items.size() > MOST) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "body", "The array must have 1 to 100 items, not " + items.size() + ".");
        }
        return items;
    }

    /** Refuses an item that is no object or has other fields than these. */
    static void checkFields(final JsonNode item, final int index, final Set<String> known) {
        if (!item.isObject()) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "[" + index + "]", "Every item must be a JSON object.");
        }
        final Iterator<String> names = item.fieldNames();
        while (names.hasNext()) {
            final String name = names.next();
            if (!known.contains(name)) {
                throw new RefusedException(ProblemCode.PARAMETER_UNKNOWN, param(index, name), "There is no such field; free attributes go into data.");
            }
        }
    }

    /** A text, or null if the field is absent or null. */
    static String text(final JsonNode item, final int index, final String name) {
        final JsonNode value = item.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, param(index, name), name + " must be a string.");
        }
        return value.textValue();
    }

    /** Refuses an item that names nobody. */
    static void checkIdentity(final String externalId, final String anonymousId, final int index) {
        if (externalId == null && anonymousId == null) {
            throw new RefusedException(ProblemCode.PARAMETER_MISSING, param(index, "external_id"), "Every item needs an external_id or an anonymous_id.");
        }
        if (externalId != null && externalId.isEmpty() || anonymousId != null && anonymousId.isEmpty()) {
            final String name = externalId != null && externalId.isEmpty() ? "external_id" : "anonymous_id";
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_EMPTY, param(index, name), "An id must not be empty.");
        }
    }

    static String param(final int index, final String name) {
        return "[" + index + "]." + name;
    }

    private static JsonNode parsed(final byte[] body) throws IOException {
        try {
            return MAPPER.readTree(body);
        } catch (final JsonProcessingException | CharConversionException e) {
            throw new RefusedException(ProblemCode.PARAMETER_INVALID_FORMAT, "body", "The body is not valid JSON.");
        }
    }
}
