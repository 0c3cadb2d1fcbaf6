package com.spotzee.nifi.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.ResolvedField;
import com.spotzee.nifi.soql.SoqlCondition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BoundRulesTest {

    private static final String ID = "00Q9H00000C6pyc";

    private static ResolvedField field(final String path, final FieldType type, final boolean filterable) {
        final FieldPath parsed = FieldPath.parse(path);
        return new ResolvedField(parsed, new FieldDescription(parsed.field(), "", type, 255, filterable, false, null, List.of()),
                parsed.parents().stream().map(parent -> parent + "Id").toList());
    }

    private static BoundRule rule(final String path, final FieldType type, final String asked) throws UnsuitableRuleException {
        return rule(field(path, type, true), asked);
    }

    private static BoundRule rule(final ResolvedField field, final String asked) throws UnsuitableRuleException {
        final RuleSet rules = RuleSet.parse(field.path() + " " + asked);
        assertEquals(List.of(), rules.errors());
        return rules.rules().getFirst().bind(field);
    }

    private static ObjectNode json(final String text) throws IOException {
        return JsonRecords.reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).next().orElseThrow();
    }

    @Nested
    class AsSoql {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "STRING | equals \"Hot\" | F = 'Hot'",
            "PICKLIST | not_equals Closed | ((NOT F = 'Closed') OR F = null)",
            "EMAIL | contains \"@a_b%c\" | F LIKE '%@a\\_b\\%c%'",
            "EMAIL | not_contains test | ((NOT F LIKE '%test%') OR F = null)",
            "PHONE | starts_with \"+61\" | F LIKE '+61%'",
            "URL | ends_with \".edu\" | F LIKE '%.edu'",
            "TEXTAREA | equals \"O'Neil \\\\ \\\"co\\\"\" | F = 'O\\'Neil \\\\ \"co\"'",
            "CURRENCY | greater_than 100000 | F > 100000",
            "DOUBLE | equals 1.50 | F = 1.5",
            "INT | not_equals 5 | ((NOT F = 5) OR F = null)",
            "PERCENT | less_than -1 | F < -1",
            "DATE | less_than 2024-01-01 | F < 2024-01-01",
            "DATE | equals 2024-02-29 | F = 2024-02-29",
            "DATETIME | less_than 2024-01-01 | F < 2024-01-01T00:00:00.000Z",
            "DATETIME | greater_than 2024-12-31 | F >= 2025-01-01T00:00:00.000Z",
            "DATETIME | equals 2024-01-01 | (F >= 2024-01-01T00:00:00.000Z AND F < 2024-01-02T00:00:00.000Z)",
            "DATETIME | not_equals 2024-01-01 | ((NOT (F >= 2024-01-01T00:00:00.000Z AND F < 2024-01-02T00:00:00.000Z)) OR F = null)",
            "DATETIME | greater_than 2024-01-01T10:00:00+02:00 | F > 2024-01-01T08:00:00.000Z",
            "BOOLEAN | equals true | F = TRUE",
            "BOOLEAN | not_equals TRUE | F = FALSE",
            "REFERENCE | equals 00Q9H00000C6pyc | F = '00Q9H00000C6pycUAB'",
            "MULTIPICKLIST | contains \"a; b\" | F INCLUDES ('a;b')",
            "MULTIPICKLIST | not_contains a | ((NOT F INCLUDES ('a')) OR F = null)",
            "MULTIPICKLIST | equals \"a;b\" | F = 'a;b'",
            "TIME | is_set | F != null",
            "PHONE | is_not_set | F = null"
        })
        void rendersByTheFieldsType(final FieldType type, final String asked, final String soql) throws UnsuitableRuleException {
            assertEquals(soql, rule("F", type, asked).toSoql().text());
        }

        @Test
        void spellsOutThatACheckboxOfAMissingParentIsFalse() throws UnsuitableRuleException {
            assertEquals("(Lead.IsConverted = FALSE OR Lead.IsConverted = null)", rule("Lead.IsConverted", FieldType.BOOLEAN, "equals false").toSoql().text());
            assertEquals("Lead.IsConverted = TRUE", rule("Lead.IsConverted", FieldType.BOOLEAN, "equals true").toSoql().text());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "STRING | greater_than 5 | neither number nor date",
            "BOOLEAN | is_set | never empty",
            "BOOLEAN | equals yes | write true or false",
            "INT | equals 1.5 | whole numbers",
            "CURRENCY | greater_than 100,000 | write digits",
            "CURRENCY | contains 5 | is no text but a number",
            "DATE | equals 2024-01-01T00:00:00Z | write it as 2026-01-31",
            "DATE | equals 2023-02-29 | write it as 2026-01-31",
            "DATETIME | equals yesterday | a day in UTC",
            "DATETIME | greater_than 0001-01-01 | holds years from 1700",
            "REFERENCE | equals 00Q9H00000C6pycUAA | 15 or 18",
            "ID | contains 00Q | compared as a whole",
            "MULTIPICKLIST | starts_with a | write contains",
            "MULTIPICKLIST | contains ; | name one or more",
            "ADDRESS | equals x | is_set and is_not_set",
            "TIME | less_than 10:00 | neither number nor date"
        })
        void refusesWhatMakesNoSenseForTheType(final FieldType type, final String asked, final String reason) {
            final UnsuitableRuleException refusal = assertThrows(UnsuitableRuleException.class, () -> rule("F", type, asked));

            assertTrue(refusal.getMessage().startsWith("F ") && refusal.getMessage().contains(reason), refusal.getMessage());
        }
    }

    @Nested
    class AsFilter {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "PICKLIST | equals Hot | \"hOT\" | true",
            "PICKLIST | equals Hot | \"Hot \" | false",
            "PICKLIST | equals Hot | null | false",
            "PICKLIST | not_equals Hot | \"HOT\" | false",
            "PICKLIST | not_equals Hot | null | true",
            "EMAIL | contains \"@Company.com\" | \"ann@company.COM\" | true",
            "EMAIL | contains \"a_b\" | \"axb\" | false",
            "EMAIL | not_contains test | \"Testing\" | false",
            "EMAIL | not_contains test | null | true",
            "PHONE | starts_with \"+61\" | \"+61 400\" | true",
            "PHONE | starts_with \"+61\" | \"0061\" | false",
            "URL | ends_with .EDU | \"x.edu\" | true",
            "URL | ends_with .edu | \"edu\" | false",
            "STRING | equals ÉCOLE | \"école\" | true",
            "CURRENCY | greater_than 100000 | 100000.00 | false",
            "CURRENCY | greater_than 100000 | 100000.01 | true",
            "CURRENCY | greater_than 100000 | 3.5E8 | true",
            "CURRENCY | less_than 0 | null | false",
            "DOUBLE | equals 1.5 | 1.500 | true",
            "DOUBLE | not_equals 1.5 | null | true",
            "DATE | greater_than 2026-01-01 | \"2026-01-01\" | false",
            "DATE | greater_than 2026-01-01 | \"2026-01-02\" | true",
            "DATETIME | greater_than 2026-01-01 | \"2026-01-01T23:59:59.000+0000\" | false",
            "DATETIME | greater_than 2026-01-01 | \"2026-01-02T00:00:00.000+0000\" | true",
            "DATETIME | less_than 2026-01-01 | \"2025-12-31T23:59:59.000Z\" | true",
            "DATETIME | less_than 2026-01-01 | \"2026-01-01T00:00:00.000+0000\" | false",
            "DATETIME | equals 2026-01-01 | \"2026-01-01T12:00:00.000+0000\" | true",
            "DATETIME | not_equals 2026-01-01 | null | true",
            "DATETIME | equals 2026-01-01T12:00:00Z | \"2026-01-01T13:00:00.000+01:00\" | true",
            "BOOLEAN | equals false | null | true",
            "BOOLEAN | equals true | null | false",
            "BOOLEAN | not_equals true | false | true",
            "REFERENCE | equals 00Q9H00000C6pyc | \"00Q9H00000C6pycUAB\" | true",
            "MULTIPICKLIST | contains \"b;a\" | \"A;c;B\" | true",
            "MULTIPICKLIST | contains \"b;a\" | \"a;bb\" | false",
            "MULTIPICKLIST | not_contains a | null | true",
            "MULTIPICKLIST | equals \"a;b\" | \"a;b\" | true",
            "STRING | is_set | \"\" | false",
            "STRING | is_set | \"x\" | true",
            "INT | is_not_set | 0 | false"
        })
        void decidesByTheFieldsType(final FieldType type, final String asked, final String value, final boolean matches)
                throws IOException, UnsuitableRuleException {
            final BoundRules rules = new BoundRules(RuleLogic.AND, List.of(rule("F", type, asked)));

            assertEquals(matches, rules.matches(json("{\"F\":" + value + "}")));
        }

        @Test
        void takesAFieldOfAMissingParentAsEmpty() throws IOException, UnsuitableRuleException {
            final BoundRules unset = new BoundRules(RuleLogic.AND, List.of(rule("Account.Name", FieldType.STRING, "is_not_set")));

            assertTrue(unset.matches(json("{\"Account\":null,\"AccountId\":null}")));
            assertTrue(unset.matches(json("{\"Account\":{\"Name\":null}}")));
            assertFalse(unset.matches(json("{\"Account\":{\"Name\":\"Acme\"}}")));
        }

        @Test
        void letsNobodyThroughBecauseOfAParentThatTheUserMayNotSee() throws IOException, UnsuitableRuleException {
            for (final String asked : List.of("is_not_set", "not_equals Acme", "not_contains Acme", "equals Acme")) {
                final BoundRule rule = rule("Account.Name", FieldType.STRING, asked);

                assertFalse(new BoundRules(RuleLogic.AND, List.of(rule)).matches(json("{\"Account\":null,\"AccountId\":\"001\"}")), asked);
                assertTrue(new BoundRules(RuleLogic.OR, List.of(rule, rule("Email", FieldType.EMAIL, "is_set")))
                        .matches(json("{\"Account\":null,\"AccountId\":\"001\",\"Email\":\"a@example.com\"}")), asked);
            }
        }

        @Test
        void letsNobodyThroughWhoWasReadWithoutTheRulesFields() throws IOException, UnsuitableRuleException {
            for (final RuleLogic logic : RuleLogic.values()) {
                final BoundRules rules = new BoundRules(logic,
                        List.of(rule("Status", FieldType.PICKLIST, "not_equals Closed"), rule("Email", FieldType.EMAIL, "is_set")));

                assertFalse(rules.matches(json("{\"Email\":\"a@example.com\"}")));
                assertTrue(rules.matches(json("{\"Status\":null,\"Email\":\"a@example.com\"}")));
            }
        }
    }

    @Nested
    class Combined {

        private final BoundRule status;
        private final BoundRule revenue;
        private final BoundRule notes;

        Combined() throws UnsuitableRuleException {
            status = rule("Status", FieldType.PICKLIST, "equals Hot");
            revenue = rule("AnnualRevenue", FieldType.CURRENCY, "greater_than 5");
            notes = rule(field("Description", FieldType.TEXTAREA, false), "contains vip");
        }

        private Optional<String> condition(final RuleLogic logic, final BoundRule... rules) {
            return new BoundRules(logic, Arrays.asList(rules)).condition().map(SoqlCondition::text);
        }

        @Test
        void bringsEverythingWithoutRules() throws IOException {
            for (final RuleLogic logic : RuleLogic.values()) {
                assertEquals(Optional.empty(), condition(logic));
                assertTrue(new BoundRules(logic, List.of()).matches(json("{}")));
            }
        }

        @Test
        void parenthesisesTheWhole() {
            assertEquals(Optional.of("(Status = 'Hot' AND AnnualRevenue > 5)"), condition(RuleLogic.AND, status, revenue));
            assertEquals(Optional.of("(Status = 'Hot' OR AnnualRevenue > 5)"), condition(RuleLogic.OR, status, revenue));
        }

        @Test
        void leavesToTheFilterWhatSalesforceCanNotFilterBy() {
            assertEquals(Optional.of("Status = 'Hot'"), condition(RuleLogic.AND, status, notes));
            assertEquals(Optional.empty(), condition(RuleLogic.OR, status, notes));
            assertEquals(Optional.empty(), condition(RuleLogic.AND, notes));
        }

        @Test
        void combinesTheFilterAlike() throws IOException {
            final ObjectNode hotOnly = json("{\"Status\":\"Hot\",\"AnnualRevenue\":1,\"Description\":null}");
            final ObjectNode both = json("{\"Status\":\"Hot\",\"AnnualRevenue\":9,\"Description\":null}");
            final ObjectNode none = json("{\"Status\":null,\"AnnualRevenue\":1,\"Description\":\"x\"}");

            assertTrue(new BoundRules(RuleLogic.OR, List.of(status, revenue, notes)).matches(hotOnly));
            assertFalse(new BoundRules(RuleLogic.AND, List.of(status, revenue)).matches(hotOnly));
            assertTrue(new BoundRules(RuleLogic.AND, List.of(status, revenue)).matches(both));
            assertFalse(new BoundRules(RuleLogic.OR, List.of(status, revenue, notes)).matches(none));
        }
    }

    @Test
    void completesIdsInRules() throws UnsuitableRuleException {
        assertEquals("Id = '00Q9H00000C6pycUAB'", rule("Id", FieldType.ID, "equals " + ID).toSoql().text());
    }
}
