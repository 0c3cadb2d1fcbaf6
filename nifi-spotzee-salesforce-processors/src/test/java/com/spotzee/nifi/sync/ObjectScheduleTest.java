package com.spotzee.nifi.sync;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ObjectScheduleTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong millis = new AtomicLong(-5_000_000_000L);
    private final ObjectSchedule schedule = new ObjectSchedule(millis::get);

    @Test
    void isDueAtOnceAfterAStart() {
        assertTrue(schedule.mayTry());
        assertTrue(schedule.windowDue(HOUR));
        assertTrue(schedule.laneDue(HOUR, false));
    }

    @Test
    void isDueAgainWhenTheFrequencyHasPassed() {
        schedule.windowOpened();
        millis.addAndGet(HOUR.toMillis() - 1);
        assertFalse(schedule.windowDue(HOUR));
        millis.addAndGet(1);
        assertTrue(schedule.windowDue(HOUR));
    }

    @Test
    void asksForOptOutsEveryMinuteWhileAWindowIsOpen() {
        schedule.laneAsked();
        millis.addAndGet(60_000);
        assertTrue(schedule.laneDue(HOUR, true));
        assertFalse(schedule.laneDue(HOUR, false));
    }

    @Test
    void beginsAnewWithTheShortestWaitWhereAnAttemptCameFurther() {
        schedule.failed("Lead-1 at page 0");
        assertEquals(Duration.ofSeconds(60), schedule.failed("Lead-1 at page 0"));
        assertEquals(Duration.ofSeconds(30), schedule.failed("Lead-1 at page 1"));
        assertEquals(Duration.ofSeconds(60), schedule.failed("Lead-1 at page 1"));
        assertEquals(Duration.ofSeconds(120), schedule.failed());
    }

    @Test
    void waitsLongerWithEachFailureAndAtOnceNoLongerAfterASuccess() {
        assertEquals(Duration.ofSeconds(30), schedule.failed());
        assertFalse(schedule.mayTry());
        millis.addAndGet(30_000);
        assertTrue(schedule.mayTry());
        assertEquals(Duration.ofSeconds(60), schedule.failed());
        for (int i = 0; i < 100; i++) {
            schedule.failed();
        }
        assertEquals(Duration.ofMinutes(15), schedule.failed());
        schedule.succeeded();
        assertEquals(Duration.ofSeconds(30), schedule.failed());
    }

    @Test
    void holdsTheNextWindowBackForARunningTransaction() {
        final Instant now = Instant.parse("2026-11-23T11:00:07Z");
        final Instant covered = Instant.parse("2026-11-23T10:41:00Z");
        final Duration overlap = Duration.ofMinutes(5);
        assertEquals(Instant.parse("2026-11-23T10:36:00Z"), WindowEnds.at(now, Optional.of(covered), overlap).nextFrom());
        assertEquals(Instant.parse("2026-11-23T10:45:07Z"), WindowEnds.at(now, Optional.empty(), overlap).nextFrom());
        assertEquals(Instant.parse("2026-11-23T10:55:07Z"), WindowEnds.at(now, Optional.of(now.plusSeconds(60)), overlap).nextFrom());
        assertEquals(now, WindowEnds.at(now, Optional.of(covered), overlap).to());
    }
}
