package com.spotzee.nifi.system.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.spotzee.nifi.system.rest.QueuedFlowFile;
import com.spotzee.nifi.system.runtime.NiFiAssembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The integration log as it is documented: the schema, what stands in attributes, the file name, and numbers that add up. */
final class LogSchema {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ATTRIBUTE = 1_000;
    /** What has an attribute of another name than {@code event.…}. */
    private static final Map<String, String> NAMED = Map.of("event", "event.type", "integration", "integration.id", "object", "salesforce.object",
            "sync_id", "sync.id");
    private static final List<String> ENDS = List.of("recognised", "filtered", "unmappable", "deduplicated", "imported", "updated", "sent", "refused",
            "unaccounted");

    private final JsonSchema schema;

    LogSchema() {
        try {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(NiFiAssembly.projectRootOfThisBuild().resolve("docs/event-schema.json")));
        } catch (final IOException e) {
            throw new UncheckedIOException("The schema of the integration log can't be read", e);
        }
    }

    /**
     * The event in a FlowFile of the log.
     *
     * @throws UndocumentedEvent if it is none as it is documented
     */
    JsonNode event(final QueuedFlowFile flowFile) {
        final JsonNode event = parsed(flowFile.content());
        final Set<ValidationMessage> faults = schema.validate(event);
        require(faults.isEmpty(), faults, event);
        final Map<String, String> attributes = new HashMap<>();
        event.properties().forEach(member -> collect(NAMED.getOrDefault(member.getKey(), "event." + dotted(member.getKey())), member.getValue(), attributes));
        attributes.forEach((name, value) -> require(value.equals(flowFile.attributes().get(name)), "attribute " + name, event));
        final String begin = "%s_%s_".formatted(event.path("event").asText(), event.path("object").asText("all"));
        final String name = flowFile.attributes().getOrDefault("filename", "");
        final String end = event.path("sync_id").asText("\\d{13}") + "\\.json";
        require(name.startsWith(begin) && name.substring(begin.length()).matches(end), "filename " + name, event);
        requireSum(event);
        return event;
    }

    private static void requireSum(final JsonNode event) {
        final JsonNode counts = event.path("counts");
        if (counts.has("unaccounted")) {
            final long begun = counts.path("queried").asLong() + counts.path("added").asLong();
            require(begun == ENDS.stream().mapToLong(end -> counts.path(end).asLong()).sum(), "numbers that do not add up", event);
        }
    }

    private static void collect(final String name, final JsonNode value, final Map<String, String> attributes) {
        if (value.isObject()) {
            value.properties().forEach(member -> collect(name + "." + dotted(member.getKey()), member.getValue(), attributes));
        } else if (value.isValueNode()) {
            final String text = value.asText();
            attributes.put(name, text.substring(0, Math.min(text.length(), LONGEST_ATTRIBUTE)));
        }
    }

    private static String dotted(final String name) {
        return name.replace('_', '.');
    }

    private static JsonNode parsed(final String content) {
        try {
            return JSON.readTree(content);
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException("An entry of the integration log is not JSON", e);
        }
    }

    private static void require(final boolean documented, final Object fault, final JsonNode event) {
        if (!documented) {
            throw new UndocumentedEvent("An event that docs/events.md and docs/event-schema.json do not know (%s): %s".formatted(fault, event));
        }
    }
}
