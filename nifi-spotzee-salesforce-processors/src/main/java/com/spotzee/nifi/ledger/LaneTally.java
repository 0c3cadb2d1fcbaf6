package com.spotzee.nifi.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the lanes of an object have delivered, as a state entry: {@code {"counts":{"opted_out_known":7},"told":{…},"pages":{"Lead-…":"0-3"}}}. Their runs
 * are short and many, so pages are remembered of the last few only.
 *
 * @param counts all that was delivered
 * @param told   as much of it as was told with a completed sync
 * @param pages  the pages that are in, by the lane's run
 */
record LaneTally(Map<String, Long> counts, Map<String, Long> told, Map<String, PageSet> pages) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_RUNS = 8;

    /** @param entry the state entry, or null where there is none */
    static LaneTally parse(final String entry) throws JsonProcessingException {
        final ObjectNode node = entry == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) JSON.readTree(entry);
        final Map<String, PageSet> pages = new LinkedHashMap<>();
        node.path("pages").properties().forEach(run -> pages.put(run.getKey(), PageSet.parse(run.getValue().asText())));
        return new LaneTally(Numbers.parse(node.path("counts")), Numbers.parse(node.path("told")), pages);
    }

    LaneTally with(final PageDelivery delivery) {
        final PageSet before = pages.getOrDefault(delivery.syncId(), PageSet.EMPTY);
        if (before.contains(delivery.page())) {
            return this;
        }
        final Map<String, PageSet> more = new LinkedHashMap<>(pages);
        if (more.size() >= MOST_RUNS && !more.containsKey(delivery.syncId())) {
            more.remove(more.keySet().iterator().next());
        }
        more.put(delivery.syncId(), before.with(delivery.page()));
        return new LaneTally(Numbers.sum(counts, delivery.counts()), told, more);
    }

    /** What was not told yet. */
    Map<String, Long> news() {
        final Map<String, Long> news = new TreeMap<>();
        counts.forEach((name, number) -> news.put(name, number - told.getOrDefault(name, 0L)));
        news.values().removeIf(number -> number <= 0);
        return news;
    }

    LaneTally telling(final Map<String, Long> news) {
        return new LaneTally(counts, Numbers.sum(told, news), pages);
    }

    String text() {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        Numbers.write(counts, node.putObject("counts"));
        Numbers.write(told, node.putObject("told"));
        final ObjectNode runs = node.putObject("pages");
        pages.forEach((run, numbers) -> runs.put(run, numbers.text()));
        return node.toString();
    }
}
