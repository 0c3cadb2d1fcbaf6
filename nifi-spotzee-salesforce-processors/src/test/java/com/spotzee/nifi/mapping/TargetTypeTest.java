package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** The cells are what the value becomes as string, number, boolean, date, array and object; a hyphen stands for a value that is dropped. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "STRING | \"Ann\" | \"Ann\" ~ - ~ - ~ - ~ [\"Ann\"] ~ -",
        "PICKLIST | \"350.50\" | \"350.50\" ~ 350.50 ~ - ~ - ~ [\"350.50\"] ~ -",
        "COMBOBOX | \"Yes\" | \"Yes\" ~ - ~ true ~ - ~ [\"Yes\"] ~ -",
        "EMAIL | \"a@b.de\" | \"a@b.de\" ~ - ~ - ~ - ~ [\"a@b.de\"] ~ -",
        "URL | \"b.de\" | \"b.de\" ~ - ~ - ~ - ~ [\"b.de\"] ~ -",
        "STRING | \"2026-01-31\" | \"2026-01-31\" ~ - ~ - ~ \"2026-01-31\" ~ [\"2026-01-31\"] ~ -",
        "TEXTAREA | \"2026-01-31T08:00:00Z\" | \"2026-01-31T08:00:00Z\" ~ - ~ - ~ \"2026-01-31T08:00:00.000Z\" ~ [\"2026-01-31T08:00:00Z\"] ~ -",
        "PHONE | \"+61 4\" | \"+61 4\" ~ - ~ - ~ - ~ [\"+61 4\"] ~ -",
        "ENCRYPTEDSTRING | \"0\" | \"0\" ~ 0 ~ false ~ - ~ [\"0\"] ~ -",
        "ID | \"00Q9H00000C6pycUAB\" | \"00Q9H00000C6pycUAB\" ~ - ~ - ~ - ~ [\"00Q9H00000C6pycUAB\"] ~ -",
        "REFERENCE | \"005\" | \"005\" ~ - ~ - ~ - ~ [\"005\"] ~ -",
        "MULTIPICKLIST | \"four;six\" | \"four;six\" ~ - ~ - ~ - ~ [\"four\",\"six\"] ~ -",
        "BOOLEAN | true | \"true\" ~ - ~ true ~ - ~ [true] ~ -",
        "INT | 42 | \"42\" ~ 42 ~ - ~ - ~ [42] ~ -",
        "LONG | 9007199254740993 | \"9007199254740993\" ~ 9007199254740993 ~ - ~ - ~ [9007199254740993] ~ -",
        "CURRENCY | 350000000.00 | \"350000000.00\" ~ 350000000.00 ~ - ~ - ~ [350000000.00] ~ -",
        "PERCENT | 1.0 | \"1.0\" ~ 1.0 ~ true ~ - ~ [1.0] ~ -",
        "DOUBLE | 0 | \"0\" ~ 0 ~ false ~ - ~ [0] ~ -",
        "DATE | \"2025-12-16\" | \"2025-12-16\" ~ - ~ - ~ \"2025-12-16\" ~ [\"2025-12-16\"] ~ -",
        "DATETIME | \"2025-12-16T13:05:30.000+0000\" "
                + "| \"2025-12-16T13:05:30.000Z\" ~ - ~ - ~ \"2025-12-16T13:05:30.000Z\" ~ [\"2025-12-16T13:05:30.000Z\"] ~ -",
        "TIME | \"13:05:30.000Z\" | \"13:05:30.000Z\" ~ - ~ - ~ - ~ [\"13:05:30.000Z\"] ~ -",
        "ADDRESS | {\"city\":\"Bonn\"} | - ~ - ~ - ~ - ~ - ~ {\"city\":\"Bonn\"}",
        "LOCATION | {\"latitude\":1} | - ~ - ~ - ~ - ~ - ~ {\"latitude\":1}",
        "BASE64 | \"/x\" | \"/x\" ~ - ~ - ~ - ~ [\"/x\"] ~ -",
        "OTHER | \"x\" | \"x\" ~ - ~ - ~ - ~ [\"x\"] ~ -"
    })
    void convertsEachTypeToEachTarget(final FieldType type, final String value, final String cells) throws IOException {
        final String[] expected = cells.split(" ~ ");
        for (final TargetType target : TargetType.values()) {
            assertEquals(expected[target.ordinal()], converted(target, type, json(value)), target + " of " + type);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "NUMBER | STRING | \" -1.50 \" | -1.50",
        "NUMBER | STRING | \"1,000\" | -",
        "NUMBER | STRING | \"1e5\" | 1E+5",
        "NUMBER | STRING | \"1e999999999\" | -",
        "NUMBER | STRING | \"NaN\" | -",
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
