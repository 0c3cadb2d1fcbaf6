package com.spotzee.nifi.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.soql.SoqlCondition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of one object, bound to its fields: as far as possible a condition for Salesforce, and completely a filter for what was read.
 *
 * @param logic  how the rules are combined
 * @param rules  the rules that users wrote
 * @param always what has to match besides, whatever the logic
 */
public record BoundRules(RuleLogic logic, List<BoundRule> rules, List<BoundRule> always) implements RecordFilter {

    public BoundRules {
        rules = List.copyOf(rules);
        always = List.copyOf(always);
    }

    public BoundRules(final RuleLogic logic, final List<BoundRule> rules) {
        this(logic, rules, List.of());
    }

    /** All that decides about a record. */
    public List<BoundRule> all() {
        return Stream.concat(rules.stream(), always.stream()).toList();
    }

    /** What Salesforce can filter by: never less than the filter lets through. Empty if everything has to be asked for. */
    public Optional<SoqlCondition> condition() {
        final Optional<SoqlCondition> chosen = rules.isEmpty() ? Optional.empty() : logic.condition(rules);
        final Optional<SoqlCondition> fixed = always.isEmpty() ? Optional.empty() : RuleLogic.AND.condition(always);
        return chosen.isPresent() && fixed.isPresent() ? Optional.of(chosen.get().and(fixed.get())) : chosen.or(() -> fixed);
    }

    /** Whether Salesforce can filter by all of it, so that the condition lets through exactly what the filter does. */
    public boolean isWhollyPushedDown() {
        return all().stream().allMatch(BoundRule::isFilterable);
    }

    /**
     * Decides as Salesforce would. A record that was read without a field of the rules was queried before the rules changed: it does not
     * match, and comes again with the full read that a change of the rules starts.
     */
    @Override
    public boolean matches(final ObjectNode salesforceRecord) {
        return all().stream().allMatch(rule -> rule.isDecidable(salesforceRecord))
                && always.stream().allMatch(rule -> rule.matches(salesforceRecord))
                && (rules.isEmpty() || logic.matches(rules, rule -> rule.matches(salesforceRecord)));
    }

    /** What the rules ask together: the same for every order and spelling of them, and another where they let others through. */
    public String meaning() {
        final String chosen = meaning(rules);
        final String asked = rules.size() > 1 ? logic.name() + ": " + chosen : chosen;
        return always.isEmpty() ? asked : asked + " ALWAYS: " + meaning(always);
    }

    private static String meaning(final List<BoundRule> rules) {
        return rules.stream().map(BoundRule::meaning).distinct().sorted().collect(Collectors.joining("; "));
    }
}
