package com.spotzee.nifi.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 5"})
    void doublesThePauseUpToTheLongest(final int attempt, final long seconds) {
        assertEquals(new RetryDecision.Again(Duration.ofSeconds(seconds)), policy.after(Setback.passing(), attempt));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertEquals(new RetryDecision.GiveUp(), policy.after(Setback.passing(), 5));
    }

    @Test
    void neverRepeatsWhatWouldFailAgain() {
        assertEquals(new RetryDecision.GiveUp(), policy.after(Setback.lasting(), 1));
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        assertEquals(new RetryDecision.Again(Duration.ofSeconds(3)), policy.after(new Setback.Passing(Duration.ofSeconds(3)), 1));
    }

    @Test
    void givesUpWhenTheServerAsksForTooMuch() {
        assertEquals(new RetryDecision.GiveUp(), policy.after(new Setback.Passing(Duration.ofSeconds(6)), 1));
    }

    @ParameterizedTest
    @CsvSource({"'120', 120", "' 0 ', 0", "'Mon, 23 Nov 2026 10:00:30 GMT', 30", "'Mon, 23 Nov 2026 09:00:00 GMT', 0"})
    void readsRetryAfter(final String header, final long seconds) {
        final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), RetryAfter.parse(header, clock));
    }

    @ParameterizedTest
    @CsvSource({"soon", "-1", "''", "1.5"})
    void takesNoOtherRetryAfter(final String header) {
        assertEquals(Optional.empty(), RetryAfter.parse(header, InstantSource.system()));
    }
}
