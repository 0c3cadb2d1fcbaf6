package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Turns what people and files give into what a column holds, or refuses it with a sentence. Never repeats a value: it may be personal data. */
final class FieldValues {
    // 2025-12-16T13:05:30.000+0000 as the API writes it, the ISO forms, and "2025-12-16 13:05:30" of the weekly export, which is UTC
    private static final DateTimeFormatter DATETIME = new DateTimeFormatterBuilder().append(DateTimeFormatter.ISO_LOCAL_DATE).appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME).optionalStart().appendPattern("[XXX][XX]").optionalEnd().toFormatter(Locale.ROOT);

    private FieldValues() {
    }

    /** The column's value, or null for an empty one. */
    static Object of(final Field field, final Object value) {
        if (value instanceof final JsonNode node) {
            return of(field, plain(node));
        }
        if (value == null || value instanceof final String text && text.isBlank()) {
            return field.type() == FieldType.BOOLEAN ? Boolean.FALSE : null;
        }
        return switch (field.type().family()) {
            case TEXT -> field.type().isId() ? id(field, value.toString()) : text(field, value.toString().strip());
            case NUMBER -> number(field, value);
            case BOOLEAN -> bool(field, value);
            case DATE -> date(field, value);
            case DATETIME -> datetime(field, value);
            case COMPOUND -> throw refused(field, "INVALID_FIELD_FOR_INSERT_UPDATE", "is made of its parts: set those instead.");
        };
    }

    private static Object plain(final JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(";"));
        }
        return node.isNumber() ? node.decimalValue() : node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    private static String id(final Field field, final String text) {
        return SalesforceId.normalize(text.strip()).orElseThrow(() -> refused(field, "MALFORMED_ID", "takes a record id of 15 or 18 letters and digits."));
    }

    private static String text(final Field field, final String text) {
        if (text.length() > field.size().length()) {
            throw refused(field, "STRING_TOO_LONG", "takes at most " + field.size().length() + " characters, this value has " + text.length()
                    + ": shorten it.");
        }
        if (field.type() == FieldType.EMAIL && !text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+")) {
            throw refused(field, "INVALID_EMAIL_ADDRESS", "takes an e-mail address such as ann@example.com.");
        }
        return text;
    }

    private static Object number(final Field field, final Object value) {
        final BigDecimal number;
        try {
            number = new BigDecimal(value.toString().strip());
        } catch (final NumberFormatException e) {
            throw refused(field, "INVALID_TYPE_ON_FIELD_IN_RECORD", "takes a number such as 1250000 or 12.5.");
        }
        final BigDecimal rounded = number.setScale(field.size().scale(), RoundingMode.HALF_UP);
        final int wholeDigits = field.size().precision() - field.size().scale();
        if (rounded.precision() - rounded.scale() > wholeDigits) {
            throw refused(field, "NUMBER_OUTSIDE_VALID_RANGE", "takes at most " + wholeDigits + " digits before the point.");
        }
        return field.type() == FieldType.INT ? (Object) rounded.longValue() : rounded;
    }

    private static Boolean bool(final Field field, final Object value) {
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw refused(field, "INVALID_TYPE_ON_FIELD_IN_RECORD", "takes true or false.");
        };
    }

    private static LocalDate date(final Field field, final Object value) {
        if (value instanceof final LocalDate date) {
            return date;
        }
        try {
            final String text = value.toString().strip();
            return LocalDate.parse(text.length() > "2024-01-01".length() ? text.substring(0, "2024-01-01".length()) : text);
        } catch (final DateTimeException e) {
            throw refused(field, "INVALID_TYPE_ON_FIELD_IN_RECORD", "takes a date such as 2024-01-31.");
        }
    }

    private static Long datetime(final Field field, final Object value) {
        if (value instanceof final Instant instant) {
            return instant.toEpochMilli();
        }
        try {
            final TemporalAccessor parsed = DATETIME.parseBest(value.toString().strip(), OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof final OffsetDateTime offset
                    ? offset.toInstant().toEpochMilli()
                    : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (final DateTimeException e) {
            throw refused(field, "INVALID_TYPE_ON_FIELD_IN_RECORD", "takes a date and time such as 2024-01-31T13:05:30Z.");
        }
    }

    private static RefusedRecord refused(final Field field, final String errorCode, final String sentence) {
        return new RefusedRecord(errorCode, field.name() + ' ' + sentence);
    }
}
