package com.spotzee.nifi.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.spotzee.nifi.sync.ClusterState;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.SyncIds;
import org.apache.nifi.components.state.StateManager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The ledger in a component's cluster state, one entry a sync. Pages are kept as ranges, so an entry stays small however long the sync is.
 */
public final class StateDeliveryLedger implements DeliveryLedger {

    private static final String KEY_PREFIX = "ledger.v1.";
    private static final String LANES_PREFIX = "lanes.v1.";
    private static final String COMPLETED_PREFIX = "completed.v1.";
    private static final int MOST_COMPLETED = 20;

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
        final Optional<SyncAccount> account = change(delivery.syncId(), open -> open.with(delivery));
        return account.isPresent() && !account.get().hasSkipped(delivery.page());
    }

    @Override
    public Optional<WindowDelivery> delivered(final String syncId) throws IOException {
        final Map<String, String> entries = state.read().toMap();
        final String entry = entries.get(key(syncId));
        return entry == null ? Optional.empty()
                : Optional.of(parsed(key(syncId), entry).delivery().withLanes(tally(lanesKey(syncId), entries.get(lanesKey(syncId))).news()));
    }

    @Override
    public SyncStanding standing(final String syncId, final int page) throws IOException {
        final Map<String, String> entries = state.read().toMap();
        if (entries.containsKey(key(syncId))) {
            return parsed(key(syncId), entries.get(key(syncId))).hasSkipped(page) ? SyncStanding.GIVEN_UP : SyncStanding.OPEN;
        }
        return completed(entries, syncId).contains(syncId) ? SyncStanding.COMPLETED : SyncStanding.GIVEN_UP;
    }

    @Override
    public void settleLane(final PageDelivery delivery) throws IOException {
        final String key = lanesKey(delivery.syncId());
        replaceEach(entries -> entries.put(key, tally(key, entries.get(key)).with(delivery).text()));
    }

    @Override
    public void complete(final String syncId, final WindowDelivery told) throws IOException {
        final String key = lanesKey(syncId);
        replaceEach(entries -> {
            if (entries.remove(key(syncId)) == null) {
                return;
            }
            final List<String> completed = completed(entries, syncId);
            completed.add(syncId);
            entries.put(completedKey(syncId), String.join(" ", completed.subList(Math.max(0, completed.size() - MOST_COMPLETED), completed.size())));
            if (entries.containsKey(key)) {
                entries.put(key, tally(key, entries.get(key)).telling(told.lanes()).text());
            }
        });
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

    /** Changes the account of a sync; empty if there is none. */
    private Optional<SyncAccount> change(final String syncId, final UnaryOperator<SyncAccount> change) throws IOException {
        final String key = key(syncId);
        final String changed = replaceEach(entries -> {
            if (entries.containsKey(key)) {
                entries.put(key, change.apply(parsed(key, entries.get(key))).text());
            }
        }).get(key);
        return changed == null ? Optional.empty() : Optional.of(parsed(key, changed));
    }

    /** A change that may meet a damaged entry. */
    @FunctionalInterface
    private interface Change {
        void on(Map<String, String> entries) throws IOException;
    }

    private Map<String, String> replaceEach(final Change change) throws IOException {
        try {
            return state.update(entries -> {
                try {
                    change.on(entries);
                    return entries;
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The last syncs of the same object that were completed, oldest first. */
    private static List<String> completed(final Map<String, String> entries, final String syncId) {
        final String entry = entries.getOrDefault(completedKey(syncId), "");
        return new ArrayList<>(entry.isEmpty() ? List.of() : List.of(entry.split(" ")));
    }

    private static LaneTally tally(final String key, final String entry) throws IOException {
        try {
            return LaneTally.parse(entry);
        } catch (final JsonProcessingException | IllegalArgumentException | ClassCastException e) {
            throw damaged(key, e);
        }
    }

    private static SyncAccount parsed(final String key, final String entry) throws IOException {
        try {
            return SyncAccount.parse(entry);
        } catch (final JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw damaged(key, e);
        }
    }

    private static IOException damaged(final String key, final Exception cause) {
        return new IOException("state entry '%s' can't be read: clear the state of the integration to start a full sync".formatted(key), cause);
    }

    private static String lanesKey(final String syncId) {
        return LANES_PREFIX + SyncIds.prefixOf(syncId);
    }

    private static String completedKey(final String syncId) {
        return COMPLETED_PREFIX + SyncIds.prefixOf(syncId);
    }

    private static String key(final String syncId) {
        return KEY_PREFIX + syncId;
    }
}
