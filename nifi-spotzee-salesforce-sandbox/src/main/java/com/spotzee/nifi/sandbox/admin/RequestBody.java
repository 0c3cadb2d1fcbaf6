package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.http.BodyTooLargeException;
import com.spotzee.nifi.sandbox.http.Exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON object that came with a request; what is missing or of the wrong type is an {@link AdminProblem}. */
final class RequestBody {
    private static final int LONGEST = 1024 * 1024;
    // Numbers keep all their digits on the way into a record.
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final ObjectNode object;

    private RequestBody(final ObjectNode object) {
        this.object = object;
    }

    /** A body of which only these keys are known; no body counts as an empty object. */
    static RequestBody of(final Exchange exchange, final Set<String> known) throws IOException {
        final RequestBody body = of(exchange);
        body.object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw AdminProblem.badRequest("The body has no key \"" + name + "\" here: use " + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        });
        return body;
    }

    /** A body of which any key may be known. */
    static RequestBody of(final Exchange exchange) throws IOException {
        return read(exchange);
    }

    /** The fields of a record; at least one. */
    static Map<String, JsonNode> fields(final Exchange exchange) throws IOException {
        final Map<String, JsonNode> fields = entries(read(exchange).object);
        if (fields.isEmpty()) {
            throw AdminProblem.badRequest("Send the fields to set as a JSON object, for example {\"LastName\":\"Ng\"}.");
        }
        return fields;
    }

    Set<String> keys() {
        return entries(object).keySet();
    }

    /** The fields of an object within; at least one. */
    Map<String, JsonNode> neededObject(final String key) {
        final Map<String, JsonNode> fields = entries(value(key, JsonNodeType.OBJECT, "an object").orElseThrow(() -> missing(key)));
        if (fields.isEmpty()) {
            throw missing(key);
        }
        return fields;
    }

    boolean neededFlag(final String key) {
        return flag(key).orElseThrow(() -> missing(key));
    }

    Optional<Boolean> flag(final String key) {
        return value(key, JsonNodeType.BOOLEAN, "true or false").map(JsonNode::booleanValue);
    }

    Optional<String> text(final String key) {
        return value(key, JsonNodeType.STRING, "a text in quotes").map(JsonNode::textValue);
    }

    String neededText(final String key) {
        return text(key).filter(text -> !text.isBlank()).orElseThrow(() -> missing(key));
    }

    long neededNumber(final String key) {
        return number(key).orElseThrow(() -> missing(key));
    }

    /** A number that is whole and not negative. */
    Optional<Long> number(final String key) {
        return value(key, JsonNodeType.NUMBER, "a whole number").map(number -> {
            if (!number.canConvertToExactIntegral() || !number.canConvertToLong() || number.longValue() < 0) {
                throw AdminProblem.badRequest("\"" + key + "\" takes a whole number that is not negative.");
            }
            return number.longValue();
        });
    }

    /** The texts of an array; none if the key is missing. */
    List<String> texts(final String key) {
        final List<String> texts = new ArrayList<>();
        value(key, JsonNodeType.ARRAY, "an array of texts").ifPresent(array -> array.forEach(element -> {
            if (!element.isTextual()) {
                throw AdminProblem.badRequest("\"" + key + "\" takes an array of texts.");
            }
            texts.add(element.textValue());
        }));
        return texts;
    }

    private static Map<String, JsonNode> entries(final JsonNode node) {
        final Map<String, JsonNode> entries = new LinkedHashMap<>();
        node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    private Optional<JsonNode> value(final String key, final JsonNodeType type, final String kind) {
        final JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (value.getNodeType() != type) {
            throw AdminProblem.badRequest("\"" + key + "\" takes " + kind + ".");
        }
        return Optional.of(value);
    }

    private static AdminProblem missing(final String key) {
        return AdminProblem.badRequest("The body needs \"" + key + "\": GET / shows an example for every route.");
    }

    private static RequestBody read(final Exchange exchange) throws IOException {
        try {
            final byte[] bytes = exchange.body(LONGEST);
            final JsonNode json = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
            if (json instanceof final ObjectNode object) {
                return new RequestBody(object);
            }
        } catch (final JacksonException e) {
            throw AdminProblem.badRequest("The body is no JSON (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr()
                    + "): send a JSON object.");
        } catch (final BodyTooLargeException e) {
            throw AdminProblem.tooLarge("The body is longer than " + LONGEST + " bytes: send less.");
        }
        throw AdminProblem.badRequest("The body must be a JSON object such as {\"LastName\":\"Ng\"}.");
    }
}
