package com.spotzee.nifi.sync;

import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ids as a text of few characters: sorted, each as its distance from the one before, in digits of five bits with the sixth telling that the number
 * goes on. People who follow each other closely take a character or two each.
 */
public final class IdText {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int BITS = 5;
    private static final int GOES_ON = 1 << BITS;

    private IdText() {
    }

    /** Records' ids as a text. */
    public static String ofIds(final Collection<String> ids) {
        return of(ids.stream().map(IdNumber::of).toList());
    }

    /**
     * The records' ids, 18 characters each.
     *
     * @throws NumberFormatException if the text is none of {@link #ofIds}
     */
    public static Set<String> ids(final String text) {
        return parse(text).stream().map(IdNumber::id).collect(Collectors.toSet());
    }

    static String of(final Collection<IdNumber> ids) {
        final StringBuilder text = new StringBuilder();
        BigInteger before = BigInteger.ZERO;
        for (final BigInteger id : ids.stream().map(IdNumber::value).sorted().toList()) {
            BigInteger rest = id.subtract(before);
            before = id;
            do {
                final int digit = rest.intValue() & (GOES_ON - 1);
                rest = rest.shiftRight(BITS);
                text.append(DIGITS.charAt(rest.signum() == 0 ? digit : digit | GOES_ON));
            } while (rest.signum() != 0);
        }
        return text.toString();
    }

    /** @throws NumberFormatException if the text is none of {@link #of} */
    static Set<IdNumber> parse(final String text) {
        final Set<IdNumber> ids = new HashSet<>();
        BigInteger id = BigInteger.ZERO;
        int shift = 0;
        for (final char character : text.toCharArray()) {
            final int digit = DIGITS.indexOf(character);
            if (digit < 0) {
                throw new NumberFormatException("'%s' is no digit of an id".formatted(character));
            }
            id = id.add(BigInteger.valueOf(digit & (GOES_ON - 1)).shiftLeft(shift));
            shift = (digit & GOES_ON) == 0 ? 0 : shift + BITS;
            if (shift == 0) {
                ids.add(new IdNumber(id));
            }
        }
        if (shift != 0) {
            throw new NumberFormatException("the last id is cut off");
        }
        return ids;
    }
}
