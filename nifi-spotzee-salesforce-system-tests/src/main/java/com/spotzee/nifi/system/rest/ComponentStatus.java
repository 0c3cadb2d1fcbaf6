package com.spotzee.nifi.system.rest;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/**
 * A processor or a controller service as NiFi shows it.
 *
 * @param id NiFi's id of the instance
 * @param name what stands on the canvas
 * @param type its class
 * @param state RUNNING, STOPPED, ENABLED, DISABLED and so on
 * @param validationErrors why it is invalid; empty if it is not
 */
public record ComponentStatus(String id, String name, String type, String state, List<String> validationErrors) {

    public ComponentStatus {
        validationErrors = List.copyOf(validationErrors);
    }

    static ComponentStatus of(final JsonNode component) {
        final List<String> errors = new ArrayList<>();
        component.path("validationErrors").forEach(error -> errors.add(error.asText()));
        if (errors.isEmpty() && "INVALID".equals(component.path("validationStatus").asText())) {
            errors.add("invalid, without a reason");
        }
        return new ComponentStatus(component.path("id").asText(), component.path("name").asText(), component.path("type").asText(),
                component.path("state").asText(), errors);
    }
}
