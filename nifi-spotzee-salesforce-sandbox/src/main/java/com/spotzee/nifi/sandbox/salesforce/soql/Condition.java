package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;

import java.util.List;
import java.util.Optional;

/**
 * What a WHERE clause says, checked against the schema. Values are what columns hold: text, ids of 18 characters, BigDecimal, Boolean, LocalDate, and
 * epoch milliseconds for a datetime. Negations are always a {@link Not}, because what they mean for empty fields is the org's setting.
 */
public sealed interface Condition {
    /** All of them. */
    record And(List<Condition> parts) implements Condition {
        /** Copies the parts. */
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** At least one of them. */
    record Or(List<Condition> parts) implements Condition {
        /** Copies the parts. */
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** Its opposite. */
    record Not(Condition condition) implements Condition {
    }

    /** Field against value; the value of LIKE is a pattern of SQL with a backslash as escape. */
    record Comparison(FieldRef field, Operator operator, Object value) implements Condition {
    }

    /** The field is empty. */
    record IsNull(FieldRef field) implements Condition {
    }

    /** The field is one of several values, none of them null. */
    record OneOf(FieldRef field, List<Object> values) implements Condition {
        /** Copies the values. */
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** A multi-select picklist holds all values of at least one of the sets. */
    record Includes(FieldRef field, List<List<String>> sets) implements Condition {
        /** Copies the sets. */
        public Includes {
            sets = sets.stream().map(List::copyOf).toList();
        }
    }

    /** From a border, which counts, to a border, which does not. */
    record Within(FieldRef field, Object from, Object to) implements Condition {
    }

    /** A semi-join: the field is among the ids another object's records have in a field. */
    record InQuery(FieldRef field, SObjectType object, FieldRef selected, Optional<Condition> where) implements Condition {
    }

    /** How a field is compared. */
    enum Operator {
        EQUAL("="), LESS("<"), LESS_OR_EQUAL("<="), GREATER(">"), GREATER_OR_EQUAL(">="), LIKE("LIKE");

        private final String sql;

        Operator(final String sql) {
            this.sql = sql;
        }

        /** The same in SQL. */
        public String sql() {
            return sql;
        }
    }
}
