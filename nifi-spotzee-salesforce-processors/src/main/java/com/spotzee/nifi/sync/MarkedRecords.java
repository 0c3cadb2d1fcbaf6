package com.spotzee.nifi.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The records in the recycle bin whose users were marked, so that the mark is taken back when they are restored, whatever the rules say of them then.
 * Bounded: with more than {@value #MOST} the others are not known by id, and that is remembered for as long as they can be restored.
 */
public final class MarkedRecords {

    /** So many ids fit into a state value of 32 KB beside everything else. */
    public static final int MOST = 1_000;

    /** So many are noted at a time: more than can be remembered beside the others, so that it shows if there are more. */
    public static final int NOTED = 2 * MOST + 1;

    public static final MarkedRecords NONE = new MarkedRecords(Set.of(), null);

    /** The bin keeps records for 15 days; a day more, because it is not emptied by the minute. */
    private static final Duration RESTORABLE = Duration.ofDays(16);

    private final Set<String> ids;
    private final Instant moreUntil;

    private MarkedRecords(final Set<String> ids, final Instant moreUntil) {
        this.ids = ids;
        this.moreUntil = moreUntil;
    }

    /** Reads what {@link #asText()} wrote. */
    public static MarkedRecords parse(final String text) {
        final List<String> parts = Arrays.asList(text.split(",", -1));
        final Set<String> ids = new LinkedHashSet<>(parts.subList(1, parts.size()));
        return new MarkedRecords(ids, parts.getFirst().isEmpty() ? null : Instant.parse(parts.getFirst()));
    }

    /** Those that are known, 18 characters each. */
    public Set<String> ids() {
        return Set.copyOf(ids);
    }

    /** Whether there may be others at this time of Salesforce, which are not known by id. */
    public boolean moreAt(final Instant now) {
        return moreUntil != null && now.isBefore(moreUntil);
    }

    /** Without those that are in the bin no longer. */
    public MarkedRecords without(final Collection<String> gone) {
        final Set<String> left = new LinkedHashSet<>(ids);
        left.removeAll(gone);
        return new MarkedRecords(left, moreUntil);
    }

    /** With some that have gone into the bin, as many as there is room for. */
    public MarkedRecords with(final Collection<String> deleted, final Instant now) {
        final Set<String> all = new LinkedHashSet<>(ids);
        Instant more = moreAt(now) ? moreUntil : null;
        for (final String id : deleted) {
            if (all.size() < MOST) {
                all.add(id);
            } else if (!all.contains(id)) {
                more = now.plus(RESTORABLE);
            }
        }
        return new MarkedRecords(all, more);
    }

    public String asText() {
        return Optional.ofNullable(moreUntil).map(Instant::toString).orElse("") + (ids.isEmpty() ? "" : "," + String.join(",", ids));
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof final MarkedRecords marked && asText().equals(marked.asText());
    }

    @Override
    public int hashCode() {
        return asText().hashCode();
    }

    @Override
    public String toString() {
        return ids.size() + " records" + (moreUntil == null ? "" : " and more");
    }
}
