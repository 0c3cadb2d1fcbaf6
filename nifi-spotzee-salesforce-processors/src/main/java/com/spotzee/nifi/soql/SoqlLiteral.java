package com.spotzee.nifi.soql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Values as SOQL writes them: SOQL and SOSL Reference, "Quoted String Escape Sequences" and "Date Formats and Date Literals". */
public final class SoqlLiteral {

    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private SoqlLiteral() {
    }

    /** A quoted string; backslash, quote and control characters are escaped. */
    public static String of(final String value) {
        return "'" + escaped(value) + "'";
    }

    /** A quoted pattern for LIKE in which the value stands for itself, between the given wildcards ({@code ""} or {@code "%"}). */
    public static String like(final String before, final String value, final String after) {
        return "'" + before + escaped(value).replace("%", "\\%").replace("_", "\\_") + after + "'";
    }

    public static String of(final BigDecimal value) {
        return value.toPlainString();
    }

    public static String of(final boolean value) {
        return value ? "TRUE" : "FALSE";
    }

    public static String of(final LocalDate value) {
        return value.toString();
    }

    public static String of(final Instant value) {
        return DATETIME.format(value);
    }

    private static String escaped(final String value) {
        return value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
                .replace("\b", "\\b").replace("\f", "\\f");
    }
}
