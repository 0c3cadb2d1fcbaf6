package com.spotzee.nifi.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules of one object, bound to its fields: as far as possible a condition for Salesforce, and completely a filter for what was read. */
public record BoundRules(RuleLogic logic, List<BoundRule> rules) implements RecordFilter {

    public BoundRules {
        rules = List.copyOf(rules);
    }

    /** What Salesforce can filter by: never less than the filter lets through. Empty if everything has to be asked for. */
    public Optional<SoqlCondition> condition() {
        return rules.isEmpty() ? Optional.empty() : logic.condition(rules);
    }

    /** Whether Salesforce can filter by all of it, so that the condition lets through exactly what the filter does. */
    public boolean isWhollyPushedDown() {
        return rules.stream().allMatch(BoundRule::isFilterable);
    }

    /**
     * Decides as Salesforce would. A record that was read without a field of the rules was queried before the rules changed: it does not
     * match, and comes again with the full read that a change of the rules starts.
     */
    @Override
    public boolean matches(final ObjectNode salesforceRecord) {
        if (rules.isEmpty()) {
            return true;
        }
        return rules.stream().allMatch(rule -> rule.isDecidable(salesforceRecord)) && logic.matches(rules, rule -> rule.matches(salesforceRecord));
    }

    /** What the rules ask together: the same for every order and spelling of them, and another where they let others through. */
    public String meaning() {
        final String all = rules.stream().map(BoundRule::meaning).distinct().sorted().collect(Collectors.joining("; "));
        return rules.size() > 1 ? logic.name() + ": " + all : all;
    }
}
