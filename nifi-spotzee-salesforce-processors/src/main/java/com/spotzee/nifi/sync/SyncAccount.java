package com.spotzee.nifi.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The account of one sync as a state entry: {@code {"pages":"0-41,43","counts":{"imported":4100},"dropped":{"phone":3},"met":{…},"read":{…}}}.
 *
 * @param met  the rules and mappings that its pages met on their way
 * @param read how far its window has been read, or null until that is noted
 */
record SyncAccount(PageSet pages, Map<String, Long> counts, DroppedByRow dropped, StepPrints met, ReadSoFar read) {

    static final SyncAccount EMPTY = new SyncAccount(PageSet.EMPTY, Map.of(), DroppedByRow.NOTHING, StepPrints.NONE, null);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How far a window has been read. */
    record ReadSoFar(Instant since, int pages, long records, boolean whole) {

        private static ReadSoFar parse(final JsonNode node) {
            return new ReadSoFar(Instant.parse(node.path("since").asText()), node.path("pages").intValue(), node.path("records").longValue(),
                    node.path("whole").booleanValue());
        }

        private void write(final ObjectNode node) {
            node.put("since", since.toString()).put("pages", pages).put("records", records).put("whole", whole);
        }
    }

    /** @throws RuntimeException if a part of the text is not what it should be */
    static SyncAccount parse(final String entry) throws JsonProcessingException {
        final JsonNode node = JSON.readTree(entry);
        return new SyncAccount(PageSet.parse(node.path("pages").asText()), numbers(node.path("counts")), new DroppedByRow(numbers(node.path("dropped"))),
                StepPrintsText.parse(node.path("met")), node.has("read") ? ReadSoFar.parse(node.get("read")) : null);
    }

    SyncAccount with(final PageDelivery delivery) {
        if (pages.contains(delivery.page())) {
            return this;
        }
        final Map<String, Long> sums = new TreeMap<>(counts);
        delivery.counts().forEach((name, count) -> sums.merge(name, count, Long::sum));
        return new SyncAccount(pages.with(delivery.page()), sums, dropped.plus(delivery.dropped()), met.plus(delivery.prints()), read);
    }

    SyncAccount readSoFar(final OpenWindow window) {
        return new SyncAccount(pages, counts, dropped, met, new ReadSoFar(window.to(), window.pages(), window.records(), window.isRead()));
    }

    WindowDelivery delivery() {
        return new WindowDelivery(pages.size(), counts, dropped, met);
    }

    Optional<SyncUnderWay> underWay(final String syncId) {
        return Optional.ofNullable(read).map(so -> new SyncUnderWay(syncId, so.since(), so.pages(), so.records(), so.whole(), pages.size(),
                delivery().records()));
    }

    String text() {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pages", pages.text());
        counts.forEach(node.putObject("counts")::put);
        if (!dropped.rows().isEmpty()) {
            new TreeMap<>(dropped.rows()).forEach(node.putObject("dropped")::put);
        }
        if (!met.equals(StepPrints.NONE)) {
            node.set("met", StepPrintsText.node(met));
        }
        if (read != null) {
            read.write(node.putObject("read"));
        }
        return node.toString();
    }

    private static Map<String, Long> numbers(final JsonNode node) {
        final Map<String, Long> numbers = new TreeMap<>();
        node.properties().forEach(number -> numbers.put(number.getKey(), number.getValue().asLong()));
        return numbers;
    }
}
