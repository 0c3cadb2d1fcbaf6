package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.SalesforceId;

import java.math.BigInteger;

/**
 * A record's id as a number of 62 digits, so that the ids between two others can be divided. The digits stand in the order 0-9, A-Z, a-z;
 * should Salesforce sort in another one, ranges that join each other still leave out no record, for each of its comparisons is its own.
 *
 * @param value the first 15 characters as a number; the other three are a checksum
 */
record IdNumber(BigInteger value) {

    /** The characters of ids, by their values. */
    static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int LENGTH = 15;

    static IdNumber of(final String id) {
        BigInteger number = BigInteger.ZERO;
        for (final char digit : new SalesforceId(id).value().substring(0, LENGTH).toCharArray()) {
            number = number.multiply(BASE).add(BigInteger.valueOf(DIGITS.indexOf(digit)));
        }
        return new IdNumber(number);
    }

    /** The number as an id of 18 characters. */
    String id() {
        final StringBuilder digits = new StringBuilder();
        BigInteger rest = value;
        for (int i = 0; i < LENGTH; i++) {
            final BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return new SalesforceId(digits.reverse().toString()).value();
    }

    /** An id that comes before this one in whatever order, as long as 0 comes before every other digit: its last other digit becomes 0. */
    IdNumber justBelow() {
        BigInteger unit = BigInteger.ONE;
        while (value.mod(unit.multiply(BASE)).signum() == 0) {
            unit = unit.multiply(BASE);
        }
        return new IdNumber(value.subtract(value.mod(unit.multiply(BASE))));
    }

    IdNumber plus(final BigInteger distance) {
        return new IdNumber(value.add(distance));
    }

    /** How many ids lie above the other one, up to this one included. */
    BigInteger above(final IdNumber other) {
        return value.subtract(other.value);
    }
}
