package com.spotzee.nifi.sync;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;

/**
 * A stretch of ids that is asked for by itself, because all at once took Salesforce too long. One that times out as well is cut to a quarter,
 * for each try costs the two minutes that Salesforce allows; one that goes well is followed by one twice as wide.
 *
 * @param startId where it begins, excluded
 * @param untilId where it ends, included
 * @param lastId  where the last one ends: the object's largest id
 */
public record IdRange(String startId, String untilId, String lastId) {

    /** So many ids are one page: a query that times out for less is not cured by asking for less ids. */
    private static final BigInteger SMALLEST = BigInteger.valueOf(2000);
    private static final BigInteger CUT = BigInteger.valueOf(4);

    public IdRange {
        Objects.requireNonNull(startId, "startId");
        Objects.requireNonNull(untilId, "untilId");
        Objects.requireNonNull(lastId, "lastId");
    }

    /**
     * The first range of an object; empty if there is nothing left to read.
     *
     * @param smallest the object's smallest id
     * @param largest  the object's largest id
     * @param afterId  the id up to which everything has been read, or null
     */
    static Optional<IdRange> first(final String smallest, final String largest, final String afterId) {
        if (largest.equals(afterId)) {
            return Optional.empty();
        }
        final IdNumber begin = afterId == null ? IdNumber.of(smallest).justBelow() : IdNumber.of(afterId);
        // where Salesforce sorts otherwise the largest id may be the smaller number: then all that is left is one range
        return Optional.of(of(begin, IdNumber.of(largest).above(begin).divide(CUT).max(SMALLEST), largest));
    }

    /** What follows this range when it has been read whole; empty if it was the last. */
    Optional<IdRange> next() {
        return untilId.equals(lastId) ? Optional.empty() : Optional.of(of(IdNumber.of(untilId), width().shiftLeft(1), lastId));
    }

    /**
     * A smaller range; empty if this one is as small as it gets.
     *
     * @param afterId the id up to which this range has been read
     */
    Optional<IdRange> smaller(final String afterId) {
        final IdNumber begin = IdNumber.of(afterId);
        final BigInteger left = IdNumber.of(untilId).above(begin);
        return left.compareTo(SMALLEST) <= 0 ? Optional.empty() : Optional.of(of(begin, left.divide(CUT).max(SMALLEST), lastId));
    }

    private BigInteger width() {
        return IdNumber.of(untilId).above(IdNumber.of(startId));
    }

    private static IdRange of(final IdNumber begin, final BigInteger width, final String lastId) {
        final IdNumber end = begin.plus(width);
        return new IdRange(begin.id(), end.value().compareTo(IdNumber.of(lastId).value()) < 0 ? end.id() : lastId, lastId);
    }
}
