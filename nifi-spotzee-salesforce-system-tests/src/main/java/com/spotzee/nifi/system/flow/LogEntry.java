package com.spotzee.nifi.system.flow;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Instant;

/**
 * One entry of the integration log.
 *
 * @param event what happened, such as {@code sync_completed}
 * @param timestamp when
 * @param object the Salesforce object, or empty where it is about all of them
 * @param syncId the sync, or empty where there is none
 * @param reason why a sync reads more than what changed, or empty
 * @param error what went wrong, or empty
 * @param text all of it, as JSON
 */
public record LogEntry(String event, Instant timestamp, String object, String syncId, String reason, String error, String text) {

    static LogEntry of(final JsonNode json) {
        return new LogEntry(json.path("event").asText(), Instant.parse(json.path("timestamp").asText()), json.path("object").asText(),
                json.path("sync_id").asText(), json.path("reason").asText(), json.path("error").asText(), json.toString());
    }
}
