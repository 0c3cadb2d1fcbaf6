package com.spotzee.nifi.sync;

import org.apache.nifi.components.state.Scope;
import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.components.state.StateMap;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** A component's cluster state as one map that many nodes and threads change at once without losing each other's changes. */
public final class ClusterState {

    private static final int ATTEMPTS = 100;

    private final StateManager stateManager;
    /** Threads of this node take turns, so that only other nodes can make a replacement fail. */
    private final Lock turn = new ReentrantLock();

    public ClusterState(final StateManager stateManager) {
        this.stateManager = stateManager;
    }

    /** What stands under a key. */
    public Optional<String> value(final String key) throws IOException {
        return Optional.ofNullable(stateManager.getState(Scope.CLUSTER).get(key));
    }

    /**
     * Applies a change to what is stored now; the change is computed again whenever somebody else was quicker.
     *
     * @param change gets a copy of the map that it may change and return; an equal map is not written
     * @return what is stored now
     */
    public Map<String, String> update(final UnaryOperator<Map<String, String>> change) throws IOException {
        turn.lock();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                final StateMap stored = stateManager.getState(Scope.CLUSTER);
                final Map<String, String> changed = change.apply(new HashMap<>(stored.toMap()));
                if (changed.equals(stored.toMap()) || write(stored, changed)) {
                    return changed;
                }
            }
        } finally {
            turn.unlock();
        }
        throw new IOException("cluster state was changed by others %d times in a row while it was being written; look for a second flow with the same state"
                .formatted(ATTEMPTS));
    }

    /** All entries, as they are now. */
    public StateMap read() throws IOException {
        return stateManager.getState(Scope.CLUSTER);
    }

    /** Writes the changed map in the place of the stored one; false if somebody else was quicker. */
    boolean write(final StateMap stored, final Map<String, String> changed) throws IOException {
        if (stateManager.replace(stored, changed, Scope.CLUSTER)) {
            return true;
        }
        // A provider may refuse to replace what was never written, and only then there is no version to lose somebody's change by.
        if (stored.getStateVersion().isPresent() || stateManager.getState(Scope.CLUSTER).getStateVersion().isPresent()) {
            return false;
        }
        stateManager.setState(changed, Scope.CLUSTER);
        return true;
    }
}
