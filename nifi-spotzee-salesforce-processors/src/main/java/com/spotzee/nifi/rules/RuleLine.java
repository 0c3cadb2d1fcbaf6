package com.spotzee.nifi.rules;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.salesforce.Spelling;

import java.util.Optional;

/** Reads one line: {@code [Lead] Account.Name equals "Acme"}. */
final class RuleLine {

    /** The longest string that SOQL takes in a condition. */
    private static final int LONGEST_VALUE = 4000;

    private final int number;
    private final String text;
    private int position;

    RuleLine(final int number, final String text) {
        this.number = number;
        this.text = text;
    }

    SyncRule parse() throws UnreadableRule {
        final SalesforceObject scope = scope();
        skipSpace();
        final int column = position + 1;
        final FieldPath field = field();
        final RuleOperator operator = operator();
        skipSpace();
        if (operator.takesValue()) {
            return new SyncRule(number, column, scope, field, operator, value(operator));
        }
        if (position < text.length()) {
            throw unreadable(position, "%s stands at the end of its rule: remove what follows it, and write one rule a line".formatted(operator));
        }
        return new SyncRule(number, column, scope, field, operator, null);
    }

    private SalesforceObject scope() throws UnreadableRule {
        skipSpace();
        if (text.charAt(position) != '[') {
            return null;
        }
        final int start = position;
        final int end = text.indexOf(']', start);
        final Optional<SalesforceObject> object = end < 0 ? Optional.empty() : SalesforceObject.named(text.substring(start + 1, end));
        if (object.isEmpty()) {
            throw unreadable(start, "an object in brackets was expected: [Lead], [Contact] or [CampaignMember]");
        }
        position = end + 1;
        return object.get();
    }

    private FieldPath field() throws UnreadableRule {
        skipSpace();
        final int start = position;
        final String name = word();
        if (name.isEmpty()) {
            throw unreadable(start, "a field was expected, such as Status or Account.Name");
        }
        try {
            return FieldPath.parse(name);
        } catch (final IllegalArgumentException e) {
            throw unreadable(start, e.getMessage());
        }
    }

    private RuleOperator operator() throws UnreadableRule {
        skipSpace();
        final int start = position;
        final String name = word();
        final Optional<RuleOperator> operator = RuleOperator.named(name);
        if (operator.isPresent()) {
            return operator.get();
        }
        final String operators = String.join(", ", RuleOperator.words());
        if (name.isEmpty()) {
            throw unreadable(start, "an operator was expected: one of " + operators);
        }
        throw unreadable(start, "'%s' is no operator.%s Operators are %s".formatted(name,
                nearest(name).map(" Did you mean %s?"::formatted).orElse(""), operators));
    }

    private static Optional<String> nearest(final String name) {
        return switch (name) {
            case "=", "==", "is" -> Optional.of(RuleOperator.EQUALS.word());
            case "!=", "<>" -> Optional.of(RuleOperator.NOT_EQUALS.word());
            case ">" -> Optional.of(RuleOperator.GREATER_THAN.word());
            case "<" -> Optional.of(RuleOperator.LESS_THAN.word());
            default -> Spelling.nearest(name, RuleOperator.words());
        };
    }

    private String value(final RuleOperator operator) throws UnreadableRule {
        final int start = position;
        if (start == text.length()) {
            throw unreadable(start, "a value was expected after %s, such as \"Hot\"".formatted(operator));
        }
        final char first = text.charAt(start);
        if (first == '\'' || first == '\u201c' || first == '\u201d' || first == '\u201e') {
            throw unreadable(start, "write the value in straight double quotes: \"Hot\"");
        }
        final String value = first == '"' ? quoted() : text.substring(start).strip();
        if (value.isBlank()) {
            throw unreadable(start, "the value is empty: to find empty fields write is_not_set, to find all others is_set");
        }
        if (value.length() > LONGEST_VALUE) {
            throw unreadable(start, "the value is too long: Salesforce compares %d characters at most".formatted(LONGEST_VALUE));
        }
        return value;
    }

    private String quoted() throws UnreadableRule {
        final int start = position;
        final StringBuilder value = new StringBuilder();
        for (position++; position < text.length() && text.charAt(position) != '"'; position++) {
            if (text.charAt(position) == '\\' && position + 1 < text.length() && "\"\\".indexOf(text.charAt(position + 1)) >= 0) {
                position++;
            }
            value.append(text.charAt(position));
        }
        if (position >= text.length()) {
            throw unreadable(start, "the closing quote of this value is missing; a quote inside it is written \\\"");
        }
        position++;
        skipSpace();
        if (position < text.length()) {
            throw unreadable(position, "the end of the line was expected: write one rule a line, and choose AND or OR in Rule Logic");
        }
        return value.toString();
    }

    private String word() {
        final int start = position;
        while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private UnreadableRule unreadable(final int at, final String message) {
        return new UnreadableRule(new RuleError(number, at + 1, message));
    }

    /** A line that is no rule. */
    static final class UnreadableRule extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient RuleError error;

        UnreadableRule(final RuleError error) {
            super(error.toString());
            this.error = error;
        }

        RuleError error() {
            return error;
        }
    }
}
