package com.spotzee.nifi.sandbox.salesforce.schema;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Salesforce's record ids: 15 case-sensitive characters, or 18 with a checksum of the case. */
public final class SalesforceId {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?");
    private static final String CHECKSUM_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String INSTANCE = "9H0";
    private static final int SHORT = 15;
    private static final int GROUP = 5;
    private static final int SEQUENCE_DIGITS = 9;

    private SalesforceId() {
    }

    /** The id of a prefix's n-th record, as this org counts them. */
    public static String of(final String keyPrefix, final long sequence) {
        final char[] digits = new char[SEQUENCE_DIGITS];
        long rest = sequence;
        for (int position = SEQUENCE_DIGITS - 1; position >= 0; position--) {
            digits[position] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return withChecksum(keyPrefix + INSTANCE + new String(digits));
    }

    /** The n of {@link #of}; empty for an id some other org gave. */
    public static OptionalLong sequenceOf(final String keyPrefix, final String id) {
        if (!id.startsWith(keyPrefix + INSTANCE)) {
            return OptionalLong.empty();
        }
        long sequence = 0;
        for (final char digit : id.substring(SHORT - SEQUENCE_DIGITS, SHORT).toCharArray()) {
            sequence = sequence * DIGITS.length() + DIGITS.indexOf(digit);
        }
        return OptionalLong.of(sequence);
    }

    /** The 18-character form of an id of 15 or 18 characters; empty when it is none. */
    public static Optional<String> normalize(final String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(withChecksum(text.substring(0, SHORT))) : Optional.empty();
    }

    private static String withChecksum(final String id) {
        final StringBuilder full = new StringBuilder(id);
        for (int group = 0; group < SHORT; group += GROUP) {
            int bits = 0;
            for (int position = 0; position < GROUP; position++) {
                final char character = id.charAt(group + position);
                if (character >= 'A' && character <= 'Z') {
                    bits |= 1 << position;
                }
            }
            full.append(CHECKSUM_ALPHABET.charAt(bits));
        }
        return full.toString();
    }
}
