package com.spotzee.nifi.sandbox.salesforce.soql;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days a literal such as LAST_N_DAYS:7 stands for, from the first one to the one after the last. The org's time zone is UTC, its weeks begin on Sunday, its
 * fiscal year is the calendar's.
 */
record RelativeDate(LocalDate from, LocalDate to) {
    private static final Pattern SPAN = Pattern.compile("(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)");
    private static final Pattern COUNTED = Pattern.compile("(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S:(\\d+)");
    private static final Pattern AGO = Pattern.compile("N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO:(\\d+)");
    private static final int MONTHS_OF_QUARTER = 3;

    private enum Unit {
        DAY, WEEK, MONTH, QUARTER, YEAR;

        private LocalDate start(final LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % MONTHS_OF_QUARTER);
                case YEAR -> day.withDayOfYear(1);
            };
        }

        private LocalDate plus(final LocalDate start, final long number) {
            return switch (this) {
                case DAY -> start.plusDays(number);
                case WEEK -> start.plusWeeks(number);
                case MONTH -> start.plusMonths(number);
                case QUARTER -> start.plusMonths(MONTHS_OF_QUARTER * number);
                case YEAR -> start.plusYears(number);
            };
        }

        private RelativeDate span(final LocalDate today, final long first, final long count) {
            final LocalDate start = start(today);
            return new RelativeDate(plus(start, first), plus(start, first + count));
        }
    }

    static RelativeDate parse(final String literal, final LocalDate today) {
        final String text = literal.toUpperCase(Locale.ROOT).replace("FISCAL_", "").replace("90_DAYS", "N_DAYS:90");
        final Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            return Unit.valueOf(span.group(2)).span(today, switch (span.group(1)) {
                case "LAST" -> -1;
                case "NEXT" -> 1;
                default -> 0;
            }, 1);
        }
        final Matcher counted = COUNTED.matcher(text);
        if (counted.matches()) {
            final long number = Long.parseLong(counted.group(3));
            final Unit unit = Unit.valueOf(counted.group(2));
            if (counted.group(1).equals("NEXT")) {
                return unit.span(today, 1, number);
            }
            // the last n days include today, the last n weeks, months, years leave the current one out
            return unit.span(today, -number, unit == Unit.DAY ? number + 1 : number);
        }
        final Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return Unit.valueOf(ago.group(1)).span(today, -Long.parseLong(ago.group(2)), 1);
        }
        return Unit.DAY.span(today, switch (text) {
            case "YESTERDAY" -> -1;
            case "TODAY" -> 0;
            case "TOMORROW" -> 1;
            default -> throw new IllegalArgumentException("No relative date is called " + literal + ".");
        }, 1);
    }
}
