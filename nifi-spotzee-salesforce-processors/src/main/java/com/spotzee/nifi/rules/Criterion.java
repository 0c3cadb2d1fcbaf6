package com.spotzee.nifi.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceDateTime;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlLiteral;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a rule asks of one value, with its two renderings: as SOQL for Salesforce, and as a test of a value that was read. Both give the same
 * answer for every value; null stands for an empty field.
 */
sealed interface Criterion {

    SoqlCondition toSoql(FieldPath field);

    boolean test(JsonNode value);

    private static SoqlCondition soql(final FieldPath field, final String comparison) {
        return new SoqlCondition(field + " " + comparison);
    }

    /** The field has a value. */
    record IsSet() implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return soql(field, "!= null");
        }

        @Override
        public boolean test(final JsonNode value) {
            return value != null;
        }
    }

    /** Everything else. Whether Salesforce's != and NOT LIKE return empty fields is not documented, so they are asked for by name. */
    record Not(Criterion criterion) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            final SoqlCondition empty = soql(field, "= null");
            return criterion instanceof IsSet ? empty : criterion.toSoql(field).negated().or(empty);
        }

        @Override
        public boolean test(final JsonNode value) {
            return !criterion.test(value);
        }
    }

    /** The whole text, whatever its case. */
    record TextIs(String text) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return soql(field, "= " + SoqlLiteral.of(text));
        }

        @Override
        public boolean test(final JsonNode value) {
            return value != null && value.asText().equalsIgnoreCase(text);
        }
    }

    /** A part of the text, whatever its case. */
    record TextHas(Place place, String text) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return soql(field, "LIKE " + SoqlLiteral.like(place.before, text, place.after));
        }

        @Override
        public boolean test(final JsonNode value) {
            return value != null && place.isIn(value.asText(), text);
        }
    }

    /** A record id, in its long form. */
    record IdIs(String id) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return soql(field, "= " + SoqlLiteral.of(id));
        }

        @Override
        public boolean test(final JsonNode value) {
            return value != null && value.asText().equals(id);
        }
    }

    /** All of the values are among the chosen ones of a multi-select picklist. */
    record Includes(List<String> values) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return soql(field, "INCLUDES (" + SoqlLiteral.of(String.join(";", values)) + ")");
        }

        @Override
        public boolean test(final JsonNode value) {
            return value != null && values.stream()
                    .allMatch(wanted -> Arrays.stream(value.asText().split(";")).anyMatch(wanted::equalsIgnoreCase));
        }
    }

    /** A checkbox. Where the parent is missing SOQL takes it as false, so that is spelled out. */
    record FlagIs(boolean flag) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            final SoqlCondition equal = soql(field, "= " + SoqlLiteral.of(flag));
            return flag || field.parents().isEmpty() ? equal : equal.or(soql(field, "= null"));
        }

        @Override
        public boolean test(final JsonNode value) {
            return flag == (value != null && "true".equals(value.asText().toLowerCase(Locale.ROOT)));
        }
    }

    /** A number on one side of another. */
    record NumberIs(Order order, BigDecimal number) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return soql(field, order.sign + " " + SoqlLiteral.of(number));
        }

        @Override
        public boolean test(final JsonNode value) {
            return value != null && value.isNumber() && order.holds(value.decimalValue().compareTo(number));
        }
    }

    /** A day before, on or after another. */
    record DayIs(Order order, LocalDate day) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return soql(field, order.sign + " " + SoqlLiteral.of(day));
        }

        @Override
        public boolean test(final JsonNode value) {
            return value != null && SalesforceDateTime.day(value.asText()).filter(other -> order.holds(other.compareTo(day))).isPresent();
        }
    }

    /** A moment before, at or after another. */
    record MomentIs(Order order, Instant moment) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return soql(field, order.sign + " " + SoqlLiteral.of(moment));
        }

        @Override
        public boolean test(final JsonNode value) {
            return value != null && SalesforceDateTime.parse(value.asText()).filter(other -> order.holds(other.compareTo(moment))).isPresent();
        }
    }

    /** Both at once. */
    record Both(Criterion first, Criterion second) implements Criterion {
        @Override
        public SoqlCondition toSoql(final FieldPath field) {
            return first.toSoql(field).and(second.toSoql(field));
        }

        @Override
        public boolean test(final JsonNode value) {
            return first.test(value) && second.test(value);
        }
    }

    /** Where in a text a part of it has to be. */
    enum Place {
        ANYWHERE("%", "%") {
            @Override
            boolean isIn(final String whole, final String part) {
                for (int start = 0; start <= whole.length() - part.length(); start++) {
                    if (whole.regionMatches(true, start, part, 0, part.length())) {
                        return true;
                    }
                }
                return false;
            }
        },
        START("", "%") {
            @Override
            boolean isIn(final String whole, final String part) {
                return whole.regionMatches(true, 0, part, 0, part.length());
            }
        },
        END("%", "") {
            @Override
            boolean isIn(final String whole, final String part) {
                return whole.regionMatches(true, whole.length() - part.length(), part, 0, part.length());
            }
        };

        private final String before;
        private final String after;

        Place(final String before, final String after) {
            this.before = before;
            this.after = after;
        }

        abstract boolean isIn(String whole, String part);
    }

    /** How two values stand to each other. */
    enum Order {
        EQUAL("=") {
            @Override
            boolean holds(final int comparison) {
                return comparison == 0;
            }
        },
        GREATER(">") {
            @Override
            boolean holds(final int comparison) {
                return comparison > 0;
            }
        },
        AT_LEAST(">=") {
            @Override
            boolean holds(final int comparison) {
                return comparison >= 0;
            }
        },
        LESS("<") {
            @Override
            boolean holds(final int comparison) {
                return comparison < 0;
            }
        };

        private final String sign;

        Order(final String sign) {
            this.sign = sign;
        }

        abstract boolean holds(int comparison);
    }
}
