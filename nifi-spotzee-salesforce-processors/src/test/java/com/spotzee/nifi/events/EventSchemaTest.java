package com.spotzee.nifi.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.ledger.SyncCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The schema of events and the page about them say the same as the product. */
class EventSchemaTest {

    private static final String HELD = "{\"event\":\"sending_held\",\"timestamp\":\"2026-11-23T10:00:00Z\",\"integration\":\"crm\","
            + "\"since\":\"2026-11-23T10:00:00Z\",\"error\":\"Spotzee is not reachable\"}";

    @Test
    void namesAllTypesAndTheGuideExplainsThem() throws IOException {
        final Set<String> types = new TreeSet<>();
        for (final JsonNode type : new ObjectMapper().readTree(Files.readString(Path.of("..", "docs", "event-schema.json"))).at("/properties/event/enum")) {
            types.add(type.asText());
        }
        assertEquals(new TreeSet<>(Arrays.stream(EventType.values()).map(EventType::label).toList()), types);
        final String guide = Files.readString(Path.of("..", "docs", "events.md"));
        types.forEach(type -> assertTrue(guide.contains("`" + type + "`"), type));
    }

    @Test
    void theGuideAddsUpAllEnds() throws IOException {
        final String sum = "queried + added = %s + unaccounted".formatted(SyncCount.ENDS.stream().map(SyncCount::label).collect(Collectors.joining(" + ")));
        assertTrue(Files.readString(Path.of("..", "docs", "events.md")).contains(sum), sum);
    }

    @Test
    void knowsAnEvent() {
        assertEquals("sending_held", EventSchema.requireEvent(HELD).path("event").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"event\":\"sending_held\"|\"event\":\"lunch\"", "T10:00:00Z|", "\"error\"|\"fault\"",
        "\"integration\":\"crm\"|\"integration\":7"})
    void refusesWhatIsNone(final String change) {
        final String[] parts = change.split("\\|", -1);
        assertThrows(AssertionError.class, () -> EventSchema.requireEvent(HELD.replace(parts[0], parts[1])));
    }

    @Test
    void refusesNumbersThatDoNotAddUp() {
        assertThrows(AssertionError.class, () -> EventSchema.requireEvent(
                "{\"event\":\"sync_failed\",\"timestamp\":\"2026-11-23T10:00:00Z\",\"integration\":\"crm\","
                + "\"object\":\"Lead\",\"error\":\"x\",\"counts\":{\"queried\":5,\"imported\":3,\"unaccounted\":1}}"));
    }
}
