package com.spotzee.nifi.salesforce;

import java.util.regex.Pattern;

/**
 * A record's id in its 18-character form, which stays unique where case is lost. The short form is completed, a wrong checksum refused.
 *
 * @param value 18 characters
 */
public record SalesforceId(String value) implements Comparable<SalesforceId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{15}([A-Za-z0-9]{3})?");
    private static final String CHECKSUM_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT_LENGTH = 15;
    private static final int GROUP = 5;

    public SalesforceId {
        if (!FORM.matcher(value).matches()) {
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
        return FORM.matcher(text).matches() && (text.length() == SHORT_LENGTH || text.endsWith(checksum(text)));
    }

    @Override
    public int compareTo(final SalesforceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
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
