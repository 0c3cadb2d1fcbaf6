package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.spotzee.nifi.salesforce.FieldType;

import java.util.Optional;

/** Makes a Salesforce value fit its target: first its type, then what Spotzee accepts in its own fields. */
final class ValueConversion {

    private ValueConversion() {
    }

    /** The value as it goes to Spotzee; empty if it does not fit. */
    static Optional<JsonNode> convert(final TargetProperty target, final TargetType wanted, final FieldType type, final JsonNode value) {
        final Optional<JsonNode> converted = (wanted == null ? TargetType.of(type) : wanted).convert(type, value);
        final Optional<FirstClassField> field = target.firstClass();
        if (field.isEmpty()) {
            return converted;
        }
        return converted.map(JsonNode::asText).map(String::strip).flatMap(field.get()::accepted).map(TextNode::valueOf);
    }

    static boolean fits(final TargetProperty target, final TargetType wanted, final FieldType type, final String text) {
        return convert(target, wanted, type, TextNode.valueOf(text)).isPresent();
    }

    /** What the value should have been, as users say it. */
    static String wanted(final TargetProperty target, final TargetType wanted, final FieldType type) {
        return target.firstClass().map(FirstClassField::property).orElseGet(() -> (wanted == null ? TargetType.of(type) : wanted).word());
    }
}
