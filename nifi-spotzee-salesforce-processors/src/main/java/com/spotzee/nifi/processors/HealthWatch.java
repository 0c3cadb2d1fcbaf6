package com.spotzee.nifi.processors;

import com.spotzee.nifi.health.Watch;
import com.spotzee.nifi.sync.StateStandings;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a health check remembers from its start on, and in its state from one start to the next. */
final class HealthWatch {

    /** Who stops a check to have it run once, or starts NiFi anew, has paused nothing. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(15);

    private final Instant since;
    private boolean looked;
    private Instant pauseEnd = Instant.MIN;

    HealthWatch(final Instant since) {
        this.since = since;
    }

    /**
     * Begins a look. The first one after a start tells a pause by the time that nobody has looked: the query stood still as well, for both are stopped with
     * their group, and with NiFi.
     *
     * @param frequency the integration's Sync Frequency: a pause that is shorter lets no sync become overdue
     */
    Watch look(final StateStandings standings, final Duration frequency, final Instant now) {
        final Duration shortest = frequency.compareTo(SHORTEST_PAUSE) > 0 ? frequency : SHORTEST_PAUSE;
        if (lastLook(standings, now).filter(last -> last.isBefore(now.minus(shortest))).isPresent() && !looked) {
            pauseEnd = now;
        }
        looked = true;
        return new Look(since, pauseEnd, places -> standings.since(places, now));
    }

    /** A look beside the others, which changes nothing of what they remember. */
    static Watch verifying(final StateStandings standings, final Instant now) {
        return new Look(now, Instant.MIN, places -> standings.known(places, now));
    }

    private static Optional<Instant> lastLook(final StateStandings standings, final Instant now) {
        try {
            return standings.lookedBefore(now);
        } catch (final IOException unreadable) {
            // the check of staleness, which needs the same state, says so
            return Optional.empty();
        }
    }

    private record Look(Instant since, Instant pauseEnd, Places places) implements Watch {

        @Override
        public boolean pauseEndedWithin(final Duration time, final Instant now) {
            return !pauseEnd.isBefore(now.minus(time));
        }

        @Override
        public Map<String, Instant> unmovedSince(final Map<String, String> where) throws IOException {
            return places.unmovedSince(where);
        }
    }

    @FunctionalInterface
    private interface Places {
        Map<String, Instant> unmovedSince(Map<String, String> where) throws IOException;
    }
}
