package com.spotzee.nifi.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The account of one sync as a state entry: {@code {"pages":"0-41,43","counts":{"imported":4100},"dropped":{"phone":3},"met":{…},"read":{…}}}.
 *
 * @param parted the pages of which parts are missing
 * @param met  the rules and mappings that its pages met on their way
 * @param read how far its window has been read, or null until that is noted
 */
record SyncAccount(PageSet pages, PartedPages parted, Map<String, Long> counts, DroppedByRow dropped, StepPrints met, ReadSoFar read) {

    static final SyncAccount EMPTY = new SyncAccount(PageSet.EMPTY, PartedPages.NONE, Map.of(), DroppedByRow.NOTHING, StepPrints.NONE, null);

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
        return new SyncAccount(PageSet.parse(node.path("pages").asText()), PartedPages.parse(node.path("parted")), Numbers.parse(node.path("counts")),
                new DroppedByRow(Numbers.parse(node.path("dropped"))), StepPrintsText.parse(node.path("met")),
                node.has("read") ? ReadSoFar.parse(node.get("read")) : null);
    }

    SyncAccount with(final PageDelivery delivery) {
        if (pages.contains(delivery.page())) {
            return this;
        }
        final StepPrints alsoMet = met.plus(delivery.prints());
        if (delivery.part() == null) {
            return entered(delivery.page(), delivery.counts(), delivery.dropped(), alsoMet);
        }
        final PartedPage page = parted.page(delivery);
        return page.isComplete() ? entered(delivery.page(), page.counts(), page.dropped(), alsoMet)
                : new SyncAccount(pages, parted.with(delivery), counts, dropped, alsoMet, read);
    }

    /** A page for which there is no room stays out, and unaccounted. */
    private SyncAccount entered(final int page, final Map<String, Long> more, final DroppedByRow moreDropped, final StepPrints alsoMet) {
        final PageSet grown = pages.with(page);
        return grown.text().length() > PageSet.MOST_CHARACTERS ? this
                : new SyncAccount(grown, parted.without(page), Numbers.sum(counts, more), dropped.plus(moreDropped), alsoMet, read);
    }

    SyncAccount readSoFar(final OpenWindow window) {
        return new SyncAccount(pages, parted, counts, dropped, met, new ReadSoFar(window.to(), window.pages(), window.records(), window.isRead()));
    }

    WindowDelivery delivery() {
        return new WindowDelivery(pages.size(), Numbers.sum(counts, parted.counts()), dropped, met);
    }

    Optional<SyncUnderWay> underWay(final String syncId) {
        return Optional.ofNullable(read).map(so -> new SyncUnderWay(syncId, so.since(), so.pages(), so.records(), so.whole(), pages.size(),
                delivery().records()));
    }

    String text() {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pages", pages.text());
        Numbers.write(counts, node.putObject("counts"));
        if (!parted.isEmpty()) {
            node.set("parted", parted.node());
        }
        if (!dropped.rows().isEmpty()) {
            Numbers.write(dropped.rows(), node.putObject("dropped"));
        }
        if (!met.equals(StepPrints.NONE)) {
            node.set("met", StepPrintsText.node(met));
        }
        if (read != null) {
            read.write(node.putObject("read"));
        }
        return node.toString();
    }
}
