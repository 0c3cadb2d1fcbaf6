package com.spotzee.nifi.salesforce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Salesforce's form of days and of a datetime in answers: {@code 2025-12-16T13:05:30.000+0000}, the offset without a colon; {@code Z} occurs as well. */
public final class SalesforceDateTime {

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XX][XXX]")
            .toFormatter();

    private SalesforceDateTime() {
    }

    /** The moment that the text names; empty if it is none. */
    public static Optional<Instant> parse(final String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, FORM).toInstant());
        } catch (final DateTimeException e) {
            return Optional.empty();
        }
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
