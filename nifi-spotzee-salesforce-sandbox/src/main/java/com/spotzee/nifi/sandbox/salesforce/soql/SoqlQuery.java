package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;

import java.util.List;
import java.util.Optional;

/**
 * A query that Salesforce would answer, every name found in the schema.
 *
 * @param object what is queried
 * @param shape what an answer looks like
 * @param selected what stands after SELECT, in its order
 * @param where the condition, if any
 * @param groupBy fields after GROUP BY, often none
 * @param extent order and number of rows
 */
public record SoqlQuery(SObjectType object, Shape shape, List<Selected> selected, Optional<Condition> where, List<FieldRef> groupBy, Extent extent) {
    /** Copies the lists. */
    public SoqlQuery {
        selected = List.copyOf(selected);
        groupBy = List.copyOf(groupBy);
    }

    /** What an answer looks like. */
    public enum Shape {
        /** Records of the object. */
        RECORDS,
        /** {@code COUNT()}: a number and no records. */
        COUNT,
        /** Records of AggregateResult. */
        AGGREGATES
    }

    /** Something after SELECT or ORDER BY. */
    public sealed interface Selected {
    }

    /** A field. */
    public record SelectedField(FieldRef field, String alias) implements Selected {
    }

    /** A function over the rows of a group. */
    public record SelectedAggregate(Aggregate function, FieldRef field, String alias) implements Selected {
    }

    /** Functions over rows. */
    public enum Aggregate { COUNT, COUNT_DISTINCT, MIN, MAX, SUM, AVG }

    /** Order, LIMIT (the largest number when there is none), OFFSET. */
    public record Extent(List<Ordering> orderings, long limit, long offset) {
        /** Copies the orderings. */
        public Extent {
            orderings = List.copyOf(orderings);
        }
    }

    /** One key of ORDER BY. */
    public record Ordering(Selected key, boolean descending, boolean nullsLast) {
    }
}
