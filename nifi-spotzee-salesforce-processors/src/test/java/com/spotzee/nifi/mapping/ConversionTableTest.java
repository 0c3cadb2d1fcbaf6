package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The table of types in {@code docs/field-mappings.md} promises exactly what becomes of a value, cell by cell. */
class ConversionTableTest {

    private static final Path PAGE = Path.of("..", "docs", "field-mappings.md");
    private static final String DROPPED = "–";
    private static final String HEADER = "| field type |";
    private static final String NO_TYPE = "no type";
    private static final Map<String, Set<FieldType>> TYPES = Map.ofEntries(
            Map.entry("text", EnumSet.of(FieldType.STRING, FieldType.PICKLIST, FieldType.COMBOBOX, FieldType.EMAIL, FieldType.PHONE, FieldType.URL,
                    FieldType.TEXTAREA, FieldType.ENCRYPTEDSTRING)),
            Map.entry("multi-select picklist", EnumSet.of(FieldType.MULTIPICKLIST)),
            Map.entry("number", EnumSet.of(FieldType.INT, FieldType.LONG, FieldType.DOUBLE)),
            Map.entry("currency", EnumSet.of(FieldType.CURRENCY)),
            Map.entry("percent", EnumSet.of(FieldType.PERCENT)),
            Map.entry("checkbox", EnumSet.of(FieldType.BOOLEAN)),
            Map.entry("date", EnumSet.of(FieldType.DATE)),
            Map.entry("date with time", EnumSet.of(FieldType.DATETIME)),
            Map.entry("time", EnumSet.of(FieldType.TIME)),
            Map.entry("id, lookup", EnumSet.of(FieldType.ID, FieldType.REFERENCE)),
            Map.entry("address", EnumSet.of(FieldType.ADDRESS)),
            Map.entry("location", EnumSet.of(FieldType.LOCATION)),
            Map.entry("anything else", EnumSet.of(FieldType.BASE64, FieldType.OTHER)));

    @ParameterizedTest(name = "{1} of {0} {2}")
    @MethodSource("cells")
    void makesOfAValueWhatTheTableSays(final FieldType type, final TargetType target, final String value, final String expected) throws IOException {
        assertEquals(expected, target.convert(type, json(value)).map(JsonNode::toString).orElse(DROPPED));
    }

    @Test
    void hasARowForEveryTypeAndAColumnForEveryTarget() throws IOException {
        final Set<FieldType> types = EnumSet.noneOf(FieldType.class);
        final Set<TargetType> targets = EnumSet.noneOf(TargetType.class);
        cells().forEach(cell -> {
            types.add((FieldType) cell.get()[0]);
            targets.add((TargetType) cell.get()[1]);
        });

        assertEquals(EnumSet.allOf(FieldType.class), types);
        assertEquals(EnumSet.allOf(TargetType.class), targets);
    }

    private static Stream<Arguments> cells() throws IOException {
        final List<String> lines = Files.readAllLines(PAGE);
        final int header = lines.indexOf(lines.stream().filter(line -> line.startsWith(HEADER)).findFirst().orElseThrow());
        final List<String> targets = row(lines.get(header));
        final List<Arguments> cells = new ArrayList<>();
        for (final String line : lines.subList(header + 2, lines.size()).stream().takeWhile(text -> text.startsWith("|")).toList()) {
            final List<String> row = row(line);
            for (final FieldType type : TYPES.get(row.getFirst())) {
                for (int column = 2; column < row.size(); column++) {
                    cells.add(Arguments.of(type, target(targets.get(column), type), row.get(1), row.get(column)));
                }
            }
        }
        return cells.stream();
    }

    private static TargetType target(final String column, final FieldType type) {
        return NO_TYPE.equals(column) ? TargetType.of(type) : TargetType.named(column.substring(1).strip()).orElseThrow();
    }

    private static List<String> row(final String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).filter(cell -> !cell.isEmpty()).map(cell -> cell.replace("`", "")).toList();
    }

    private static JsonNode json(final String value) throws IOException {
        return JsonRecords.reader(new ByteArrayInputStream(("{\"v\":" + value + "}").getBytes(StandardCharsets.UTF_8))).next().orElseThrow().get("v");
    }
}
