package com.spotzee.nifi.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.TreeMap;

/** Numbers by name, as they stand in state entries. */
final class Numbers {

    private Numbers() {
    }

    static Map<String, Long> parse(final JsonNode node) {
        final Map<String, Long> numbers = new TreeMap<>();
        node.properties().forEach(number -> numbers.put(number.getKey(), number.getValue().asLong()));
        return numbers;
    }

    /** In the order of their names, so that equal numbers are equal texts. */
    static void write(final Map<String, Long> numbers, final ObjectNode node) {
        new TreeMap<>(numbers).forEach(node::put);
    }

    static Map<String, Long> sum(final Map<String, Long> one, final Map<String, Long> other) {
        final Map<String, Long> sums = new TreeMap<>(one);
        other.forEach((name, number) -> sums.merge(name, number, Long::sum));
        return sums;
    }
}
