package com.spotzee.nifi.sync;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WindowEndsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    @Test
    void letTheNextWindowBeginWhereChangesAreComplete() {
        assertEquals(Instant.parse("2026-11-23T10:35:00Z"), ends(Optional.of(Instant.parse("2026-11-23T10:40:00Z"))).nextFrom());
        assertEquals(Instant.parse("2026-11-23T10:55:00Z"), ends(Optional.of(NOW.plusSeconds(60))).nextFrom());
        assertEquals(NOW, ends(Optional.of(NOW)).to());
    }

    @Test
    void keepTheMarginWhereSalesforceDoesNotTell() {
        assertEquals(Instant.parse("2026-11-23T10:45:00Z"), ends(Optional.empty()).nextFrom());
    }

    @Test
    void keepTheEarlierBeginningForParentsWhoseTransactionsSalesforceDoesNotTell() {
        final WindowEnds margin = ends(Optional.empty());
        assertEquals(margin.nextFrom(), ends(Optional.of(NOW)).heldBack(margin).nextFrom());
        assertEquals(Instant.parse("2026-11-23T09:55:00Z"), ends(Optional.of(Instant.parse("2026-11-23T10:00:00Z"))).heldBack(margin).nextFrom());
    }

    private static WindowEnds ends(final Optional<Instant> covered) {
        return WindowEnds.at(NOW, covered, OVERLAP);
    }
}
