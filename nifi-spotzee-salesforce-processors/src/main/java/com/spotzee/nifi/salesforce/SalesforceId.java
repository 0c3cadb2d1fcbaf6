package com.spotzee.nifi.salesforce;

/**
 * A record's id in its 18-character form, which stays unique where case is lost. The short form is completed, a wrong checksum refused.
 *
 * @param value 18 characters
 */
public record SalesforceId(String value) implements Comparable<SalesforceId> {

    private static final String CHECKSUM_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT_LENGTH = 15;
    private static final int LONG_LENGTH = 18;
    private static final int GROUP = 5;

    public SalesforceId {
        if (!hasForm(value)) {
            throw new IllegalArgumentException("This is no Salesforce id: one has 15 or 18 letters and digits, such as 00Q9H00000C6pycUAB");
        }
        final String complete = value.substring(0, SHORT_LENGTH) + checksum(value);
        if (value.length() > SHORT_LENGTH && !value.equals(complete)) {
            throw new IllegalArgumentException(
                    "The Salesforce id %s does not fit its last three characters: copy it again, with upper and lower case as they are".formatted(value));
        }
        value = complete;
    }

    /** Whether the text can be an id at all: its form and, in the long form, its checksum are right. */
    public static boolean isValid(final String text) {
        return hasForm(text) && (text.length() == SHORT_LENGTH || text.endsWith(checksum(text)));
    }

    @Override
    public int compareTo(final SalesforceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** Asked some ten times for every record: a pattern takes four times as long. */
    private static boolean hasForm(final String text) {
        if (text.length() != SHORT_LENGTH && text.length() != LONG_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            final char character = text.charAt(i);
            if ((character < '0' || character > '9') && (character < 'A' || character > 'Z') && (character < 'a' || character > 'z')) {
                return false;
            }
        }
        return true;
    }

    /** One digit for each five characters: bit k tells whether character k is an upper-case letter. */
    private static String checksum(final String id) {
        final StringBuilder checksum = new StringBuilder();
        for (int start = 0; start < SHORT_LENGTH; start += GROUP) {
            int bits = 0;
            for (int position = 0; position < GROUP; position++) {
                final char character = id.charAt(start + position);
                if (character >= 'A' && character <= 'Z') {
                    bits |= 1 << position;
                }
            }
            checksum.append(CHECKSUM_DIGITS.charAt(bits));
        }
        return checksum.toString();
    }
}
