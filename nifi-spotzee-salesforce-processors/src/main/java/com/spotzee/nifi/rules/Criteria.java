package com.spotzee.nifi.rules;

import com.spotzee.nifi.salesforce.FieldDescription;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SalesforceDateTime;
import com.spotzee.nifi.salesforce.SalesforceId;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a rule's value as the field's type asks, and refuses what can't be meant, with a sentence for the user. */
final class Criteria {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");
    /** Salesforce's own range of dates. */
    private static final int FIRST_YEAR = 1700;
    private static final int LAST_YEAR = 4000;

    private Criteria() {
    }

    static Criterion set(final FieldDescription field) throws UnsuitableRuleException {
        if (field.type() == FieldType.BOOLEAN) {
            throw unsuitable(field, "is a checkbox, which is never empty: write equals true or equals false");
        }
        return new Criterion.IsSet();
    }

    static Criterion equalTo(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return switch (field.type().family()) {
            case TEXT -> new Criterion.TextIs(value);
            case MULTI_SELECT -> new Criterion.TextIs(String.join(";", choices(field, value)));
            case ID -> new Criterion.IdIs(id(field, value));
            case BOOLEAN -> new Criterion.FlagIs(flag(field, value));
            case NUMBER -> new Criterion.NumberIs(Criterion.Order.EQUAL, number(field, value));
            case DATE -> new Criterion.DayIs(Criterion.Order.EQUAL, day(field, value));
            case DATETIME -> atTime(field, value);
            case TIME, COMPOUND, OTHER -> throw onlySetOrNot(field);
        };
    }

    static Criterion notEqualTo(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return field.type() == FieldType.BOOLEAN ? new Criterion.FlagIs(!flag(field, value)) : new Criterion.Not(equalTo(field, value));
    }

    static Criterion containing(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return field.type() == FieldType.MULTIPICKLIST ? new Criterion.Includes(choices(field, value)) : part(field, Criterion.Place.ANYWHERE, value);
    }

    static Criterion startingWith(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return part(field, Criterion.Place.START, value);
    }

    static Criterion endingWith(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return part(field, Criterion.Place.END, value);
    }

    static Criterion greaterThan(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return switch (field.type().family()) {
            case NUMBER -> new Criterion.NumberIs(Criterion.Order.GREATER, number(field, value));
            case DATE -> new Criterion.DayIs(Criterion.Order.GREATER, day(field, value));
            case DATETIME -> {
                final Optional<LocalDate> day = plainDay(field, value);
                yield day.isPresent() ? new Criterion.MomentIs(Criterion.Order.AT_LEAST, startOf(day.get().plusDays(1)))
                        : new Criterion.MomentIs(Criterion.Order.GREATER, moment(field, value));
            }
            case ID, TEXT, MULTI_SELECT, BOOLEAN, TIME, COMPOUND, OTHER -> throw noOrder(field);
        };
    }

    static Criterion lessThan(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return switch (field.type().family()) {
            case NUMBER -> new Criterion.NumberIs(Criterion.Order.LESS, number(field, value));
            case DATE -> new Criterion.DayIs(Criterion.Order.LESS, day(field, value));
            case DATETIME -> {
                final Optional<LocalDate> day = plainDay(field, value);
                yield new Criterion.MomentIs(Criterion.Order.LESS, day.isPresent() ? startOf(day.get()) : moment(field, value));
            }
            case ID, TEXT, MULTI_SELECT, BOOLEAN, TIME, COMPOUND, OTHER -> throw noOrder(field);
        };
    }

    private static Criterion part(final FieldDescription field, final Criterion.Place place, final String value) throws UnsuitableRuleException {
        return switch (field.type().family()) {
            case TEXT -> new Criterion.TextHas(place, value);
            case MULTI_SELECT -> throw unsuitable(field, "is a multi-select picklist: write contains with one of its values");
            case ID -> throw unsuitable(field, "holds a record id, which is compared as a whole: write equals or not_equals");
            case BOOLEAN -> throw unsuitable(field, "is a checkbox: write equals true or equals false");
            case NUMBER, DATE, DATETIME ->
                    throw unsuitable(field, "is no text but " + kind(field) + ": write equals, not_equals, greater_than or less_than");
            case TIME, COMPOUND, OTHER -> throw onlySetOrNot(field);
        };
    }

