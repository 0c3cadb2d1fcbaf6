package com.spotzee.nifi.salesforce;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Points in time as they stand in records: REST writes {@code +0000}, Bulk {@code Z}, people {@code +01:00}; all are read. */
public final class SalesforceTime {

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE).appendLiteral('T').appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    private SalesforceTime() {
    }

    /** The moment that the text names; empty if it names none. */
    public static Optional<Instant> instant(final String text) {
        try {
            return Optional.of(FORM.parse(text, OffsetDateTime::from).toInstant());
        } catch (final DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The day that a text such as {@code 2026-11-23} names; empty if it names none. */
    public static Optional<LocalDate> day(final String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (final DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
