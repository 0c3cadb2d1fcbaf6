package com.spotzee.nifi.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.apache.nifi.util.MockFlowFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The documented schema of log events, by which every event of every test is held. */
public final class EventSchema {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = read();

    private EventSchema() {
    }

    /** Fails if the FlowFile is no event as it is documented, content and attributes. */
    public static void requireEvent(final MockFlowFile flowFile) {
        final JsonNode event = requireEvent(flowFile.getContent());
        requireSame(event, "event", flowFile.getAttribute("event.type"));
        requireSame(event, "timestamp", flowFile.getAttribute("event.timestamp"));
        requireSame(event, "integration", flowFile.getAttribute("integration.id"));
        requireSame(event, "object", flowFile.getAttribute("salesforce.object"));
        requireSame(event, "sync_id", flowFile.getAttribute("sync.id"));
        requireSame(event.path("counts"), "imported", flowFile.getAttribute("event.counts.imported"));
        requireSame(event, "duration_ms", flowFile.getAttribute("event.duration.ms"));
        final String name = "%s_%s_".formatted(event.path("event").asText(), event.path("object").asText("all"));
        if (!flowFile.getAttribute("filename").startsWith(name) || !flowFile.getAttribute("filename").endsWith(event.path("sync_id").asText() + ".json")) {
            throw new AssertionError("file name of an event: " + flowFile.getAttribute("filename"));
        }
    }

    /** Fails if this is no event as it is documented. */
    public static JsonNode requireEvent(final String content) {
        try {
            final JsonNode event = JSON.readTree(content);
            final Set<ValidationMessage> faults = SCHEMA.validate(event);
            if (!faults.isEmpty()) {
                throw new AssertionError("an event that docs/event-schema.json does not know: " + faults + " in " + content);
            }
            requireSum(event);
            return event;
        } catch (final IOException e) {
            throw new AssertionError("an event that is no JSON: " + content, e);
        }
    }

    /** Every record stands in exactly one place. */
    private static void requireSum(final JsonNode event) {
        final JsonNode counts = event.path("counts");
        if (!counts.has("unaccounted")) {
            return;
        }
        long left = counts.path("queried").longValue() + counts.path("added").longValue();
        for (final String end : List.of("recognised", "filtered", "unmappable", "deduplicated", "imported", "updated", "sent", "refused", "unaccounted")) {
            left -= counts.path(end).longValue();
        }
        if (left != 0) {
            throw new AssertionError("numbers that do not add up, by " + left + ": " + event);
        }
    }

    private static void requireSame(final JsonNode node, final String member, final String attribute) {
        final String expected = node.has(member) ? node.get(member).asText() : null;
        if (!Objects.equals(expected, attribute)) {
            throw new AssertionError("%s is %s in the event, but %s among the attributes".formatted(member, expected, attribute));
        }
    }

    private static JsonSchema read() {
        try {
            final String documented = Files.readString(Path.of("..", "docs", "event-schema.json"));
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(documented);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
