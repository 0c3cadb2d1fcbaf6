package com.spotzee.nifi.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** Writes a checkpoint as the JSON that is kept in NiFi's state, and reads it again. The remembered and marked records and the
 * prints of plans are kept beside it. */
final class CheckpointText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckpointText() {
    }

    /** What is kept beside the text, because it may be long. */
    record Beside(SeenRecords seen, SeenRecords nextSeen, PlanPrint delivered, PlanPrint opened, MarkedRecords marked) {
    }

    static String of(final Checkpoint checkpoint) {
        final ObjectNode node = JSON.createObjectNode();
        put(node, "from", checkpoint.from());
        put(node, "since", checkpoint.plan().since());
        if (!checkpoint.plan().met().equals(StepPrints.NONE)) {
            node.set("met", StepPrintsText.node(checkpoint.plan().met()));
        }
        put(node, "optOutFrom", checkpoint.optOutFrom());
        checkpoint.plan().optOutDigest().ifPresent(digest -> node.put("optOutsBy", digest));
        checkpoint.deletionCursor().ifPresent(cursor -> node.putObject("deletions")
                .put("changedFrom", cursor.changedFrom().toString()).put("loggedFrom", cursor.loggedFrom().toString()));
        checkpoint.request().ifPresent(mode -> node.put("request", mode.label()));
        if (checkpoint.requests().fullSyncBy() != null) {
            node.put("fullSyncBy", checkpoint.requests().fullSyncBy());
        }
        checkpoint.window().ifPresent(window -> node.set("window", OpenWindowText.node(window)));
        return node.toString();
    }

    /** Reads a checkpoint, except for those of its parts that are kept beside it and given here. */
    static Checkpoint parse(final String text, final Beside beside) {
        try {
            final JsonNode node = JSON.readTree(text);
            final JsonNode window = node.get("window");
            final RequestMemory requests = new RequestMemory(node.hasNonNull("request") ? mode(node.get("request")) : null, text(node, "fullSyncBy"));
            return new Checkpoint(instant(node, "from"), window == null ? null : OpenWindowText.parse(window), instant(node, "optOutFrom"), requests,
                    beside.seen(), beside.nextSeen(), new PlanMemory(beside.delivered(), beside.opened(), StepPrintsText.parse(node.path("met")),
                            instant(node, "since"), text(node, "optOutsBy")),
                    deletions(node.path("deletions"), beside.marked()));
        } catch (final JsonProcessingException | RuntimeException e) {
            throw new IllegalStateException("The stored state can't be read: clear this processor's state to begin with a full sync", e);
        }
    }

    private static DeletionCursor deletions(final JsonNode node, final MarkedRecords marked) {
        return node.isObject() ? new DeletionCursor(instant(node, "changedFrom"), instant(node, "loggedFrom"), marked) : null;
    }

    private static String text(final JsonNode node, final String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    private static SyncMode mode(final JsonNode node) {
        return SyncMode.named(node.asText()).orElseThrow(() -> new IllegalArgumentException("no such mode"));
    }

    private static void put(final ObjectNode node, final String name, final Instant value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }

    private static Instant instant(final JsonNode node, final String name) {
        return node.hasNonNull(name) ? Instant.parse(node.get(name).asText()) : null;
    }
}
