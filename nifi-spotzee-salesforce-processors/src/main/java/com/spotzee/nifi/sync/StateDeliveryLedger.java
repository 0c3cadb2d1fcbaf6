package com.spotzee.nifi.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.nifi.components.state.StateManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The ledger in a component's cluster state, one entry a sync. Pages are kept as ranges, so an entry stays small however long the sync is.
 */
public final class StateDeliveryLedger implements DeliveryLedger {

    private static final String KEY_PREFIX = "ledger.v1.";

    private final ClusterState state;

    public StateDeliveryLedger(final StateManager stateManager) {
        this.state = new ClusterState(stateManager);
    }

    @Override
    public void open(final String syncId) throws IOException {
        state.update(entries -> {
            entries.keySet().removeIf(key -> key.startsWith(key(SyncIds.prefixOf(syncId))) && !key.equals(key(syncId)));
            entries.putIfAbsent(key(syncId), SyncAccount.EMPTY.text());
            return entries;
        });
    }

    @Override
    public boolean settle(final PageDelivery delivery) throws IOException {
        return change(delivery.syncId(), account -> account.with(delivery));
    }

    @Override
    public Optional<WindowDelivery> delivered(final String syncId) throws IOException {
        final Optional<String> entry = state.value(key(syncId));
        return entry.isPresent() ? Optional.of(parsed(key(syncId), entry.get()).delivery()) : Optional.empty();
    }

    @Override
    public void readSoFar(final OpenWindow window) throws IOException {
        change(window.syncId(), account -> account.readSoFar(window));
    }

    @Override
    public Optional<SyncUnderWay> underWay(final String object) throws IOException {
        final String prefix = key(SyncIds.prefix(object));
        for (final Map.Entry<String, String> entry : state.read().toMap().entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                return parsed(entry.getKey(), entry.getValue()).underWay(entry.getKey().substring(KEY_PREFIX.length()));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close(final String syncId) throws IOException {
        state.update(entries -> {
            entries.remove(key(syncId));
            return entries;
        });
    }

    /** Changes the account of a sync; false if there is none. */
    private boolean change(final String syncId, final UnaryOperator<SyncAccount> change) throws IOException {
        final String key = key(syncId);
        try {
            return state.update(entries -> {
                entries.computeIfPresent(key, (name, entry) -> {
                    try {
                        return change.apply(parsed(name, entry)).text();
                    } catch (final IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                return entries;
            }).containsKey(key);
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static SyncAccount parsed(final String key, final String entry) throws IOException {
        try {
            return SyncAccount.parse(entry);
        } catch (final JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("state entry '%s' can't be read: clear the state of the integration to start a full sync".formatted(key), e);
        }
    }

    private static String key(final String syncId) {
        return KEY_PREFIX + syncId;
    }
}
