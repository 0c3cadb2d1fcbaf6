package com.spotzee.nifi.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Writes an outcome as a state entry, such as {@code {"ended":"failed","at":"…","sync":"Lead-…","error":"…"}}, and reads it again. */
final class SyncOutcomeText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ERROR = 2_000;
    private static final String COMPLETED = "completed";
    private static final String FAILED = "failed";
    private static final String CUT_SHORT = "cut short";

    private SyncOutcomeText() {
    }

    static String of(final SyncOutcome outcome) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (outcome) {
            case SyncOutcome.Completed completed -> {
                node.put("ended", COMPLETED);
                new TreeMap<>(completed.counts()).forEach(node.putObject("counts")::put);
            }
            case SyncOutcome.Failed failed -> node.put("ended", FAILED).put("error", bounded(failed.error()));
            case SyncOutcome.CutShort cutShort -> node.put("ended", CUT_SHORT).put("error", bounded(cutShort.error()));
        }
        outcome.sync().ifPresent(sync -> node.put("sync", sync));
        return node.put("at", outcome.at().toString()).toString();
    }

    static SyncOutcome parse(final String text) throws IOException {
        try {
            final JsonNode node = JSON.readTree(text);
            final Instant at = Instant.parse(node.get("at").asText());
            final String sync = node.hasNonNull("sync") ? node.get("sync").asText() : null;
            return switch (node.get("ended").asText()) {
                case COMPLETED -> new SyncOutcome.Completed(sync, at, counts(node.get("counts")));
                case CUT_SHORT -> new SyncOutcome.CutShort(sync, at, node.get("error").asText());
                default -> new SyncOutcome.Failed(sync, at, node.get("error").asText());
            };
        } catch (final JsonProcessingException | RuntimeException e) {
            throw new IOException("the last outcome in the integration's state is damaged; it is written anew when the next sync ends", e);
        }
    }

    private static String bounded(final String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR) + "…";
    }

    private static Map<String, Long> counts(final JsonNode node) {
        final Map<String, Long> counts = new TreeMap<>();
        node.properties().forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }
}
