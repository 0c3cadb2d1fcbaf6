package com.spotzee.nifi.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Set;

/**
 * The pages of a sync that are in, and the sum of their numbers, from which the page of the highest number can still be taken out: after a crash nobody
 * knows whether it stands for what the window goes on from.
 *
 * @param pages   the pages that are in
 * @param skipped pages that never will be
 * @param counts  records by outcome, without the newest page
 * @param dropped values that were left out, by mapping row, without the newest page
 * @param newest  the page of the highest number, or null
 */
record SettledPages(PageSet pages, PageSet skipped, Map<String, Long> counts, DroppedByRow dropped, Page newest) {

    static final SettledPages NONE = new SettledPages(PageSet.EMPTY, PageSet.EMPTY, Map.of(), DroppedByRow.NOTHING, null);

    private static final String COUNTS = "counts";
    private static final String DROPPED = "dropped";

    /** What one page came to. */
    private record Page(int number, Map<String, Long> counts, DroppedByRow dropped) {
    }

    static SettledPages parse(final JsonNode node) {
        final JsonNode newest = node.path("newest");
        return new SettledPages(PageSet.parse(node.path("pages").asText()), PageSet.parse(node.path("skipped").asText()), Numbers.parse(node.path(COUNTS)),
                new DroppedByRow(Numbers.parse(node.path(DROPPED))), newest.isMissingNode() ? null : new Page(newest.path("number").intValue(),
                Numbers.parse(newest.path(COUNTS)), new DroppedByRow(Numbers.parse(newest.path(DROPPED)))));
    }

    void write(final ObjectNode node) {
        node.put("pages", pages.text());
        if (skipped.size() > 0) {
            node.put("skipped", skipped.text());
        }
        write(node, counts, dropped);
        if (newest != null) {
            write(node.putObject("newest").put("number", newest.number()), newest.counts(), newest.dropped());
        }
    }

    private static void write(final ObjectNode node, final Map<String, Long> counts, final DroppedByRow dropped) {
        Numbers.write(counts, node.putObject(COUNTS));
        if (!dropped.rows().isEmpty()) {
            Numbers.write(dropped.rows(), node.putObject(DROPPED));
        }
    }

    int size() {
        return pages.size();
    }

    /** Whether a page is in, or never will be. */
    boolean contains(final int page) {
        return pages.contains(page) || hasSkipped(page);
    }

    boolean hasSkipped(final int page) {
        return skipped.contains(page);
    }

    /** With one page more. A page for which there is no room stays out, and unaccounted. */
    SettledPages with(final int page, final Map<String, Long> more, final DroppedByRow moreDropped) {
        final PageSet grown = pages.with(page);
        if (grown.text().length() > PageSet.MOST_CHARACTERS) {
            return this;
        }
        if (newest != null && page < newest.number()) {
            return new SettledPages(grown, skipped, Numbers.sum(counts, more), dropped.plus(moreDropped), newest);
        }
        return new SettledPages(grown, skipped, allCounts(), allDropped(), new Page(page, more, moreDropped));
    }

    /** Without these pages, which are read again under other numbers. */
    SettledPages skipping(final Set<Integer> numbers) {
        PageSet rest = pages;
        PageSet more = skipped;
        for (final int number : numbers) {
            rest = rest.without(number);
            more = more.with(number);
        }
        return new SettledPages(rest, more, counts, dropped, newest != null && more.contains(newest.number()) ? null : newest);
    }

    Map<String, Long> allCounts() {
        return newest == null ? counts : Numbers.sum(counts, newest.counts());
    }

    DroppedByRow allDropped() {
        return newest == null ? dropped : dropped.plus(newest.dropped());
    }
}
