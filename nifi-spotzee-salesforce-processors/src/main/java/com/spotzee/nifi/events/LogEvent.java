package com.spotzee.nifi.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One entry of the integration log. It holds record counts and texts made for users, never a value of a record.
 *
 * @param type        what happened
 * @param timestamp   when
 * @param integration the integration's id
 * @param object      API name of the object, or null where the event is about all of them
 * @param syncId      the sync, or null where there is none
 * @param details     counts, durations, error: the members of the event besides the above, in order
 */
public record LogEvent(EventType type, Instant timestamp, String integration, String object, String syncId, ObjectNode details) {

    private static final int LONGEST_ATTRIBUTE = 1_000;

    public LogEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(integration, "integration");
        details = details.deepCopy();
    }

    /** An event about one sync of one object. */
    public static LogEvent ofSync(final EventType type, final Instant timestamp, final String integration, final String object, final String syncId) {
        return new LogEvent(type, timestamp, integration, object, syncId, JsonNodeFactory.instance.objectNode());
    }

    /** An event about the integration as a whole. */
    public static LogEvent ofIntegration(final EventType type, final Instant timestamp, final String integration) {
        return new LogEvent(type, timestamp, integration, null, null, JsonNodeFactory.instance.objectNode());
    }

    /** The same event with one more member. */
    public LogEvent with(final String name, final JsonNode value) {
        final ObjectNode more = details.deepCopy();
        more.set(name, value);
        return new LogEvent(type, timestamp, integration, object, syncId, more);
    }

    /** The same event with a sentence about what went wrong. */
    public LogEvent withError(final String sentence) {
        return with("error", JsonNodeFactory.instance.textNode(sentence));
    }

    /** The same event with record counts. */
    public LogEvent withCounts(final Map<String, Long> counts) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        counts.forEach(node::put);
        return with("counts", node);
    }

    /** The same event with how long something took, in milliseconds. */
    public LogEvent withDuration(final Duration duration) {
        return with("duration_ms", JsonNodeFactory.instance.numberNode(duration.toMillis()));
    }

    /** {@code <event>_<object>_<sync id>.json}, by which provenance finds it. */
    public String fileName() {
        return "%s_%s_%s.json".formatted(type.label(), object == null ? "all" : object, syncId == null ? timestamp.toEpochMilli() : syncId);
    }

    /** The same facts as FlowFile attributes, so that events can be routed without reading them. */
    public Map<String, String> attributes() {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("filename", fileName());
        attributes.put("mime.type", "application/json");
        attributes.put("event.type", type.label());
        attributes.put("event.timestamp", DateTimeFormatter.ISO_INSTANT.format(timestamp));
        attributes.put("integration.id", integration);
        if (object != null) {
            attributes.put("salesforce.object", object);
        }
        if (syncId != null) {
            attributes.put("sync.id", syncId);
        }
        details.properties().forEach(detail -> addTo(attributes, "event." + dotted(detail.getKey()), detail.getValue()));
        return attributes;
    }

    private static void addTo(final Map<String, String> attributes, final String name, final JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(member -> addTo(attributes, name + "." + dotted(member.getKey()), member.getValue()));
        } else if (value.isValueNode()) {
            final String text = value.asText();
            attributes.put(name, text.length() <= LONGEST_ATTRIBUTE ? text : text.substring(0, LONGEST_ATTRIBUTE));
        }
    }

    private static String dotted(final String name) {
        return name.replace('_', '.');
    }

    /** The event as JSON, UTF-8. */
    public byte[] json() {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("event", type.label());
        node.put("timestamp", DateTimeFormatter.ISO_INSTANT.format(timestamp));
        node.put("integration", integration);
        if (object != null) {
            node.put("object", object);
        }
        if (syncId != null) {
            node.put("sync_id", syncId);
        }
        node.setAll(details);
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
