package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import org.apache.nifi.logging.ComponentLog;

import java.util.List;
import java.util.stream.Collectors;

/** Tells which mapping rows of an object the org shows no field for: once for each change, not with each run. */
final class MissingRows {

    private List<MissingField> told = List.of();

    /** Tells the log what has changed since it was told last. */
    void tell(final ObjectPlan plan, final ComponentLog log) {
        final List<MissingField> missing = plan.missing();
        if (missing.equals(told)) {
            return;
        }
        told = missing;
        if (missing.isEmpty()) {
            log.warn("{}: every field that rules and mappings name is there again", plan.object());
        } else {
            log.warn("{}: {} as before in Spotzee, the other fields are synced. {}", plan.object(),
                    missing.size() == 1 ? "one field can't be read and stays" : missing.size() + " fields can't be read and stay",
                    missing.stream().map(field -> "%s: %s".formatted(field.usedBy(), field.reason())).collect(Collectors.joining("; ")));
        }
    }

    /** The event with the rows that miss a field, if any do. */
    static LogEvent noted(final LogEvent event, final ObjectPlan plan) {
        if (plan.missing().isEmpty()) {
            return event;
        }
        final ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        plan.missing().forEach(field -> rows.add("%s: %s".formatted(field.usedBy(), field.field())));
        return event.with("missing_rows", rows);
    }
}
