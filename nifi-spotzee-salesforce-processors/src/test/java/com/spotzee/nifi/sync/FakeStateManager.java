package com.spotzee.nifi.sync;

import org.apache.nifi.components.state.Scope;
import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.components.state.StateMap;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Cluster state as ZooKeeper keeps it: versions, no identity of the maps, none at first; others may write at the same time. */
public final class FakeStateManager implements StateManager {

    private Map<String, String> entries = Map.of();
    private int version = -1;
    private Interference interference = () -> { };
    private boolean refuseAll;
    private boolean refuseUnwritten;

    public void beforeNextReplace(final Interference next) {
        interference = next;
    }

    public void refuseAll() {
        refuseAll = true;
    }

    public void refuseToReplaceTheUnwritten() {
        refuseUnwritten = true;
    }

    public synchronized Map<String, String> entries() {
        return entries;
    }

    @Override
    public synchronized void setState(final Map<String, String> state, final Scope scope) {
        entries = Map.copyOf(state);
        version++;
    }

    @Override
    public synchronized StateMap getState(final Scope scope) {
        assertEquals(Scope.CLUSTER, scope);
        return new VersionedMap(entries, version);
    }

    @Override
    public boolean replace(final StateMap oldValue, final Map<String, String> newValue, final Scope scope) throws IOException {
        final Interference now = interference;
        interference = () -> { };
        now.happen();
        synchronized (this) {
            if (refuseAll || refuseUnwritten && version < 0 || ((VersionedMap) oldValue).version() != version) {
                return false;
            }
            setState(newValue, scope);
            return true;
        }
    }

    @Override
    public void clear(final Scope scope) {
        setState(Map.of(), scope);
    }

    private record VersionedMap(Map<String, String> toMap, int version) implements StateMap {

        @Override
        public Optional<String> getStateVersion() {
            return version < 0 ? Optional.empty() : Optional.of(Integer.toString(version));
        }

        @Override
        public String get(final String key) {
            return toMap.get(key);
        }
    }

    /** Something that happens between the reading and the writing of state. */
    @FunctionalInterface
    public interface Interference {
        void happen() throws IOException;
    }
}
