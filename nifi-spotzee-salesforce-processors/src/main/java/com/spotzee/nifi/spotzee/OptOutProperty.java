package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/** The property under {@code data} whose {@code true} means that a person must not be written to; dots lead into nested objects. */
public record OptOutProperty(String name) {

    public OptOutProperty {
        if (name.isBlank() || name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
            throw new IllegalArgumentException("Opt-Out Property '%s': write the name of a property under data, such as unsubscribed".formatted(name));
        }
    }

    JsonNode valueIn(final ObjectNode item) {
        JsonNode value = item.path("data");
        if (value.has(name)) {
            return value.path(name);
        }
        for (final String part : parts()) {
            value = value.path(part);
        }
        return value;
    }

    /** A user of whom nothing is known but that the person has opted out: no address, so nobody can be written to. */
    ObjectNode unmailable(final String externalId) {
        final ObjectNode user = JsonNodeFactory.instance.objectNode();
        user.put("external_id", externalId);
        ObjectNode parent = user.putObject("data");
        final List<String> parts = parts();
        for (final String part : parts.subList(0, parts.size() - 1)) {
            parent = parent.putObject(part);
        }
        parent.put(parts.getLast(), true);
        return user;
    }

    private List<String> parts() {
        return List.of(name.split("\\."));
    }
}
