package com.spotzee.nifi.sync;

import org.apache.nifi.components.state.StateManager;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Since when things stand as they stand, in a component's cluster state, so that a restart does not make old trouble look new: one entry a thing,
 * how it stands and since when between blanks. It is written only when something changes.
 */
public final class StateStandings {

    private static final String KEY_PREFIX = "since.v1.";

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
                final String known = entries.get(KEY_PREFIX + thing);
                if (known == null || !known.startsWith(standing + " ")) {
                    entries.put(KEY_PREFIX + thing, standing + " " + now);
                }
            });
            return entries;
        });
        final Map<String, Instant> since = new HashMap<>();
        standings.keySet().forEach(thing -> since.put(thing, Instant.parse(stored.get(KEY_PREFIX + thing).split(" ")[1])));
        return since;
    }
}
