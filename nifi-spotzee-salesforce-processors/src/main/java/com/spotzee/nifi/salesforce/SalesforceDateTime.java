package com.spotzee.nifi.salesforce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Salesforce's form of days and of a datetime in answers: {@code 2025-12-16T13:05:30.000+0000}, the offset without a colon; {@code Z} occurs as well. */
public final class SalesforceDateTime {

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XX][XXX]")
            .toFormatter();

    private static final char DIGIT = 'd';
    private static final String USUAL = "dddd-dd-ddTdd:dd:dd.ddd+0000";
    private static final int LAST_HOUR = 23;
    private static final int DAYS_OF_ANY_MONTH = 28;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private SalesforceDateTime() {
    }

    /** The moment that the text names; empty if it is none. */
    public static Optional<Instant> parse(final String text) {
        try {
            return Optional.of(isUsual(text) ? usual(text) : OffsetDateTime.parse(text, FORM).toInstant());
        } catch (final DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsual(final String text) {
        if (text.length() != USUAL.length()) {
            return false;
        }
        for (int i = 0; i < USUAL.length(); i++) {
            final char wanted = USUAL.charAt(i);
            final char found = text.charAt(i);
            if (wanted == DIGIT ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    /** Stamps are read several times for every record, and a formatter takes twenty times as long. */
    private static Instant usual(final String text) {
        final int hour = number(text, 11, 13);
        final int day = number(text, 8, 10);
        if (hour > LAST_HOUR || day > DAYS_OF_ANY_MONTH) {
            // the formatter knows what to make of 24:00 and of the 31st of a shorter month
            return OffsetDateTime.parse(text, FORM).toInstant();
        }
        return LocalDateTime.of(number(text, 0, 4), number(text, 5, 7), day, hour, number(text, 14, 16), number(text, 17, 19),
                number(text, 20, 23) * NANOS_PER_MILLI).toInstant(ZoneOffset.UTC);
    }

    private static int number(final String text, final int from, final int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** The day that a text such as {@code 2026-11-23} names; empty if it names none. */
    public static Optional<LocalDate> day(final String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (final DateTimeException e) {
            return Optional.empty();
        }
    }
}
