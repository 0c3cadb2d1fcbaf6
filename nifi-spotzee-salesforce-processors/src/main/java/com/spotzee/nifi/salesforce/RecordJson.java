package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;

/** How records are read: numbers keep every digit that Salesforce wrote, {@code 300.0} stays {@code 300.0}. */
final class RecordJson {

    static final ObjectMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private RecordJson() {
    }

    /**
     * Reads a whole answer.
     *
     * @throws BrokenOff if it is empty
     */
    static JsonNode read(final InputStream body) throws IOException {
        final JsonNode read = MAPPER.readTree(body);
        if (read.isMissingNode()) {
            throw BrokenOff.empty();
        }
        return read;
    }

    /** Takes {@code attributes} off the record and off everything nested in it. */
    static void stripAttributes(final JsonNode node) {
        if (node instanceof ObjectNode object) {
            // a field of that name can't exist: API names of custom fields end in __c
            object.remove("attributes");
        }
        node.forEach(RecordJson::stripAttributes);
    }
}
