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
 * How records are read: numbers keep every digit that Salesforce wrote, {@code 300.0} stays {@code 300.0}. What is so large or so small that it may come
 * in exponent form ({@code 3.5E8}, Knowledge Article 000385889) is written out, so that a record is the same whichever way it came.
 */
final class RecordJson {

    static final ObjectMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    /** That of the largest double. Larger ones are none of Salesforce's, and written out they might fill the memory. */
    private static final int LONGEST_EXPONENT = 310;
    /** The powers of ten from and below which doubles are written with one. */
    private static final int FIRST_LARGE = 7;
    private static final int LAST_SMALL = -4;

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
        if (member.getValue() instanceof DecimalNode number) {
            member.setValue(number(number.decimalValue()));
        }
    }

    /** The node of a number with decimals. One that may have come in exponent form has no zeros that mean nothing but one, as Salesforce's doubles do. */
    static DecimalNode number(final BigDecimal number) {
        final int power = number.precision() - number.scale() - 1;
        if (number.scale() >= 0 && power < FIRST_LARGE && (power > LAST_SMALL || number.signum() == 0) || Math.abs(power) >= LONGEST_EXPONENT) {
            return DecimalNode.valueOf(number);
        }
        final BigDecimal shortest = number.stripTrailingZeros();
        return DecimalNode.valueOf(shortest.scale() < 1 ? shortest.setScale(1) : shortest);
    }
}
