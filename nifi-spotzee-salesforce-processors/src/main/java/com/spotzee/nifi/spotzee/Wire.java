package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Spotzee's JSON, in and out. */
final class Wire {

    private static final JsonMapper JSON = JsonMapper.builder().disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private Wire() {
    }

    static byte[] bytes(final Object nodes) {
        try {
            return JSON.writeValueAsBytes(nodes);
        } catch (final JsonProcessingException e) {
            throw new IllegalArgumentException("users that can't be written as JSON", e);
        }
    }

    /** What the body says, or nothing if it is no JSON: a proxy's page, a cut text. */
    static Optional<JsonNode> parsed(final InputStream body) throws IOException {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (final JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A text member, or null if it is absent, null or no text. */
    static String text(final JsonNode node, final String member) {
        return node.path(member).textValue();
    }

    /** A moment as Spotzee writes it (ISO 8601, with or without fractions); empty if it is none. */
    static Optional<Instant> instant(final String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (final DateTimeException notAMoment) {
            return Optional.empty();
        }
    }
}
