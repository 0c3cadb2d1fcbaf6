package com.spotzee.nifi.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.StepPrints;
import com.spotzee.nifi.sync.StepPrintsText;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The account of one sync as a state entry: {@code {"pages":"0-41,43","counts":{"imported":4100},"dropped":{"phone":3},"met":{…},"read":{…}}}.
 *
 * @param settled the pages that are in
 * @param parted the pages of which parts are missing
 * @param met  the rules and mappings that its pages met on their way
 * @param read how far its window has been read, or null until that is noted
 * @param sendingMillis how long sending took, summed over all FlowFiles
 */
record SyncAccount(SettledPages settled, PartedPages parted, StepPrints met, ReadSoFar read, long sendingMillis) {

    static final SyncAccount EMPTY = new SyncAccount(SettledPages.NONE, PartedPages.NONE, StepPrints.NONE, null, 0);

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
        return new SyncAccount(SettledPages.parse(node), PartedPages.parse(node.path("parted")), StepPrintsText.parse(node.path("met")),
                node.has("read") ? ReadSoFar.parse(node.get("read")) : null, node.path("sending").longValue());
    }

    SyncAccount with(final PageDelivery delivery) {
        return settled.contains(delivery.page()) ? this : entering(delivery);
    }

    /** Whether the number of a page was skipped: what it holds is read again. */
    boolean hasSkipped(final int page) {
        return settled.hasSkipped(page);
    }

    private SyncAccount entering(final PageDelivery delivery) {
        final SyncAccount met = new SyncAccount(settled, parted, this.met.plus(delivery.prints()), read,
                sendingMillis + delivery.sending().toMillis());
        if (delivery.part() == null) {
            return met.entered(delivery.page(), delivery.counts(), delivery.dropped());
        }
        final PartedPage page = parted.page(delivery);
        return page.isComplete() ? met.entered(delivery.page(), page.counts(), page.dropped()) : met.with(settled, parted.with(delivery));
    }

    private SyncAccount entered(final int page, final Map<String, Long> counts, final DroppedByRow dropped) {
        final SettledPages grown = settled.with(page, counts, dropped);
        return with(grown, grown.contains(page) ? parted.without(page) : parted);
    }

    private SyncAccount with(final SettledPages pages, final PartedPages pagesInParts) {
        return new SyncAccount(pages, pagesInParts, met, read, sendingMillis);
    }

    SyncAccount readSoFar(final OpenWindow window) {
        PartedPages kept = parted;
        for (final int skipped : window.skipped()) {
            kept = kept.without(skipped);
        }
        return new SyncAccount(settled.skipping(window.skipped()), kept, met,
                new ReadSoFar(window.to(), window.pages(), window.records(), window.isRead()), sendingMillis);
    }

    WindowDelivery delivery() {
        return new WindowDelivery(settled.size(), Numbers.sum(settled.allCounts(), parted.counts()), settled.allDropped(), met, Map.of(),
                Duration.ofMillis(sendingMillis));
    }

    Optional<SyncUnderWay> underWay(final String syncId) {
        return Optional.ofNullable(read).map(so -> new SyncUnderWay(syncId, so.since(), so.pages(), so.records(), so.whole(), settled.size(),
                delivery().records()));
    }

    String text() {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        settled.write(node);
        if (!parted.isEmpty()) {
            node.set("parted", parted.node());
        }
        if (!met.equals(StepPrints.NONE)) {
            node.set("met", StepPrintsText.node(met));
        }
        if (read != null) {
            read.write(node.putObject("read"));
        }
        if (sendingMillis > 0) {
            node.put("sending", sendingMillis);
        }
        return node.toString();
    }
}
