package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SalesforceDateTime;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value becomes in Spotzee. Each constant knows which values of which Salesforce type fit it, and what they turn into. */
public enum TargetType {
    STRING("string") {
        @Override
        Optional<JsonNode> convert(final FieldType type, final JsonNode value) {
            return switch (type.family()) {
                case COMPOUND -> Optional.empty();
                case DATETIME -> Optional.of(SalesforceDateTime.parse(value.asText()).map(TargetType::text).orElseGet(() -> TextNode.valueOf(value.asText())));
                case ID, TEXT, MULTI_SELECT, BOOLEAN, NUMBER, DATE, TIME, OTHER ->
                        Optional.of(TextNode.valueOf(value.isNumber() ? text(value.decimalValue()) : value.asText()));
            };
        }
    },
    NUMBER("number") {
        @Override
        Optional<JsonNode> convert(final FieldType type, final JsonNode value) {
            return switch (type.family()) {
                case NUMBER, TEXT, MULTI_SELECT, OTHER -> value.isNumber() ? Optional.of(number(value)) : number(value.asText());
                case ID, BOOLEAN, DATE, DATETIME, TIME, COMPOUND -> Optional.empty();
            };
        }
    },
    BOOLEAN("boolean") {
        @Override
        Optional<JsonNode> convert(final FieldType type, final JsonNode value) {
            return switch (type.family()) {
                case BOOLEAN, TEXT, MULTI_SELECT, OTHER -> flag(value.asText());
                case NUMBER -> value.isNumber() ? flag(value.decimalValue().stripTrailingZeros().toPlainString()) : flag(value.asText());
                case ID, DATE, DATETIME, TIME, COMPOUND -> Optional.empty();
            };
        }
    },
    DATE("date") {
        @Override
        Optional<JsonNode> convert(final FieldType type, final JsonNode value) {
            return switch (type.family()) {
                case DATE, DATETIME, TEXT, OTHER -> moment(value.asText().strip());
                case ID, MULTI_SELECT, BOOLEAN, NUMBER, TIME, COMPOUND -> Optional.empty();
            };
        }
    },
    ARRAY("array") {
        @Override
        Optional<JsonNode> convert(final FieldType type, final JsonNode value) {
            return switch (type.family()) {
                case MULTI_SELECT -> Optional.of(JsonNodeFactory.instance.arrayNode()
                        .addAll(Arrays.stream(value.asText().split(";")).filter(choice -> !choice.isEmpty()).map(TextNode::valueOf).toList()));
                case COMPOUND -> Optional.empty();
                case ID, TEXT, BOOLEAN, NUMBER, DATE, DATETIME, TIME, OTHER ->
                        of(type).convert(type, value).map(element -> JsonNodeFactory.instance.arrayNode().add(element));
            };
        }
    },
    /** What addresses and locations become by themselves; no other value fits, and rows can't ask for it. */
    OBJECT("object") {
        @Override
        Optional<JsonNode> convert(final FieldType type, final JsonNode value) {
            return value.isObject() ? Optional.of(value) : Optional.empty();
        }
    };

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** That of the largest double. Larger ones, written out, might fill the memory. */
    private static final int LONGEST_EXPONENT = 310;
    private static final Pattern NUMBER_FORM = Pattern.compile("[+-]?\\d{1,60}(\\.\\d{1,60})?([eE][+-]?\\d{1,2})?");

    private final String word;

    TargetType(final String word) {
        this.word = word;
    }

    /** The type that a row asks for with this word; case does not matter. */
    public static Optional<TargetType> named(final String word) {
        return Arrays.stream(values()).filter(type -> type != OBJECT && type.word.equalsIgnoreCase(word)).findFirst();
    }

    /** The words that rows can ask with. */
    public static List<String> words() {
        return Arrays.stream(values()).filter(type -> type != OBJECT).map(TargetType::word).toList();
    }

    /** What a Salesforce type becomes where the row does not say. */
    public static TargetType of(final FieldType type) {
        return switch (type.family()) {
            case ID, TEXT, TIME, OTHER -> STRING;
            case MULTI_SELECT -> ARRAY;
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> NUMBER;
            case DATE, DATETIME -> DATE;
            case COMPOUND -> OBJECT;
        };
    }

    /** How users write it. */
    public String word() {
        return word;
    }

    /** The value as this type; empty if it does not fit. */
    abstract Optional<JsonNode> convert(FieldType type, JsonNode value);

    private static Optional<JsonNode> number(final String text) {
        final String digits = text.strip();
        return NUMBER_FORM.matcher(digits).matches() ? Optional.of(DecimalNode.valueOf(writtenOut(new BigDecimal(digits)))) : Optional.empty();
    }

    private static JsonNode number(final JsonNode value) {
        return value.isBigDecimal() ? DecimalNode.valueOf(writtenOut(value.decimalValue())) : value;
    }

    /** Without an exponent, {@code 3.5E8} as {@code 350000000}: as users know the number. */
    private static BigDecimal writtenOut(final BigDecimal number) {
        return number.scale() < 0 && number.scale() >= -LONGEST_EXPONENT ? number.setScale(0) : number;
    }

    private static String text(final BigDecimal number) {
        return Math.abs(number.scale()) > LONGEST_EXPONENT ? number.toString() : number.toPlainString();
    }

    private static Optional<JsonNode> flag(final String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "1", "on" -> Optional.of(BooleanNode.TRUE);
            case "false", "no", "n", "0", "off" -> Optional.of(BooleanNode.FALSE);
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> moment(final String text) {
        final Optional<JsonNode> day = SalesforceDateTime.day(text).map(LocalDate::toString).map(TextNode::valueOf);
        return day.isPresent() ? day : SalesforceDateTime.parse(text).map(TargetType::text);
    }

    private static JsonNode text(final Instant moment) {
        return TextNode.valueOf(MOMENT.format(moment));
    }
}
