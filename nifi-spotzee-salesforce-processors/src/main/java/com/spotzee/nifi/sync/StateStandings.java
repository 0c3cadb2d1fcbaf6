package com.spotzee.nifi.sync;

import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.components.state.StateMap;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Since when things stand as they stand, in a component's cluster state, so that a restart does not make old trouble look new: one entry a thing,
 * how it stands and since when between blanks. Beside them stands when they were looked at last.
 */
public final class StateStandings {

    private static final String KEY_PREFIX = "since.v1.";
    private static final String LOOK = "looked.v1";

    private final ClusterState state;

    public StateStandings(final StateManager stateManager) {
        this.state = new ClusterState(stateManager);
    }

    /**
     * Notes how things stand now.
     *
     * @param standings how each thing stands, in a word without blanks
     * @param now       this machine's time
     * @return since when each has stood so
     */
    public Map<String, Instant> since(final Map<String, String> standings, final Instant now) throws IOException {
        final Map<String, String> stored = state.update(entries -> {
            standings.forEach((thing, standing) -> {
                if (!isStill(entries.get(KEY_PREFIX + thing), standing)) {
                    entries.put(KEY_PREFIX + thing, standing + " " + now);
                }
            });
            return entries;
        });
        return standings.keySet().stream().collect(Collectors.toMap(Function.identity(), thing -> time(stored.get(KEY_PREFIX + thing))));
    }

    /** The same without noting anything: what stands otherwise than it was noted counts from now on. */
    public Map<String, Instant> known(final Map<String, String> standings, final Instant now) throws IOException {
        final StateMap stored = state.read();
        final Map<String, Instant> since = new HashMap<>();
        standings.forEach((thing, standing) -> {
            final String entry = stored.get(KEY_PREFIX + thing);
            since.put(thing, isStill(entry, standing) ? time(entry) : now);
        });
        return since;
    }

    /** Notes that somebody looks now, and says when somebody did before; empty if nobody ever has. */
    public Optional<Instant> lookedBefore(final Instant now) throws IOException {
        final Optional<Instant> before = state.value(LOOK).map(Instant::parse);
        state.update(entries -> {
            entries.put(LOOK, now.toString());
            return entries;
        });
        return before;
    }

    private static boolean isStill(final String entry, final String standing) {
        return entry != null && entry.startsWith(standing + " ");
    }

    private static Instant time(final String entry) {
        return Instant.parse(entry.split(" ")[1]);
    }
}
