package com.spotzee.nifi.system.flow;

import com.spotzee.nifi.system.rest.QueuedFlowFile;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogSchemaTest {

    private static final String COUNTS = "\"counts\":{\"queried\":5,\"imported\":4,\"refused\":1,\"unaccounted\":0}";
    private static final String EVENT = "{\"event\":\"sync_completed\",\"timestamp\":\"2026-11-23T10:00:00Z\",\"integration\":\"crm\",\"object\":\"Lead\","
            + "\"sync_id\":\"Lead-20261123T100000Z-0a1b2c3d\",\"mode\":\"full\",\"duration_ms\":7,\"reading\":[\"rest\"],"
            + "\"durations_ms\":{\"querying\":3,\"waiting\":4,\"sending\":2,\"total\":7}," + COUNTS + "}";
    private static final Map<String, String> ATTRIBUTES = Map.ofEntries(Map.entry("filename", "sync_completed_Lead_Lead-20261123T100000Z-0a1b2c3d.json"),
            Map.entry("event.type", "sync_completed"), Map.entry("event.timestamp", "2026-11-23T10:00:00Z"), Map.entry("integration.id", "crm"),
            Map.entry("salesforce.object", "Lead"), Map.entry("sync.id", "Lead-20261123T100000Z-0a1b2c3d"), Map.entry("event.mode", "full"),
            Map.entry("event.duration.ms", "7"), Map.entry("event.durations.ms.querying", "3"), Map.entry("event.durations.ms.waiting", "4"),
            Map.entry("event.durations.ms.sending", "2"), Map.entry("event.durations.ms.total", "7"), Map.entry("event.counts.queried", "5"),
            Map.entry("event.counts.imported", "4"), Map.entry("event.counts.refused", "1"), Map.entry("event.counts.unaccounted", "0"));

    private final LogSchema schema = new LogSchema();

    @Test
    void takesADocumentedEvent() {
        assertEquals("Lead", schema.event(new QueuedFlowFile(ATTRIBUTES, EVENT)).path("object").asText());
    }

    @Test
    void refusesAMemberThatIsNotDocumented() {
        refuses(ATTRIBUTES, EVENT.replace("\"mode\":\"full\"", "\"mood\":\"full\""), "mood");
    }

    @Test
    void refusesAnAttributeThatDiffersOrIsMissing() {
        refuses(with("event.counts.refused", "2"), EVENT, "attribute event.counts.refused");
        refuses(with("sync.id", "Lead-other"), EVENT, "attribute sync.id");
    }

    @Test
    void refusesAnotherFileName() {
        refuses(with("filename", "sync_completed_all_Lead-20261123T100000Z-0a1b2c3d.json"), EVENT, "filename");
        refuses(with("filename", "sync_completed_Lead_1764000000000.json"), EVENT, "filename");
    }

    @Test
    void refusesNumbersThatDoNotAddUp() {
        refuses(with("event.counts.imported", "3"), EVENT.replace("\"imported\":4", "\"imported\":3"), "add up");
    }

    private void refuses(final Map<String, String> attributes, final String event, final String fault) {
        final String message = assertThrows(UndocumentedEvent.class, () -> schema.event(new QueuedFlowFile(attributes, event))).getMessage();
        assertTrue(message.contains(fault), message);
    }

    private static Map<String, String> with(final String name, final String value) {
        final Map<String, String> attributes = new HashMap<>(ATTRIBUTES);
        attributes.put(name, value);
        return attributes;
    }
}
