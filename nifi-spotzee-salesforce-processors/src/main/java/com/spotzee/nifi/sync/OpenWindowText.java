package com.spotzee.nifi.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.salesforce.BulkJob;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes an open window as the JSON that stands in a checkpoint, and reads it again. What is null is left out. */
final class OpenWindowText {

    private OpenWindowText() {
    }

    static ObjectNode node(final OpenWindow window) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("syncId", window.syncId());
        node.put("mode", window.mode().label());
        put(node, "from", window.from());
        put(node, "to", window.to());
        put(node, "nextFrom", window.nextFrom());
        node.set("position", position(window.position()));
        node.put("changes", window.changes());
        node.set("reading", reading(window.reading()));
        node.put("pages", window.pages());
        if (!window.skipped().isEmpty()) {
            new TreeSet<>(window.skipped()).forEach(node.putArray("skipped")::add);
        }
        node.put("records", window.records());
        put(node, "readAt", window.readAt());
        return node;
    }

    /** @throws RuntimeException if the text is no window */
    static OpenWindow parse(final JsonNode node) {
        return new OpenWindow(text(node, "syncId"), SyncMode.named(node.get("mode").asText()).orElseThrow(), instant(node, "from"), instant(node, "to"),
                instant(node, "nextFrom"), position(node.get("position")), node.path("changes").asText(), reading(node.get("reading")),
                node.get("pages").intValue(), numbers(node.path("skipped")), node.path("records").longValue(), instant(node, "readAt"));
    }

    private static Set<Integer> numbers(final JsonNode node) {
        final Set<Integer> numbers = new TreeSet<>();
        node.forEach(number -> numbers.add(number.intValue()));
        return numbers;
    }

    private static ObjectNode position(final Position position) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("statement", position.statement());
        switch (position) {
            case Position.InIdOrder(int statement, String afterId) -> put(node.put("way", "order"), "afterId", afterId);
            case Position.InIdRange(int statement, String afterId, IdRange range) -> node.put("way", "range").put("afterId", afterId)
                    .put("startId", range.startId()).put("untilId", range.untilId()).put("lastId", range.lastId());
            case Position.InTimeSlice(int statement, String doneId, TimeSlice slice, String afterId) -> {
                node.put("way", "slice");
                put(node, "from", slice.from());
                put(node, "until", slice.until());
                put(node, "doneId", doneId);
                put(node, "afterId", afterId);
            }
            case Position.BulkWanted(int statement, String doneId) -> put(node.put("way", "wanted"), "doneId", doneId);
            case Position.InBulkJob job -> {
                node.put("way", "job").put("job", job.job().id()).put("apiVersion", job.job().apiVersion());
                put(node, "doneId", job.doneId());
                put(node, "locator", job.locator());
                node.put("records", job.records()).put("finished", job.finished());
            }
        }
        return node;
    }

    private static Position position(final JsonNode node) {
        final int statement = node.get("statement").intValue();
        final String afterId = text(node, "afterId");
        final String doneId = text(node, "doneId");
        return switch (node.get("way").asText()) {
            case "order" -> new Position.InIdOrder(statement, afterId);
            case "range" -> new Position.InIdRange(statement, afterId, new IdRange(text(node, "startId"), text(node, "untilId"), text(node, "lastId")));
            case "slice" -> new Position.InTimeSlice(statement, doneId, new TimeSlice(instant(node, "from"), instant(node, "until")), afterId);
            case "wanted" -> new Position.BulkWanted(statement, doneId);
            case "job" -> new Position.InBulkJob(statement, doneId, new BulkJob(text(node, "job"), text(node, "apiVersion")), text(node, "locator"),
                    node.get("records").longValue(), node.get("finished").booleanValue());
            default -> throw new IllegalArgumentException("no such way of reading");
        };
    }

    private static ObjectNode reading(final Reading reading) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        final ArrayNode ways = node.putArray("ways");
        reading.ways().forEach(way -> ways.add(way.label()));
        return node.put("lostJobs", reading.lostJobs()).put("unheardJobs", reading.unheardJobs()).put("withoutBulk", reading.withoutBulk());
    }

    private static Reading reading(final JsonNode node) {
        final List<ReadingWay> ways = new ArrayList<>();
        node.get("ways").forEach(way -> ways.add(ReadingWay.named(way.asText()).orElseThrow()));
        return new Reading(ways, node.get("lostJobs").intValue(), node.path("unheardJobs").intValue(), node.get("withoutBulk").booleanValue());
    }

    private static void put(final ObjectNode node, final String name, final Instant value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }

    private static void put(final ObjectNode node, final String name, final String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static String text(final JsonNode node, final String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    private static Instant instant(final JsonNode node, final String name) {
        return node.hasNonNull(name) ? Instant.parse(node.get(name).asText()) : null;
    }
}
