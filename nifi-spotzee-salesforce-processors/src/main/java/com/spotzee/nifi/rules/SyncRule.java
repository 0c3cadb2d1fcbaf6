package com.spotzee.nifi.rules;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.ResolvedField;
import com.spotzee.nifi.salesforce.SalesforceObject;

/**
 * One rule as the user wrote it.
 *
 * @param line     its line, from 1
 * @param column   where its field begins, from 1
 * @param scope    the only object it is meant for, or null if it is meant for all
 * @param field    the field
 * @param operator what is asked of it
 * @param value    what it is compared with, or null where the operator takes no value
 */
public record SyncRule(int line, int column, SalesforceObject scope, FieldPath field, RuleOperator operator, String value) {

    public boolean appliesTo(final SalesforceObject object) {
        return scope == null || scope == object;
    }

    /** How users find it again: {@code rule on line 2, column 8}. */
    public String place() {
        return "rule on line %d, column %d".formatted(line, column);
    }

    /** The rule as it may be written: {@code [Contact] Account.Name equals "Acme"}. */
    public String text() {
        final String asked = (scope == null ? "" : "[%s] ".formatted(scope.apiName())) + field + " " + operator.word();
        return value == null ? asked : asked + " \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Binds the rule to the field as the org has it. */
    public BoundRule bind(final ResolvedField resolved) throws UnsuitableRuleException {
        return new BoundRule(resolved, operator.bind(resolved.description(), value));
    }
}
