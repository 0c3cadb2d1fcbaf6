package com.spotzee.nifi.sync;

import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.components.state.StateMap;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The checkpoints of all objects in the cluster state of the processor that reads them. Writing is guarded: it succeeds only if nobody
 * else wrote in between.
 *
 * <p>A page may be committed and the checkpoint that says so not be stored. Then nobody knows whether a FlowFile of the next number exists, until whoever
 * goes on has skipped it; only who has stored what the window grew by up to now, and nothing failed since, knows that there is none.
 */
public final class Checkpoints {

    private static final String PREFIX = "v1.";
    private static final String SEEN = ".seen";
    private static final String NEXT_SEEN = ".seen.next";
    private static final String DELIVERED_PLAN = ".plan";
    private static final String OPENED_PLAN = ".plan.next";
    private static final String MARKED = ".marked";

    private final ClusterState state;
    private final UnusedPages unused;

    /** @param unused what the processor knows of its pages, as long as it lives */
    public Checkpoints(final StateManager stateManager, final UnusedPages unused) {
        this.state = new ClusterState(stateManager);
        this.unused = unused;
    }

    /** The checkpoint of an object, by API name. */
    public Checkpoint load(final String object) throws IOException {
        return checkpoint(state.read(), object);
    }

    /** Whether it is known that no FlowFile has the number of the window's next page. */
    public boolean knowNextPageUnused(final String object, final OpenWindow window) {
        return unused.know(object, window);
    }

    /** Something was committed, or may have been, and the checkpoint for it was not stored. */
    public void doubtNextPage(final String object) {
        unused.doubt(object);
    }

    /**
     * Puts a checkpoint in the place of the one that was loaded.
     *
     * @return false if the stored one is not the expected one any more: another primary node is at work
     */
    public boolean replace(final String object, final Checkpoint expected, final Checkpoint next) throws IOException {
        final StateMap stored = state.read();
        if (!checkpoint(stored, object).equals(expected)) {
            return false;
        }
        final Map<String, String> values = new HashMap<>(stored.toMap());
        values.put(PREFIX + object, CheckpointText.of(next));
        values.put(PREFIX + object + SEEN, next.seen().asText());
        values.put(PREFIX + object + NEXT_SEEN, next.nextSeen().asText());
        values.put(PREFIX + object + DELIVERED_PLAN, next.plan().delivered().asText());
        values.put(PREFIX + object + OPENED_PLAN, next.plan().opened().asText());
        values.put(PREFIX + object + MARKED, next.deletionCursor().map(DeletionCursor::marked).orElse(MarkedRecords.NONE).asText());
        final boolean written = state.write(stored, values);
        if (written) {
            unused.stored(object, expected, next);
        }
        return written;
    }

    private static Checkpoint checkpoint(final StateMap state, final String object) {
        final String text = state.get(PREFIX + object);
        return text == null ? Checkpoint.NONE : CheckpointText.parse(text, new CheckpointText.Beside(seen(state, PREFIX + object + SEEN),
                seen(state, PREFIX + object + NEXT_SEEN), print(state, PREFIX + object + DELIVERED_PLAN), print(state, PREFIX + object + OPENED_PLAN),
                marked(state, PREFIX + object + MARKED)));
    }

    private static SeenRecords seen(final StateMap state, final String key) {
        final String text = state.get(key);
        return text == null ? SeenRecords.NONE : SeenRecords.parse(text);
    }

    private static MarkedRecords marked(final StateMap state, final String key) {
        final String text = state.get(key);
        return text == null ? MarkedRecords.NONE : MarkedRecords.parse(text);
    }

    private static PlanPrint print(final StateMap state, final String key) {
        final String text = state.get(key);
        return text == null ? PlanPrint.NONE : PlanPrint.parse(text);
    }
}
