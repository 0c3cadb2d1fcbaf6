package com.spotzee.nifi.sandbox.spotzee;

import java.util.ArrayList;
import java.util.List;

/**
 * How an operation is carried out.
 *
 * @param refusal what it is refused with as a whole, or null
 * @param refused places of the items that are refused, counted round
 */
record ProjectMood(ProjectFault.Refusal refusal, List<Integer> refused) {

    /** Honestly. */
    static final ProjectMood CALM = new ProjectMood(null, List.of());

    private static final String TOLD = "The sandbox was told to refuse this.";

    ProjectMood {
        refused = List.copyOf(refused);
    }

    ProjectMood refusing(final ProjectFault.Refusal whole) {
        return refusal == null ? new ProjectMood(whole, refused) : this;
    }

    ProjectMood refusing(final int place) {
        final List<Integer> more = new ArrayList<>(refused);
        more.add(place);
        return new ProjectMood(refusal, more);
    }

    /** @throws RefusedException if the operation is refused as a whole */
    void admit() {
        if (refusal != null) {
            throw refused(refusal);
        }
    }

    /** The items, some of them refused. */
    List<UserItem> among(final List<UserItem> items) {
        final List<UserItem> all = new ArrayList<>(items);
        for (final int place : refused) {
            all.set(place % all.size(), all.get(place % all.size()).refused(TOLD));
        }
        return all;
    }

    static RefusedException refused(final ProjectFault.Refusal refusal) {
        return new RefusedException(refusal.code(), null, TOLD, refusal.retryAfter());
    }
}
