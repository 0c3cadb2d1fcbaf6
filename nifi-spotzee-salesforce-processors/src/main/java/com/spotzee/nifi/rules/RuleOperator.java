package com.spotzee.nifi.rules;

import com.spotzee.nifi.salesforce.FieldDescription;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a rule asks of a field. The negative operators take everything that the positive one leaves, empty fields included. */
public enum RuleOperator {
    EQUALS("equals", Criteria::equalTo),
    NOT_EQUALS("not_equals", Criteria::notEqualTo),
    CONTAINS("contains", Criteria::containing),
    NOT_CONTAINS("not_contains", (field, value) -> new Criterion.Not(Criteria.containing(field, value))),
    STARTS_WITH("starts_with", Criteria::startingWith),
    ENDS_WITH("ends_with", Criteria::endingWith),
    GREATER_THAN("greater_than", Criteria::greaterThan),
    LESS_THAN("less_than", Criteria::lessThan),
    IS_SET("is_set", null) {
        @Override
        Criterion bind(final FieldDescription field, final String value) throws UnsuitableRuleException {
            return Criteria.set(field);
        }
    },
    IS_NOT_SET("is_not_set", null) {
        @Override
        Criterion bind(final FieldDescription field, final String value) throws UnsuitableRuleException {
            return new Criterion.Not(Criteria.set(field));
        }
    };

    private final String word;
    private final Binding binding;

    RuleOperator(final String word, final Binding binding) {
        this.word = word;
        this.binding = binding;
    }

    /** The operator that users write so; case does not matter. */
    public static Optional<RuleOperator> named(final String word) {
        return Arrays.stream(values()).filter(operator -> operator.word.equalsIgnoreCase(word)).findFirst();
    }

    /** All operators as users write them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(RuleOperator::word).toList();
    }

    /** How users write it. */
    public String word() {
        return word;
    }

    /** Whether a value follows the operator. */
    public boolean takesValue() {
        return binding != null;
    }

    /** What the rule asks of values of the field's type. */
    Criterion bind(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return binding.bind(field, value);
    }

    @Override
    public String toString() {
        return word;
    }

    /** Makes an operator and its value fit a field's type. */
    @FunctionalInterface
    private interface Binding {
        Criterion bind(FieldDescription field, String value) throws UnsuitableRuleException;
    }
}
