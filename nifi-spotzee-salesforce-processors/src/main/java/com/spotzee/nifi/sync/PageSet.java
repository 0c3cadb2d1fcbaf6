package com.spotzee.nifi.sync;

import java.util.ArrayList;
import java.util.List;

/** Page numbers as ranges: pages that are settled in near order take a few characters, however many they are ({@code 0-41,43}). */
record PageSet(List<Range> ranges) {

    static final PageSet EMPTY = new PageSet(List.of());

    PageSet {
        ranges = List.copyOf(ranges);
    }

    /** Neighbouring pages, both ends included. */
    record Range(int first, int last) {

        private boolean touches(final int page) {
            return page >= first - 1 && page <= last + 1;
        }

        private String text() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /** Reads what {@link #text()} wrote. */
    static PageSet parse(final String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        final List<Range> ranges = new ArrayList<>();
        for (final String part : text.split(",")) {
            final int dash = part.indexOf('-');
            final int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            ranges.add(new Range(first, dash < 0 ? first : Integer.parseInt(part.substring(dash + 1))));
        }
        return new PageSet(ranges);
    }

    boolean contains(final int page) {
        return ranges.stream().anyMatch(range -> page >= range.first() && page <= range.last());
    }

    int size() {
        return ranges.stream().mapToInt(range -> range.last() - range.first() + 1).sum();
    }

    PageSet with(final int page) {
        final List<Range> merged = new ArrayList<>();
        Range grown = new Range(page, page);
        for (final Range range : ranges) {
            if (range.touches(page)) {
                grown = new Range(Math.min(grown.first(), range.first()), Math.max(grown.last(), range.last()));
            } else {
                merged.add(range);
            }
        }
        int place = 0;
        while (place < merged.size() && merged.get(place).first() < grown.first()) {
            place++;
        }
        merged.add(place, grown);
        return new PageSet(merged);
    }

    String text() {
        return String.join(",", ranges.stream().map(Range::text).toList());
    }
}
