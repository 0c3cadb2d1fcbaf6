package com.spotzee.nifi.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;
import java.util.TreeSet;

/** Step prints as they are kept in NiFi's state: {@code {"rules":["k3vB9x_A"],"mappings":["0a-Zq81c"],"optOuts":["Jd7_wQ2s"]}}. */
public final class StepPrintsText {

    private static final String RULES = "rules";
    private static final String MAPPINGS = "mappings";
    private static final String OPT_OUTS = "optOuts";

    private StepPrintsText() {
    }

    /** The prints, to stand in an entry. */
    public static ObjectNode node(final StepPrints prints) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set(RULES, texts(prints.rules()));
        node.set(MAPPINGS, texts(prints.mappings()));
        node.set(OPT_OUTS, texts(prints.optOuts()));
        return node;
    }

    /** Reads what {@link #node} wrote; what is not there is nothing said. */
    public static StepPrints parse(final JsonNode node) {
        return new StepPrints(texts(node.path(RULES)), texts(node.path(MAPPINGS)), texts(node.path(OPT_OUTS)));
    }

    private static ArrayNode texts(final Set<String> prints) {
        final ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        new TreeSet<>(prints).forEach(texts::add);
        return texts;
    }

    private static Set<String> texts(final JsonNode node) {
        final Set<String> texts = new TreeSet<>();
        node.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
