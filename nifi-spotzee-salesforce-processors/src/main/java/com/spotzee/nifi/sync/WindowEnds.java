package com.spotzee.nifi.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a window ends and where the next one begins. The end is Salesforce's now; the next beginning is held back, because a record gets
 * its stamp in a transaction and is visible only when that commits.
 *
 * @param to       Salesforce's clock, never this machine's
 * @param nextFrom the smaller of {@code to} and what {@code updated} says is covered, less the overlap; where Salesforce does not say what is
 *                 covered, {@link #MARGIN} earlier
 */
public record WindowEnds(Instant to, Instant nextFrom) {

    /** How long a transaction is taken to last at most where Salesforce does not tell: it ends them after ten minutes. */
    public static final Duration MARGIN = Duration.ofMinutes(10);

    public static WindowEnds at(final Instant serverTime, final Optional<Instant> latestDateCovered, final Duration overlap) {
        final Instant complete = latestDateCovered.map(covered -> covered.isBefore(serverTime) ? covered : serverTime).orElse(serverTime.minus(MARGIN));
        return new WindowEnds(serverTime, complete.minus(overlap));
    }

    /** The same end, and the earlier of both next beginnings. */
    public WindowEnds heldBack(final WindowEnds other) {
        return new WindowEnds(to, nextFrom.isBefore(other.nextFrom) ? nextFrom : other.nextFrom);
    }
}
