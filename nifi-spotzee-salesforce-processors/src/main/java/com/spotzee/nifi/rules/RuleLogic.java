package com.spotzee.nifi.rules;

import com.spotzee.nifi.soql.SoqlCondition;
import org.apache.nifi.components.DescribedValue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How the rules of an object are combined. */
public enum RuleLogic implements DescribedValue {
    AND("A record comes if all rules match") {
        @Override
        boolean matches(final List<BoundRule> rules, final Predicate<BoundRule> matching) {
            return rules.stream().allMatch(matching);
        }

        /** A rule left out lets more records through, which the filter then takes out again. */
        @Override
        Optional<SoqlCondition> condition(final List<BoundRule> rules) {
            final List<SoqlCondition> conditions = rules.stream().filter(BoundRule::isFilterable).map(BoundRule::toSoql).toList();
            return conditions.isEmpty() ? Optional.empty() : Optional.of(SoqlCondition.all(conditions));
        }
    },
    OR("A record comes if any of the rules matches") {
        @Override
        boolean matches(final List<BoundRule> rules, final Predicate<BoundRule> matching) {
            return rules.stream().anyMatch(matching);
        }

        /** A rule left out would keep back records that it alone lets in: then nothing is filtered by Salesforce. */
        @Override
        Optional<SoqlCondition> condition(final List<BoundRule> rules) {
            return rules.stream().allMatch(BoundRule::isFilterable)
                    ? Optional.of(SoqlCondition.any(rules.stream().map(BoundRule::toSoql).toList())) : Optional.empty();
        }
    };

    private final String description;

    RuleLogic(final String description) {
        this.description = description;
    }

    abstract boolean matches(List<BoundRule> rules, Predicate<BoundRule> matching);

    abstract Optional<SoqlCondition> condition(List<BoundRule> rules);

    @Override
    public String getValue() {
        return name();
    }

    @Override
    public String getDisplayName() {
        return name();
    }

    @Override
    public String getDescription() {
        return description;
    }
}
