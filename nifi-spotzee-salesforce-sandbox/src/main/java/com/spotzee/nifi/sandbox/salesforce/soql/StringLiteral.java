package com.spotzee.nifi.sandbox.salesforce.soql;

/** The inside of a string literal whose escapes have been checked; read either as plain text or as a LIKE pattern. */
record StringLiteral(String raw) {
    private static final int HEXADECIMAL = 16;
    private static final int UNICODE_LENGTH = 6;

    /** Whether it has an escape that only LIKE understands. */
    boolean hasLikeEscape() {
        for (int index = 0; index < raw.length(); index++) {
            if (raw.charAt(index) == '\\') {
                index++;
                if ("_%".indexOf(raw.charAt(index)) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    String text() {
        return decode(false);
    }

    /** A pattern of SQL with backslash as its escape. */
    String likePattern() {
        return decode(true);
    }

    private String decode(final boolean pattern) {
        final StringBuilder result = new StringBuilder();
        int index = 0;
        while (index < raw.length()) {
            final char character = raw.charAt(index);
            if (character != '\\') {
                result.append(character);
                index++;
                continue;
            }
            final char escaped = Character.toLowerCase(raw.charAt(index + 1));
            if (escaped == 'u') {
                result.append((char) Integer.parseInt(raw.substring(index + 2, index + UNICODE_LENGTH), HEXADECIMAL));
                index += UNICODE_LENGTH;
                continue;
            }
            if (pattern && "\\_%".indexOf(escaped) >= 0) {
                result.append('\\');
            }
            result.append(control(escaped));
            index += 2;
        }
        return result.toString();
    }

    private static char control(final char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escaped;
        };
    }
}
