package com.spotzee.nifi.rules;

import com.spotzee.nifi.salesforce.SalesforceObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RuleSetTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Status equals \"Hot\" | Status | EQUALS | Hot",
        "Status   EQUALS   Hot lead | Status | EQUALS | Hot lead",
        "Phone starts_with \"+61\" | Phone | STARTS_WITH | +61",
        "[Contact] Account.Owner.Name not_contains \"a \\\"quoted\\\" \\\\ word\" | Account.Owner.Name | NOT_CONTAINS | a \"quoted\" \\ word",
        "AnnualRevenue greater_than 100000 | AnnualRevenue | GREATER_THAN | 100000",
        "CreatedDate less_than 2024-01-01 | CreatedDate | LESS_THAN | 2024-01-01",
        "Email ends_with .edu | Email | ENDS_WITH | .edu",
        "MobilePhone is_set | MobilePhone | IS_SET |",
        "Email is_not_set   | Email | IS_NOT_SET |",
        "IsDeleted not_equals true | IsDeleted | NOT_EQUALS | true",
        "Interests__c contains \"a;b\" | Interests__c | CONTAINS | a;b"
    })
    void readsARule(final String line, final String field, final RuleOperator operator, final String value) {
        final RuleSet rules = RuleSet.parse(line);

        assertEquals(List.of(), rules.errors());
        final SyncRule rule = rules.rules().getFirst();
        assertEquals(field, rule.field().toString());
        assertEquals(operator, rule.operator());
        assertEquals(value, rule.value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Status equal \"Hot\" | line 1, column 8: 'equal' is no operator. Did you mean equals? Operators are equals, not_equals",
        "Status = \"Hot\" | line 1, column 8: '=' is no operator. Did you mean equals?",
        "Status start_with H | line 1, column 8: 'start_with' is no operator. Did you mean starts_with?",
        "Status zzzzzzzzzzz H | line 1, column 8: 'zzzzzzzzzzz' is no operator. Operators are equals",
        "Status | line 1, column 7: an operator was expected",
        "Status equals | line 1, column 14: a value was expected after equals",
        "Status equals \"\" | line 1, column 15: the value is empty: to find empty fields write is_not_set",
        "Status equals \"Hot | line 1, column 15: the closing quote of this value is missing",
        "Status equals 'Hot' | line 1, column 15: write the value in straight double quotes",
        "Status equals “Hot” | line 1, column 15: write the value in straight double quotes",
        "Status equals \"Hot\" AND Email is_set | line 1, column 21: the end of the line was expected: write one rule a line",
        "Email is_set \"x\" | line 1, column 14: is_set stands at the end of its rule",
        "[Leed] Status equals \"Hot\" | line 1, column 1: an object in brackets was expected",
        "[Lead Status equals \"Hot\" | line 1, column 1: an object in brackets was expected",
        "[Lead] | line 1, column 7: a field was expected",
        "Sta-tus equals x | line 1, column 1: 'Sta-tus' is no field name"
    })
    void saysWhereItStumbledAndWhatWasExpected(final String line, final String start) {
        final RuleSet rules = RuleSet.parse(line);

        assertEquals(List.of(), rules.rules());
        assertTrue(rules.errors().getFirst().toString().startsWith(start), rules.errors().toString());
    }

    @Test
    void readsEachLineByItself() {
        final RuleSet rules = RuleSet.parse("\n  Status equals \"Hot\"\r\n\r\n  Oops\n[Lead]\tEmail is_set\nStatus\n");

        assertEquals(List.of(2, 5), rules.rules().stream().map(SyncRule::line).toList());
        assertEquals(List.of(4, 6), rules.errors().stream().map(RuleError::line).toList());
        assertEquals("rule on line 5, column 8", rules.rules().getLast().place());
    }

    @Test
    void givesEachObjectItsRules() {
        final RuleSet rules = RuleSet.parse("Email is_set\n[Lead] Status equals Hot\n[contact] Title is_set");

        assertEquals(List.of(1, 2), rules.of(SalesforceObject.LEAD).stream().map(SyncRule::line).toList());
        assertEquals(List.of(1, 3), rules.of(SalesforceObject.CONTACT).stream().map(SyncRule::line).toList());
        assertEquals(List.of(1), rules.of(SalesforceObject.CAMPAIGN_MEMBER).stream().map(SyncRule::line).toList());
    }

    @Test
    void refusesValuesThatSalesforceWouldRefuseForTheirLength() {
        assertEquals(List.of(), RuleSet.parse("Title equals " + "x".repeat(4000)).errors());
        assertTrue(RuleSet.parse("Title equals " + "x".repeat(4001)).errors().getFirst().message().contains("4000 characters"));
    }
}
