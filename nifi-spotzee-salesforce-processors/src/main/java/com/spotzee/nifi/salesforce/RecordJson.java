package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Map;

/**
 * How records are read: numbers keep every digit that Salesforce wrote, {@code 300.0} stays {@code 300.0}. Only what comes in exponent form
 * ({@code 3.5E8}, as Bulk API writes a number that the REST API writes out) is written out, so that a record is the same whichever way it came.
 */
final class RecordJson {

    static final ObjectMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    /** That of the largest double. Larger ones are none of Salesforce's, and written out they might fill the memory. */
    private static final int LONGEST_EXPONENT = 310;

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
            object.properties().forEach(RecordJson::writeOut);
        }
        node.forEach(RecordJson::stripAttributes);
    }

    private static void writeOut(final Map.Entry<String, JsonNode> member) {
        if (member.getValue() instanceof DecimalNode number && number.decimalValue().scale() < 0) {
            member.setValue(number(number.decimalValue()));
        }
    }

    /** The node of a number: a whole one has a zero behind its point, as Salesforce's doubles do. */
    static DecimalNode number(final BigDecimal number) {
        final boolean exponent = number.scale() < 0 && number.scale() > -LONGEST_EXPONENT;
        return DecimalNode.valueOf(exponent ? number.setScale(1) : number);
    }
}
