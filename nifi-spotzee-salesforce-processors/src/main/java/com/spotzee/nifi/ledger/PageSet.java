package com.spotzee.nifi.ledger;

import java.util.Base64;
import java.util.BitSet;

/**
 * Page numbers, small as a text in whatever order they come: as ranges while these are few ({@code 0-41,43}), because pages arrive in near order; with
 * many gaps as the number of the first missing page and the bits from there on ({@code ~42:…}, Base64). It is never changed in place.
 */
final class PageSet {

    static final PageSet EMPTY = new PageSet(new BitSet());

    /** Longest text: pages may run 80,000 ahead of the first missing one, whatever lies between. */
    static final int MOST_CHARACTERS = 14_000;

    private static final int MOST_RANGES = 500;
    private static final char BITS = '~';

    private final BitSet pages;

    private PageSet(final BitSet pages) {
        this.pages = pages;
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    static PageSet parse(final String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        try {
            return new PageSet(text.charAt(0) == BITS ? bits(text) : ranges(text));
        } catch (final IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no page numbers: " + text, e);
        }
    }

    boolean contains(final int page) {
        return pages.get(page);
    }

    int size() {
        return pages.cardinality();
    }

    PageSet with(final int page) {
        final BitSet more = (BitSet) pages.clone();
        more.set(page);
        return new PageSet(more);
    }

    PageSet without(final int page) {
        if (!pages.get(page)) {
            return this;
        }
        final BitSet rest = (BitSet) pages.clone();
        rest.clear(page);
        return new PageSet(rest);
    }

    String text() {
        return ranges() <= MOST_RANGES ? asRanges() : asBits();
    }

    private int ranges() {
        int ranges = 0;
        long before = 0;
        for (final long word : pages.toLongArray()) {
            ranges += Long.bitCount(word & ~(word << 1 | before));
            before = word >>> Long.SIZE - 1;
        }
        return ranges;
    }

    private String asRanges() {
        final StringBuilder text = new StringBuilder();
        for (int first = pages.nextSetBit(0); first >= 0;) {
            final int next = pages.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (next > first + 1) {
                text.append('-').append(next - 1);
            }
            first = pages.nextSetBit(next);
        }
        return text.toString();
    }

    private String asBits() {
        final int missing = pages.nextClearBit(0);
        final byte[] bits = pages.get(missing, pages.length()).toByteArray();
        return BITS + "" + missing + ':' + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static BitSet ranges(final String text) {
        final BitSet pages = new BitSet();
        for (final String part : text.split(",")) {
            final int dash = part.indexOf('-');
            final int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            pages.set(first, (dash < 0 ? first : Integer.parseInt(part.substring(dash + 1))) + 1);
        }
        return pages;
    }

    private static BitSet bits(final String text) {
        final int colon = text.indexOf(':');
        final int missing = Integer.parseInt(text.substring(1, colon));
        final BitSet pages = new BitSet();
        pages.set(0, missing);
        BitSet.valueOf(Base64.getUrlDecoder().decode(text.substring(colon + 1))).stream().forEach(page -> pages.set(missing + page));
        return pages;
    }
}
