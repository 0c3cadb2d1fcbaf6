package com.spotzee.nifi.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.TreeMap;

/**
 * A page that arrives in parts, as far as it has arrived.
 *
 * @param records how many of its records are to come in parts
 * @param told    of how many of them the end is known
 * @param counts  records by outcome, with those from before it was split
 * @param dropped values that were left out, by mapping row
 * @param pieces  the parts that are in, by group
 */
record PartedPage(long records, long told, Map<String, Long> counts, DroppedByRow dropped, Map<String, PageSet> pieces) {

    static PartedPage of(final PagePart part) {
        return new PartedPage(part.records(), 0, part.before(), part.dropped(), Map.of());
    }

    static PartedPage parse(final JsonNode node) {
        final Map<String, PageSet> pieces = new TreeMap<>();
        node.path("pieces").properties().forEach(group -> pieces.put(group.getKey(), PageSet.parse(group.getValue().asText())));
        return new PartedPage(node.path("records").longValue(), node.path("told").longValue(), Numbers.parse(node.path("counts")),
                new DroppedByRow(Numbers.parse(node.path("dropped"))), pieces);
    }

    void write(final ObjectNode node) {
        node.put("records", records).put("told", told);
        Numbers.write(counts, node.putObject("counts"));
        Numbers.write(dropped.rows(), node.putObject("dropped"));
        final ObjectNode groups = node.putObject("pieces");
        pieces.forEach((group, numbers) -> groups.put(group, numbers.text()));
    }

    /** The page with one part more; a part that is in already changes nothing. */
    PartedPage with(final PageDelivery delivery) {
        final PagePart part = delivery.part();
        final PageSet before = pieces.getOrDefault(part.group(), PageSet.EMPTY);
        if (before.contains(part.index())) {
            return this;
        }
        final Map<String, PageSet> more = new TreeMap<>(pieces);
        more.put(part.group(), before.with(part.index()));
        return new PartedPage(records, told + SyncCount.ended(delivery.counts()), Numbers.sum(counts, delivery.counts()), dropped.plus(delivery.dropped()),
                more);
    }

    boolean isComplete() {
        return told >= records;
    }
}
