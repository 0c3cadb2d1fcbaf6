package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Optional;

/**
 * A user to send.
 *
 * @param item     Spotzee's upsert item
 * @param optedOut whether the person must not be written to
 */
public record Person(ObjectNode item, boolean optedOut) {

    private static final int LONGEST_ID = 255;

    /** The person's external id; empty if the item has none that Spotzee could take. */
    public Optional<String> externalId() {
        return Optional.ofNullable(item.path("external_id").textValue()).filter(id -> !id.isBlank() && id.length() <= LONGEST_ID);
    }

    /** The person, who has opted out whatever the item says. */
    public Person knownToHaveOptedOut() {
        return new Person(item, true);
    }

    /** Finds out whether a person has opted out: the property under {@code data} is true, as a boolean or, from other sources, as a text. */
    public static Person of(final ObjectNode item, final OptOutProperty property) {
        final JsonNode value = property.valueIn(item);
        return new Person(item, value.booleanValue() || "true".equalsIgnoreCase(value.asText().strip()));
    }
}
