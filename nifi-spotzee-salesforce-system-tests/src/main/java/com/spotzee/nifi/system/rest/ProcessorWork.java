package com.spotzee.nifi.system.rest;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;

/**
 * What a processor's own threads have done, as NiFi measures it.
 *
 * @param cpu     how long they have worked
 * @param commits how long they were at their sessions' commits, waiting included
 */
public record ProcessorWork(Duration cpu, Duration commits) {

    static ProcessorWork of(final JsonNode performance) {
        return new ProcessorWork(duration(performance.path("cpuDuration")), duration(performance.path("sessionCommitDuration")));
    }

    private static Duration duration(final JsonNode nanos) {
        return Duration.ofNanos(nanos.asLong());
    }
}
