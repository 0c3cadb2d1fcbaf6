package com.spotzee.nifi.sandbox.salesforce.soql;

/**
 * The text of a query. Knows Salesforce's form of an error with its place, and a masked copy in which every string literal is filled with {@code x}:
 * the published grammar is Apex's and knows neither {@code \%} nor that {@code //} inside a literal is text.
 */
final class SoqlStatement {
    private static final int MAX_LENGTH = 100_000;
    private static final int EXCERPT = 35;
    private static final String ESCAPED = "nNrRtTbBfF\"'\\_%uU";
    private static final int UNICODE_DIGITS = 4;

    private final String text;
    private final String masked;

    SoqlStatement(final String text) {
        if (text.length() > MAX_LENGTH) {
            throw new SoqlError("MALFORMED_QUERY", "SOQL statements cannot be longer than " + MAX_LENGTH + " characters.");
        }
        this.text = text;
        this.masked = mask();
    }

    String masked() {
        return masked;
    }

    String text(final int start, final int end) {
        return text.substring(start, end);
    }

    /** An error with the excerpt, the caret, row and column, as Salesforce puts them before the text. */
    SoqlError errorAt(final int index, final String errorCode, final String message) {
        final int place = Math.min(index, text.length());
        final int start = Math.max(0, place - EXCERPT);
        final String excerpt = text.substring(start, Math.min(text.length(), place + EXCERPT)).replace('\n', ' ');
        final int row = (int) text.substring(0, place).chars().filter(character -> character == '\n').count() + 1;
        final int column = place - text.lastIndexOf('\n', place - 1);
        return new SoqlError(errorCode, "\n" + excerpt + "\n" + " ".repeat(place - start) + "^\nERROR at Row:" + row + ":Column:" + column + "\n" + message);
    }

    SoqlError unexpectedToken(final int index, final String token) {
        final String message = "unexpected token: '" + token + "'";
        return text.substring(0, Math.min(index, text.length())).isBlank() ? new SoqlError("MALFORMED_QUERY", message) : errorAt(index, "MALFORMED_QUERY",
                message);
    }

    private String mask() {
        final StringBuilder result = new StringBuilder(text);
        int index = 0;
        while (index < text.length()) {
            if (text.charAt(index) == '\'') {
                final int end = literalEnd(index);
                for (int inside = index + 1; inside < end; inside++) {
                    result.setCharAt(inside, 'x');
                }
                index = end + 1;
            } else if (text.startsWith("//", index) || text.startsWith("/*", index)) {
                // comments belong to Apex; the lexer would skip them
                throw unexpectedToken(index, "/");
            } else {
                index++;
            }
        }
        return result.toString();
    }

    private int literalEnd(final int start) {
        int index = start + 1;
        while (index < text.length()) {
            if (text.charAt(index) == '\'') {
                return index;
            }
            index += text.charAt(index) == '\\' ? escapeLength(start, index) : 1;
        }
        throw new SoqlError("MALFORMED_QUERY", "line 1:" + text.length() + " mismatched character '<EOF>' expecting '''");
    }

    private int escapeLength(final int literal, final int index) {
        final char escaped = index + 1 < text.length() ? text.charAt(index + 1) : ' ';
        final boolean unicode = Character.toLowerCase(escaped) == 'u';
        if (ESCAPED.indexOf(escaped) < 0 || unicode && !text.substring(index + 2).matches("(?s)[0-9a-fA-F]{4}.*")) {
            throw errorAt(literal, "MALFORMED_QUERY", "Invalid string literal. Illegal character sequence '\\" + escaped + "' in string literal.");
        }
        return unicode ? 2 + UNICODE_DIGITS : 2;
    }
}
