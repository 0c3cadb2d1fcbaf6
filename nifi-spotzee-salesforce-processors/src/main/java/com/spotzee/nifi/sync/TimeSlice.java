package com.spotzee.nifi.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a window's time that is asked for by itself, because more took Salesforce too long. As with {@link IdRange}, one that times out is
 * cut to a quarter and one that goes well is followed by one twice as long.
 *
 * @param from  where it begins, included
 * @param until where it ends, excluded; null for the last one, which ends where the window does
 */
public record TimeSlice(Instant from, Instant until) {

    /** Before the first record of any org (SOQL and SOSL Reference, "Date Formats and Date Literals" begins at 1700; Salesforce in 1999). */
    private static final Instant BEFORE_EVERYTHING = Instant.parse("1999-01-01T00:00:00Z");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int CUT = 4;

    public TimeSlice {
        Objects.requireNonNull(from, "from");
    }

    /**
     * The first slice of a window.
     *
     * @param from lower end of the window, or null for everything
     * @param to   upper end of the window
     */
    static TimeSlice first(final Instant from, final Instant to) {
        final Instant begin = from == null ? BEFORE_EVERYTHING : from;
        return new TimeSlice(begin, null).smaller(to).orElse(new TimeSlice(begin, null));
    }

    /**
     * What follows this slice when it has been read whole; empty if it was the last.
     *
     * @param to upper end of the window
     */
    Optional<TimeSlice> next(final Instant to) {
        return until == null ? Optional.empty() : Optional.of(of(until, Duration.between(from, until).multipliedBy(2), to));
    }

    /**
     * A shorter slice; empty if this one is as short as it gets.
     *
     * @param to upper end of the window
     */
    Optional<TimeSlice> smaller(final Instant to) {
        final Duration length = Duration.between(from, until == null ? to : until);
        if (length.compareTo(SHORTEST) <= 0) {
            return Optional.empty();
        }
        final Duration cut = length.dividedBy(CUT);
        return Optional.of(of(from, cut.compareTo(SHORTEST) < 0 ? SHORTEST : cut, to));
    }

    private static TimeSlice of(final Instant begin, final Duration length, final Instant to) {
        final Instant end = begin.plusMillis(length.toMillis());
        return new TimeSlice(begin, end.isBefore(to) ? end : null);
    }
}
