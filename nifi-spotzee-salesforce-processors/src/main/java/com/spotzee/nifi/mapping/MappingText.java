package com.spotzee.nifi.mapping;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.salesforce.Spelling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a mapping row's value from left to right: {@code [Lead] Company, [Contact] Account.Name : string}. */
final class MappingText {

    private static final String PUNCTUATION = ",:[]\"";

    private final String text;
    private int position;

    MappingText(final String text) {
        this.text = text;
    }

    /** The alternatives. */
    List<MappingSource> sources() throws MappingSyntaxException {
        final List<MappingSource> sources = new ArrayList<>();
        do {
            sources.add(source());
        } while (skipped(','));
        return sources;
    }

    /** The type after the alternatives; nothing may follow it. */
    Optional<TargetType> type() throws MappingSyntaxException {
        final boolean typed = skipped(':');
        skipSpace();
        final int start = position;
        final Optional<TargetType> type = typed ? Optional.of(typeName()) : Optional.empty();
        skipSpace();
        if (position == text.length()) {
            return type;
        }
        if (typed && text.charAt(position) == ',') {
            throw wrong(start, "the type stands once, at the end of the row, and is meant for all alternatives");
        }
        throw wrong(position, "a comma before another alternative, ': type' or the end was expected");
    }

    private MappingSource source() throws MappingSyntaxException {
        final SalesforceObject scope = scope();
        skipSpace();
        if (position < text.length() && text.charAt(position) == '"') {
            return new MappingSource.Constant(scope, constant());
        }
        final int start = position;
        final String first = word();
        if (!"not".equalsIgnoreCase(first)) {
            return new MappingSource.Field(scope, path(start, first), false, false);
        }
        skipSpace();
        final int second = position;
        return new MappingSource.Field(scope, path(second, word()), true, false);
    }

    private SalesforceObject scope() throws MappingSyntaxException {
        if (!skipped('[')) {
            return null;
        }
        final int start = position;
        final int end = text.indexOf(']', start);
        final Optional<SalesforceObject> object = end < 0 ? Optional.empty() : SalesforceObject.named(text.substring(start, end));
        if (object.isEmpty()) {
            throw wrong(start - 1, "an object in brackets was expected: [Lead], [Contact] or [CampaignMember]");
        }
        position = end + 1;
        return object.get();
    }

    private FieldPath path(final int start, final String name) throws MappingSyntaxException {
        if (name.isEmpty()) {
            throw wrong(start, "a Salesforce field such as Email or Account.Name was expected, or a constant in double quotes");
        }
        try {
            return FieldPath.parse(name);
        } catch (final IllegalArgumentException e) {
            throw wrong(start, e.getMessage());
        }
    }

    private String constant() throws MappingSyntaxException {
        final int start = position;
        final StringBuilder constant = new StringBuilder();
        for (position++; position < text.length() && text.charAt(position) != '"'; position++) {
            if (text.charAt(position) == '\\' && position + 1 < text.length() && "\"\\".indexOf(text.charAt(position + 1)) >= 0) {
                position++;
            }
            constant.append(text.charAt(position));
        }
        if (position == text.length()) {
            throw wrong(start, "the closing quote of this constant is missing; a quote inside it is written \\\"");
        }
        position++;
        return constant.toString();
    }

    private TargetType typeName() throws MappingSyntaxException {
        final int start = position;
        final String name = word();
        final Optional<TargetType> type = TargetType.named(name);
        if (type.isEmpty()) {
            throw wrong(start, "a type was expected: %s%s".formatted(String.join(", ", TargetType.words()),
                    Spelling.nearest(name, TargetType.words()).map(". Did you mean %s?"::formatted).orElse("")));
        }
        return type.get();
    }

    private String word() {
        final int start = position;
        while (position < text.length() && !Character.isWhitespace(text.charAt(position)) && PUNCTUATION.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private boolean skipped(final char expected) {
        skipSpace();
        final boolean found = position < text.length() && text.charAt(position) == expected;
        if (found) {
            position++;
        }
        return found;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private static MappingSyntaxException wrong(final int at, final String message) {
        return new MappingSyntaxException("Column %d: %s".formatted(at + 1, message));
    }
}
