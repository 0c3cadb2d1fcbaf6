package com.spotzee.nifi.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.TreeMap;

/**
 * The pages of a sync of which parts are missing. They are few, for a page leaves here when its last part is in; so that their text stays small
 * whatever happens, a part for which there is no room is not entered, and its page stays unaccounted.
 */
record PartedPages(Map<String, PartedPage> pages) {

    static final PartedPages NONE = new PartedPages(Map.of());

    static final int MOST_CHARACTERS = 6_000;

    static PartedPages parse(final JsonNode node) {
        final Map<String, PartedPage> pages = new TreeMap<>();
        node.properties().forEach(page -> pages.put(page.getKey(), PartedPage.parse(page.getValue())));
        return new PartedPages(pages);
    }

    ObjectNode node() {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        pages.forEach((key, page) -> page.write(node.putObject(key)));
        return node;
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }

    /** The page that a part belongs to, with it. */
    PartedPage page(final PageDelivery delivery) {
        final PartedPage before = pages.get(delivery.part().key(delivery.page()));
        return (before == null ? PartedPage.of(delivery.part()) : before).with(delivery);
    }

    PartedPages with(final PageDelivery delivery) {
        final Map<String, PartedPage> more = new TreeMap<>(pages);
        more.put(delivery.part().key(delivery.page()), page(delivery));
        final PartedPages grown = new PartedPages(more);
        return grown.node().toString().length() > MOST_CHARACTERS ? this : grown;
    }

    /** Without a page, which has arrived. */
    PartedPages without(final int page) {
        final Map<String, PartedPage> rest = new TreeMap<>(pages);
        rest.keySet().removeIf(key -> key.startsWith(page + "."));
        return rest.size() == pages.size() ? this : new PartedPages(rest);
    }

    /** The numbers of what has arrived, each page by the emission of which most has arrived. */
    Map<String, Long> counts() {
        final Map<String, PartedPage> furthest = new TreeMap<>();
        pages.forEach((key, page) -> furthest.merge(key.substring(0, key.indexOf('.')), page, (one, other) -> one.told() >= other.told() ? one : other));
        Map<String, Long> sums = Map.of();
        for (final PartedPage page : furthest.values()) {
            sums = Numbers.sum(sums, page.counts());
        }
        return sums;
    }
}
