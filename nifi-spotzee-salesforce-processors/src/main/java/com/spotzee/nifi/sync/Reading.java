package com.spotzee.nifi.sync;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * By which ways a window came to its records so far, and what it has learnt about them.
 *
 * @param ways        the ways that brought pages, each once
 * @param lostJobs    Bulk jobs that ended without bringing everything
 * @param unheardJobs Bulk jobs that were asked for, and whether Salesforce made them was not heard
 * @param withoutBulk whether no further Bulk job is tried in this window
 */
public record Reading(List<ReadingWay> ways, int lostJobs, int unheardJobs, boolean withoutBulk) {

    static final Reading NONE = new Reading(List.of(), 0, 0, false);

    public Reading {
        ways = List.copyOf(ways);
    }

    Reading by(final ReadingWay way) {
        if (ways.contains(way)) {
            return this;
        }
        final Set<ReadingWay> more = EnumSet.of(way);
        more.addAll(ways);
        return new Reading(List.copyOf(more), lostJobs, unheardJobs, withoutBulk);
    }

    public Reading losingJob() {
        return new Reading(ways, lostJobs + 1, unheardJobs, withoutBulk);
    }

    /** A job is about to be asked for: until Salesforce's answer is stored it counts as one that was not heard of. */
    public Reading askingForJob() {
        return new Reading(ways, lostJobs, unheardJobs + 1, withoutBulk);
    }

    public Reading refusingBulk() {
        return new Reading(ways, lostJobs, unheardJobs, true);
    }
}