    /** A day on a date-and-time field means the whole day in UTC. */
    private static Criterion atTime(final FieldDescription field, final String value) throws UnsuitableRuleException {
        final Optional<LocalDate> day = plainDay(field, value);
        if (day.isEmpty()) {
            return new Criterion.MomentIs(Criterion.Order.EQUAL, moment(field, value));
        }
        return new Criterion.Both(new Criterion.MomentIs(Criterion.Order.AT_LEAST, startOf(day.get())),
                new Criterion.MomentIs(Criterion.Order.LESS, startOf(day.get().plusDays(1))));
    }

    private static Instant startOf(final LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static List<String> choices(final FieldDescription field, final String value) throws UnsuitableRuleException {
        final List<String> choices = Arrays.stream(value.split(";")).map(String::strip).filter(choice -> !choice.isEmpty()).toList();
        if (choices.isEmpty()) {
            throw unsuitable(field, "is a multi-select picklist: name one or more of its values, with semicolons between them");
        }
        return choices;
    }

    private static String id(final FieldDescription field, final String value) throws UnsuitableRuleException {
        if (!SalesforceId.isValid(value)) {
            throw unsuitable(field, "holds a record id: write 15 or 18 letters and digits exactly as Salesforce shows them");
        }
        return new SalesforceId(value).value();
    }

    private static boolean flag(final FieldDescription field, final String value) throws UnsuitableRuleException {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unsuitable(field, "is a checkbox: write true or false");
        };
    }

    private static BigDecimal number(final FieldDescription field, final String value) throws UnsuitableRuleException {
        if (!NUMBER.matcher(value).matches()) {
            throw unsuitable(field, "is a number: write digits, with a point before decimals and nothing else, such as 100000 or -1.5");
        }
        final BigDecimal number = new BigDecimal(value).stripTrailingZeros();
        if ((field.type() == FieldType.INT || field.type() == FieldType.LONG) && number.scale() > 0) {
            throw unsuitable(field, "holds whole numbers: write one without decimals");
        }
        return number;
    }

    private static LocalDate day(final FieldDescription field, final String value) throws UnsuitableRuleException {
        final Optional<LocalDate> day = plainDay(field, value);
        if (day.isEmpty()) {
            throw unsuitable(field, "is a date: write it as 2026-01-31");
        }
        return day.get();
    }

    private static Optional<LocalDate> plainDay(final FieldDescription field, final String value) throws UnsuitableRuleException {
        final Optional<LocalDate> day = SalesforceDateTime.day(value);
        if (day.isPresent() && (day.get().getYear() < FIRST_YEAR || day.get().getYear() >= LAST_YEAR)) {
            throw unsuitable(field, "holds years from %d to %d in Salesforce".formatted(FIRST_YEAR, LAST_YEAR));
        }
        return day;
    }

    private static Instant moment(final FieldDescription field, final String value) throws UnsuitableRuleException {
        final Optional<Instant> moment = SalesforceDateTime.parse(value);
        if (moment.isEmpty()) {
            throw unsuitable(field, "is a date with time: write a day in UTC such as 2026-01-31, or a moment such as 2026-01-31T08:00:00Z");
        }
        plainDay(field, moment.get().atZone(ZoneOffset.UTC).toLocalDate().toString());
        return moment.get();
    }

    private static String kind(final FieldDescription field) {
        return field.type().family() == FieldType.Family.NUMBER ? "a number" : "a date";
    }

    private static UnsuitableRuleException noOrder(final FieldDescription field) {
        return unsuitable(field, "is neither number nor date: greater_than and less_than don't suit it" + switch (field.type().family()) {
            case TEXT -> ". Write equals, contains, starts_with or ends_with";
            case MULTI_SELECT -> ". Write equals or contains";
            case ID -> ". Write equals or not_equals";
            case BOOLEAN -> ". Write equals true or equals false";
            case NUMBER, DATE, DATETIME, TIME, COMPOUND, OTHER -> ". Write is_set or is_not_set";
        });
    }

    private static UnsuitableRuleException onlySetOrNot(final FieldDescription field) {
        return unsuitable(field, "is of a type that rules can only ask for with is_set and is_not_set");
    }

    private static UnsuitableRuleException unsuitable(final FieldDescription field, final String sentence) {
        return new UnsuitableRuleException(field.name() + " " + sentence);
    }
}
