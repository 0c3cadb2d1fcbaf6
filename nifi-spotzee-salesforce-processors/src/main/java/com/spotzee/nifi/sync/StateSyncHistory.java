package com.spotzee.nifi.sync;

import org.apache.nifi.components.state.StateManager;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The history in a component's cluster state: for each object the last completed sync (id, start and completion between blanks), and the last outcome. */
public final class StateSyncHistory implements SyncHistory {

    private static final String KEY_PREFIX = "history.v1.";
    private static final String OUTCOME_PREFIX = "outcome.v1.";

    private final ClusterState state;

    public StateSyncHistory(final StateManager stateManager) {
        this.state = new ClusterState(stateManager);
    }

    @Override
    public Optional<LastSync> lastSync(final String object) throws IOException {
        return state.value(KEY_PREFIX + object).map(entry -> {
            final String[] parts = entry.split(" ");
            return new LastSync(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]));
        });
    }

    @Override
    public void completed(final String object, final LastSync sync) throws IOException {
        state.update(entries -> {
            entries.put(KEY_PREFIX + object, "%s %s %s".formatted(sync.syncId(), sync.startedAt(), sync.completedAt()));
            return entries;
        });
    }

    @Override
    public Optional<SyncOutcome> lastOutcome(final String object) throws IOException {
        final Optional<String> entry = state.value(OUTCOME_PREFIX + object);
        return entry.isPresent() ? Optional.of(SyncOutcomeText.parse(entry.get())) : Optional.empty();
    }

    @Override
    public void ended(final String object, final SyncOutcome outcome) throws IOException {
        state.update(entries -> {
            entries.put(OUTCOME_PREFIX + object, SyncOutcomeText.of(outcome));
            return entries;
        });
    }
}
