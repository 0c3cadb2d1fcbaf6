package com.spotzee.nifi.system.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A downloaded flow definition in a form that is the same after every export of the same flow: ids are derived from what a component is,
 * what only says which instance it came from is left out, and everything that has no order of its own is sorted.
 */
final class StableDefinition {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    private static final List<String> COMPONENT_LISTS = List.of("processors", "controllerServices", "funnels", "labels", "connections");
    private static final Set<String> UNORDERED = Set.of("selectedRelationships", "autoTerminatedRelationships", "retriedRelationships",
            "controllerServiceApis", "parameters");
    private static final Set<String> OF_THE_INSTANCE = Set.of("instanceIdentifier", "instanceGroupId");

    private final Map<String, String> ids = new HashMap<>();

    private StableDefinition() {
    }

    static String of(final JsonNode downloaded) {
        final StableDefinition definition = new StableDefinition();
        final ObjectNode copy = downloaded.deepCopy();
        final ObjectNode contents = (ObjectNode) copy.path("flowContents");
        definition.nameAll(contents);
        final JsonNode stable = definition.rewrite(copy);
        sortLists((ObjectNode) stable.path("flowContents"));
        try {
            return JSON.writeValueAsString(stable).replace("\r\n", "\n") + "\n";
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can always be written", e);
        }
    }

    private void nameAll(final ObjectNode group) {
        give(group, "group " + group.path("name").asText());
        for (final String list : COMPONENT_LISTS) {
            group.path(list).forEach(component -> give(component, list + " " + nature(component)));
        }
    }

    private String nature(final JsonNode component) {
        if (component.has("source")) {
            return ids.get(component.path("source").path("id").asText()) + " " + sorted(component.path("selectedRelationships")) + " "
                    + ids.get(component.path("destination").path("id").asText());
        }
        final String name = component.path("name").asText("");
        return name.isEmpty() ? component.path("position").toString() + component.path("label").asText() : name;
    }

    private void give(final JsonNode component, final String nature) {
        final String old = component.path("identifier").asText();
        final String stable = UUID.nameUUIDFromBytes(("com.spotzee.nifi template " + nature).getBytes(StandardCharsets.UTF_8)).toString();
        if (ids.containsValue(stable)) {
            throw new IllegalStateException("Two components of the flow can't be told apart: " + nature);
        }
        ids.put(old, stable);
    }

    private JsonNode rewrite(final JsonNode node) {
        if (node.isTextual()) {
            return new TextNode(ids.getOrDefault(node.asText(), node.asText()));
        }
        if (node.isArray()) {
            final ArrayNode array = JSON.createArrayNode();
            node.forEach(element -> array.add(rewrite(element)));
            return array;
        }
        if (node.isObject()) {
            final ObjectNode object = JSON.createObjectNode();
            node.properties().stream().filter(field -> !OF_THE_INSTANCE.contains(field.getKey())).forEach(field -> object.set(field.getKey(),
                    UNORDERED.contains(field.getKey()) ? sorted(field.getValue()) : rewrite(field.getValue())));
            return object;
        }
        return node;
    }

    private static JsonNode sorted(final JsonNode array) {
        if (!array.isArray()) {
            return array;
        }
        return inOrder(array, Comparator.comparing(element -> element.path("name").asText() + element));
    }

    private static ArrayNode inOrder(final JsonNode array, final Comparator<JsonNode> order) {
        final List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream().sorted(order).collect(Collectors.collectingAndThen(Collectors.toList(), list -> JSON.createArrayNode().addAll(list)));
    }

    private static void sortLists(final ObjectNode group) {
        for (final String list : COMPONENT_LISTS) {
            if (group.path(list).isArray()) {
                group.set(list, inOrder(group.path(list), Comparator.comparing(component -> component.path("identifier").asText())));
            }
        }
    }
}
