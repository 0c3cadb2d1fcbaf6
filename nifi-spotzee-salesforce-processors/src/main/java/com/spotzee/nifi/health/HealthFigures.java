package com.spotzee.nifi.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.ledger.SyncUnderWay;
import com.spotzee.nifi.salesforce.ApiUsage;
import com.spotzee.nifi.sync.LastSync;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers of an integration that people draw curves of. */
public final class HealthFigures {

    private final ApiUsage usage;
    private final Instant salesforceTime;
    private final List<ObjectStatus> objects;

    /**
     * Figures.
     *
     * @param usage          of the org's API calls, or null
     * @param salesforceTime Salesforce's time, or null
     * @param objects        how far each object is
     */
    HealthFigures(final ApiUsage usage, final Instant salesforceTime, final List<ObjectStatus> objects) {
        this.usage = usage;
        this.salesforceTime = salesforceTime;
        this.objects = List.copyOf(objects);
    }

    /** The org's API calls of the last 24 hours; empty where they are not known. */
    public Optional<ObjectNode> apiCalls() {
        return Optional.ofNullable(usage).map(calls -> JsonNodeFactory.instance.objectNode().put("used", calls.used()).put("allowed", calls.allowed())
                .put("left", left(calls)));
    }

    /** How far each object is. */
    public ArrayNode syncs() {
        final ArrayNode syncs = JsonNodeFactory.instance.arrayNode();
        objects.forEach(status -> syncs.add(status.json(salesforceTime)));
        return syncs;
    }

    /** The most telling ones by name: what is not known is left out. */
    public Map<String, String> summary() {
        final Map<String, String> summary = new LinkedHashMap<>();
        Optional.ofNullable(usage).ifPresent(calls -> summary.put("api.calls.left", Long.toString(left(calls))));
        objects.stream().flatMap(status -> status.underWay().stream()).map(SyncUnderWay::since).min(Comparator.naturalOrder())
                .ifPresent(since -> summary.put("syncing.since", since.toString()));
        if (objects.stream().allMatch(status -> status.completed().isPresent())) {
            objects.stream().flatMap(status -> status.completed().stream()).map(LastSync::completedAt).min(Comparator.naturalOrder())
                    .ifPresent(oldest -> summary.put("last.success", oldest.toString()));
        }
        if (salesforceTime != null) {
            objects.stream().flatMap(status -> status.lag(salesforceTime).stream()).max(Comparator.naturalOrder()).map(Duration::toSeconds)
                    .ifPresent(seconds -> summary.put("lag.seconds", Long.toString(seconds)));
        }
        return summary;
    }

    private static long left(final ApiUsage calls) {
        return Math.max(0, calls.allowed() - calls.used());
    }
}
