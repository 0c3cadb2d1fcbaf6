package com.spotzee.nifi.sync;

import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlLiteral;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The conditions by which a part of a statement is asked for. */
public final class PartConditions {

    /** The stamp that every change of any kind moves, and every record has. */
    private static final ChangeStatement CHANGED_AT_ALL = new ChangeStatement(new FieldPath(List.of(), "SystemModstamp"), null, null);

    private PartConditions() {
    }

    /**
     * The time that is asked for; empty if that is all of it.
     *
     * @param change the change that the statement is about; it plays no part where everything is asked for
     * @param from   lower end of all parts together, or null for everything
     * @param to     upper end, or null for none; where everything is asked for, what changes meanwhile moves to the last slice, which has no end
     */
    public static Optional<SoqlCondition> time(final Position position, final ChangeStatement change, final Instant from, final Instant to) {
        if (position instanceof final Position.InTimeSlice sliced) {
            final TimeSlice slice = sliced.slice();
            final ChangeStatement stamp = from == null ? CHANGED_AT_ALL : change;
            return Optional.of(slice.until() == null ? stamp.between(slice.from(), from == null ? null : to) : stamp.before(slice.from(), slice.until()));
        }
        return from == null ? Optional.empty() : Optional.of(change.between(from, to));
    }

    /** The ids that are asked for. */
    public static List<SoqlCondition> ids(final Position position) {
        return switch (position) {
            case Position.InIdRange(int statement, String afterId, IdRange range) ->
                    List.of(above(afterId), new SoqlCondition("Id <= " + SoqlLiteral.of(range.untilId())));
            case Position.InIdOrder(int statement, String afterId) -> aboveIfAny(afterId);
            case Position.InTimeSlice sliced -> aboveIfAny(sliced.afterId());
            case Position.BulkWanted wanted -> aboveIfAny(wanted.doneId());
            case Position.InBulkJob job -> aboveIfAny(job.doneId());
        };
    }

    private static List<SoqlCondition> aboveIfAny(final String id) {
        return id == null ? List.of() : List.of(above(id));
    }

    private static SoqlCondition above(final String id) {
        return new SoqlCondition("Id > " + SoqlLiteral.of(id));
    }
}
