package com.spotzee.nifi.rules;

import com.spotzee.nifi.salesforce.SalesforceObject;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules as the user wrote them, one a line.
 *
 * @param rules  the lines that could be read
 * @param errors what could not be read
 */
public record RuleSet(List<SyncRule> rules, List<RuleError> errors) {

    public RuleSet {
        rules = List.copyOf(rules);
        errors = List.copyOf(errors);
    }

    /** Reads one rule a line; blank lines say nothing. Each line is read by itself, so that all mistakes are told at once. */
    public static RuleSet parse(final String text) {
        final List<SyncRule> rules = new ArrayList<>();
        final List<RuleError> errors = new ArrayList<>();
        final List<String> lines = text.lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            final String line = lines.get(number - 1);
            if (!line.isBlank()) {
                try {
                    rules.add(new RuleLine(number, line).parse());
                } catch (final RuleLine.UnreadableRule e) {
                    errors.add(e.error());
                }
            }
        }
        return new RuleSet(rules, errors);
    }

    /** The rules that are meant for an object. */
    public List<SyncRule> of(final SalesforceObject object) {
        return rules.stream().filter(rule -> rule.appliesTo(object)).toList();
    }
}
