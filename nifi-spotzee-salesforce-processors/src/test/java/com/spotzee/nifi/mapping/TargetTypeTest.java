package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TargetTypeTest {

    private static JsonNode json(final String value) throws IOException {
        return JsonRecords.reader(new ByteArrayInputStream(("{\"v\":" + value + "}").getBytes(StandardCharsets.UTF_8))).next().orElseThrow().get("v");
    }

    private static String converted(final TargetType target, final FieldType type, final JsonNode value) {
        return target.convert(type, value).map(JsonNode::toString).orElse("-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "NUMBER | STRING | \" -1.50 \" | -1.50",
        "NUMBER | STRING | \"1,000\" | -",
        "NUMBER | STRING | \"1e5\" | 100000",
        "NUMBER | STRING | \"1e999999999\" | -",
        "NUMBER | STRING | \"NaN\" | -",
        "NUMBER | DOUBLE | 3.5E8 | 350000000",
        "STRING | DOUBLE | 1E+999999999 | `\"1E+999999999\"`",
        "BOOLEAN | STRING | \"OFF\" | false",
        "BOOLEAN | STRING | \"maybe\" | -",
        "BOOLEAN | INT | 2 | -",
        "DATE | STRING | \"31.01.2026\" | -",
        "DATE | STRING | \"2026-02-30\" | -",
        "ARRAY | MULTIPICKLIST | \"a;;b\" | [\"a\",\"b\"]"
    })
    void readsTextsWithCare(final TargetType target, final FieldType type, final String value, final String expected) throws IOException {
        assertEquals(expected, converted(target, type, json(value)));
    }

    @ParameterizedTest
    @CsvSource({"true yes y 1 on TRUE Yes Y On, true", "false no n 0 off False NO N Off, false", "t f ja -1 2 10, -"})
    void knowsTheWordsOfYesAndNo(final String words, final String expected) {
        for (final String word : words.split(" ")) {
            assertEquals(expected, converted(TargetType.BOOLEAN, FieldType.STRING, TextNode.valueOf(" " + word + " ")), word);
        }
    }

    @Test
    void choosesATargetThatEveryValueOfTheTypeFits() {
        final Set<FieldType> objects = EnumSet.of(FieldType.ADDRESS, FieldType.LOCATION);
        for (final FieldType type : FieldType.values()) {
            assertEquals(objects.contains(type), TargetType.of(type) == TargetType.OBJECT, type.name());
        }
        assertEquals(TargetType.ARRAY, TargetType.of(FieldType.MULTIPICKLIST));
        assertEquals(TargetType.DATE, TargetType.of(FieldType.DATETIME));
        assertEquals(TargetType.BOOLEAN, TargetType.of(FieldType.BOOLEAN));
        assertEquals(TargetType.NUMBER, TargetType.of(FieldType.PERCENT));
        assertEquals(TargetType.STRING, TargetType.of(FieldType.PICKLIST));
    }
}
