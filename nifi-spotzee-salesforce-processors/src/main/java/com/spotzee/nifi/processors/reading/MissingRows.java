package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import org.apache.nifi.logging.ComponentLog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells which mapping rows of an object the org shows no field for, whether the one of its opt-outs is missing altogether, and whom they don't reach:
 * once for each change, not with each run.
 */
final class MissingRows {

    private List<MissingField> told = List.of();
    private List<MissingField> heirsTold = List.of();
    private String withoutOptOutTold = "";

    /** Tells the log what has changed since it was told last, for an object that is synced under these settings. */
    void tell(final ObjectPlan plan, final IntegrationSettings settings, final ComponentLog log) {
        tellOptOut(plan, settings, log);
        tellHeirs(plan, settings, log);
        tellRows(plan, log);
    }

    private void tellOptOut(final ObjectPlan plan, final IntegrationSettings settings, final ComponentLog log) {
        final String without = plan.withoutOptOut(settings.optOutProperty()).orElse("");
        if (!without.isEmpty() && !without.equals(withoutOptOutTold)) {
            log.warn(without);
        }
        withoutOptOutTold = without;
    }

    private void tellHeirs(final ObjectPlan plan, final IntegrationSettings settings, final ComponentLog log) {
        final List<MissingField> notReached = plan.optOut().map(optOut -> optOut.heirs().notReached(settings.objects())).orElse(List.of());
        if (notReached.equals(heirsTold)) {
            return;
        }
        heirsTold = notReached;
        if (notReached.isEmpty()) {
            log.warn("{}: opt-outs count for whoever takes a record's place again; what was missed meanwhile comes with a full sync", plan.object());
        } else {
            log.warn("{}: opt-outs don't reach everybody. {}", plan.object(), sentences(notReached));
        }
    }

    private void tellRows(final ObjectPlan plan, final ComponentLog log) {
        final List<MissingField> missing = plan.missing();
        if (missing.equals(told)) {
            return;
        }
        told = missing;
        if (missing.isEmpty()) {
            log.warn("{}: every field that rules and mappings name is there again", plan.object());
        } else {
            log.warn("{}: {} as before in Spotzee, the other fields are synced. {}", plan.object(),
                    missing.size() == 1 ? "one field can't be read and stays" : missing.size() + " fields can't be read and stay", sentences(missing));
        }
    }

    private static String sentences(final List<MissingField> fields) {
        return fields.stream().map(field -> "%s: %s".formatted(field.usedBy(), field.reason())).collect(Collectors.joining("; "));
    }

    /** The event with the rows that miss a field, if any do, and with why opt-outs don't arrive, if no row is meant for them. */
    static LogEvent noted(final LogEvent event, final ObjectPlan plan, final IntegrationSettings settings) {
        final LogEvent told = plan.withoutOptOut(settings.optOutProperty())
                .map(without -> event.with("without_opt_outs", JsonNodeFactory.instance.textNode(without))).orElse(event);
        if (plan.missing().isEmpty()) {
            return told;
        }
        final ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        plan.missing().forEach(field -> rows.add("%s: %s".formatted(field.usedBy(), field.field())));
        return told.with("missing_rows", rows);
    }
}
