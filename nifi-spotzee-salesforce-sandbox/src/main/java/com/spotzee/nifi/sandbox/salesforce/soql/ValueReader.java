package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import io.github.apexdevtools.apexparser.ApexParser.ValueContext;
import org.antlr.v4.runtime.ParserRuleContext;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Reads the literal a field is compared with, or refuses it because the field's type wants another. */
final class ValueReader {
    private static final int MAX_STRING = 4_000;
    private static final DateTimeFormatter DATETIME = new DateTimeFormatterBuilder().parseCaseInsensitive().append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]").toFormatter();

    private final SoqlStatement statement;

    ValueReader(final SoqlStatement statement) {
        this.statement = statement;
    }

    /** The value as columns hold it; null for null and for the empty string. */
    Object read(final FieldRef field, final ValueContext value, final ParserRuleContext place) {
        refuseBinds(value);
        if (value.NULL() != null && field.type().family() != FieldType.Family.COMPOUND) {
            return null;
        }
        return switch (field.type().family()) {
            case TEXT -> text(field, value, place);
            case NUMBER -> {
                check(value.signedNumber() != null, field, place);
                yield new BigDecimal(value.signedNumber().getText());
            }
            case BOOLEAN -> {
                check(value.BooleanLiteral() != null, field, place);
                yield Boolean.valueOf(value.getText());
            }
            case DATE -> {
                check(value.DateLiteral() != null, field, place);
                yield date(value, place);
            }
            case DATETIME -> {
                check(value.DateTimeLiteral() != null, field, place);
                yield datetime(value, place);
            }
            case COMPOUND -> throw statement.errorAt(FieldResolver.start(place), "INVALID_FIELD", "field '" + field.field().name()
                    + "' can not be filtered in a query call");
        };
    }

    void refuseBinds(final ValueContext value) {
        if (value.boundExpression() != null) {
            throw new SoqlError("MALFORMED_QUERY", "Bind variables only allowed in Apex code");
        }
    }

    /** The pattern of LIKE. */
    String pattern(final FieldRef field, final ValueContext value, final ParserRuleContext place) {
        refuseBinds(value);
        check(value.StringLiteral() != null, field, place);
        return literal(value, place).likePattern();
    }

    /** A literal's text where the grammar allows nothing else. */
    String plainText(final FieldRef field, final ValueContext value, final ParserRuleContext place) {
        refuseBinds(value);
        check(value.StringLiteral() != null, field, place);
        return literal(value, place).text();
    }

    private Object text(final FieldRef field, final ValueContext value, final ParserRuleContext place) {
        check(value.StringLiteral() != null, field, place);
        final StringLiteral literal = literal(value, place);
        if (literal.hasLikeEscape()) {
            throw statement.errorAt(FieldResolver.start(value), "MALFORMED_QUERY",
                    "Invalid string literal. Illegal character sequence in string literal: '\\_' and '\\%' belong to LIKE.");
        }
        final String text = literal.text();
        if (text.isEmpty()) {
            return null;
        }
        return field.type().isId()
                ? SalesforceId.normalize(text).orElseThrow(() -> statement.errorAt(FieldResolver.start(place), "INVALID_QUERY_FILTER_OPERATOR",
                "invalid ID field: " + text))
                : text;
    }

    private StringLiteral literal(final ValueContext value, final ParserRuleContext place) {
        final String raw = statement.text(value.getStart().getStartIndex() + 1, value.getStop().getStopIndex());
        if (raw.length() > MAX_STRING) {
            throw statement.errorAt(FieldResolver.start(place), "MALFORMED_QUERY", "String literals in a WHERE clause cannot be longer than " + MAX_STRING
                    + " characters.");
        }
        return new StringLiteral(raw);
    }

    private LocalDate date(final ValueContext value, final ParserRuleContext place) {
        try {
            return LocalDate.parse(value.getText());
        } catch (final DateTimeException e) {
            throw notOnTheCalendar("date", value, place);
        }
    }

    private Long datetime(final ValueContext value, final ParserRuleContext place) {
        try {
            return OffsetDateTime.parse(value.getText(), DATETIME).toInstant().toEpochMilli();
        } catch (final DateTimeException e) {
            throw notOnTheCalendar("dateTime", value, place);
        }
    }

    private SoqlError notOnTheCalendar(final String type, final ValueContext value, final ParserRuleContext place) {
        return statement.errorAt(FieldResolver.start(place), "MALFORMED_QUERY", "Invalid " + type + ": " + value.getText());
    }

    void check(final boolean fits, final FieldRef field, final ParserRuleContext place) {
        if (!fits) {
            throw statement.errorAt(FieldResolver.start(place), "INVALID_FIELD", "value of filter criterion for field '" + field.field().name()
                    + "' must be of type "
                    + typeName(field.type()) + " and should " + (field.type().family() == FieldType.Family.TEXT ? "" : "not ") + "be enclosed in quotes");
        }
    }

    private static String typeName(final FieldType type) {
        return switch (type.family()) {
            case TEXT -> type.isId() ? "ID" : "string";
            case DATETIME -> "dateTime";
            case NUMBER, BOOLEAN, DATE, COMPOUND -> type.apiName();
        };
    }
}
