package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.salesforce.SalesforceDateTime;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** The date from which on people are synced, as users write it: a day, which begins in UTC, or a moment. */
public final class StartDate {

    public static final Validator FORM = (subject, input, context) -> new ValidationResult.Builder().subject(subject).input(input)
            .valid(input.isBlank() || parse(input).isPresent())
            .explanation("write a day, which begins in UTC, such as 2026-01-31, or a moment such as 2026-01-31T08:00:00Z").build();

    private StartDate() {
    }

    /** The moment that is meant; empty if the text is none. */
    public static Optional<Instant> parse(final String text) {
        final Optional<LocalDate> day = SalesforceDateTime.day(text.strip());
        return day.isPresent() ? day.map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant()) : SalesforceDateTime.parse(text.strip());
    }
}
