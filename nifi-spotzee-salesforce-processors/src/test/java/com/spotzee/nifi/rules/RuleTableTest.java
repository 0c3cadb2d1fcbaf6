package com.spotzee.nifi.rules;

import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.ResolvedField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The table of operators and field types in {@code docs/sync-rules.md} promises exactly what the rules do. */
class RuleTableTest {

    private static final Path PAGE = Path.of("..", "docs", "sync-rules.md");
    private static final String REFUSED = "–";
    private static final String HEADER = "| field type |";
    private static final Map<String, List<FieldType>> TYPES = Map.ofEntries(
            Map.entry("text, phone, URL, e-mail", List.of(FieldType.STRING, FieldType.PHONE, FieldType.URL, FieldType.EMAIL, FieldType.COMBOBOX)),
            Map.entry("picklist", List.of(FieldType.PICKLIST)),
            Map.entry("multi-select picklist", List.of(FieldType.MULTIPICKLIST)),
            Map.entry("long text", List.of(FieldType.TEXTAREA)),
            Map.entry("number", List.of(FieldType.INT, FieldType.LONG, FieldType.DOUBLE)),
            Map.entry("currency", List.of(FieldType.CURRENCY)),
            Map.entry("percent", List.of(FieldType.PERCENT)),
            Map.entry("checkbox", List.of(FieldType.BOOLEAN)),
            Map.entry("date", List.of(FieldType.DATE)),
            Map.entry("date with time", List.of(FieldType.DATETIME)),
            Map.entry("id, lookup", List.of(FieldType.ID, FieldType.REFERENCE)),
            Map.entry("address, location", List.of(FieldType.ADDRESS, FieldType.LOCATION)));
    private static final Map<String, String> COUNTERPARTS = Map.of("equals", "not_equals", "contains", "not_contains", "is_set", "is_not_set");

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("cells")
    void refusesWhatTheTableRefusesAndNothingElse(final FieldType type, final String operator, final boolean refused) {
        assertEquals(refused, isRefused(type, operator));
    }

    private static boolean isRefused(final FieldType type, final String operator) {
        final RuleOperator known = RuleOperator.named(operator).orElseThrow();
        final String value = known.takesValue() ? " " + valueFor(type) : "";
        final SyncRule rule = RuleSet.parse("Field " + operator + value).rules().getFirst();
        try {
            rule.bind(new ResolvedField(FieldPath.parse("Field"), new FieldDescription("Field", "", type, 255, true, false, null, List.of()), List.of()));
            return false;
        } catch (final UnsuitableRuleException e) {
            return true;
        }
    }

    private static String valueFor(final FieldType type) {
        return switch (type.family()) {
            case NUMBER -> "5";
            case BOOLEAN -> "true";
            case DATE, DATETIME -> "2026-01-31";
            case ID -> "00Q9H00000C6pycUAB";
            case TEXT, MULTI_SELECT, TIME, COMPOUND, OTHER -> "\"A\"";
        };
    }

    private static Stream<Arguments> cells() throws IOException {
        final List<String> lines = Files.readAllLines(PAGE);
        final int header = lines.indexOf(lines.stream().filter(line -> line.startsWith(HEADER)).findFirst().orElseThrow());
        final List<String> operators = row(lines.get(header));
        final List<Arguments> cells = new ArrayList<>();
        final List<String> described = new ArrayList<>();
        for (final String line : lines.subList(header + 2, lines.size()).stream().takeWhile(text -> text.startsWith("|")).toList()) {
            final List<String> row = row(line);
            described.add(row.getFirst());
            for (int column = 1; column < row.size(); column++) {
                addCells(cells, TYPES.get(row.getFirst()), operators.get(column), REFUSED.equals(row.get(column)));
            }
        }
        assertEquals(TYPES.keySet().stream().sorted().toList(), described.stream().sorted().toList());
        return cells.stream();
    }

    private static void addCells(final List<Arguments> cells, final List<FieldType> types, final String operators, final boolean refused) {
        for (final String operator : operators.replace("`", "").split(", ")) {
            for (final FieldType type : types) {
                cells.add(Arguments.of(type, operator, refused));
                if (COUNTERPARTS.containsKey(operator)) {
                    cells.add(Arguments.of(type, COUNTERPARTS.get(operator), refused));
                }
            }
        }
    }

    private static List<String> row(final String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).filter(cell -> !cell.isEmpty()).toList();
    }
}
