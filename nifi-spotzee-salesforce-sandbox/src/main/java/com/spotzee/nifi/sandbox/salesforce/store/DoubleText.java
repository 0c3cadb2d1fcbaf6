package com.spotzee.nifi.sandbox.salesforce.store;

import java.math.BigDecimal;

/**
 * How Salesforce writes numbers with decimals, through every API: as doubles, so from ten millions on in exponent form (Knowledge Article 000385889).
 * Numbers have up to 18 digits, more than a double holds, and nothing says that any of them gets lost.
 */
final class DoubleText {
    /** The powers of ten from and below which doubles have an exponent. */
    private static final int FIRST_LARGE = 7;
    private static final int LAST_SMALL = -4;

    private DoubleText() {
    }

    static String of(final BigDecimal number) {
        final BigDecimal shortest = number.stripTrailingZeros();
        final int power = shortest.precision() - shortest.scale() - 1;
        if (shortest.signum() == 0 || power < FIRST_LARGE && power > LAST_SMALL) {
            return withDecimal(shortest).toPlainString();
        }
        return withDecimal(shortest.movePointLeft(power)).toPlainString() + 'E' + power;
    }

    private static BigDecimal withDecimal(final BigDecimal number) {
        return number.scale() < 1 ? number.setScale(1) : number;
    }
}
