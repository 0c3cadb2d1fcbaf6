package com.spotzee.nifi.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What all checks found.
 *
 * @param findings one of each check
 * @param time     when the first began
 * @param duration how long all took
 * @param figures  the numbers that came with it
 */
public record HealthReport(List<HealthFinding> findings, Instant time, Duration duration, HealthFigures figures) {

    /** Under which the status stands among {@link #standings()}. */
    public static final String STATUS = "status";

    public HealthReport {
        findings = List.copyOf(findings);
    }

    public boolean healthy() {
        return findings.stream().noneMatch(HealthFinding::failed);
    }

    /** The status as Spotzee's documentation names it: {@code Active} or {@code Error}. */
    public String status() {
        return healthy() ? "Active" : "Error";
    }

    /** Labels of the checks that failed, with commas between. */
    public String failedChecks() {
        return findings.stream().filter(HealthFinding::failed).map(finding -> finding.check().label()).collect(Collectors.joining(","));
    }

    /** What failed and what to do, as one text. */
    public String sentences() {
        return findings.stream().filter(HealthFinding::failed).map(HealthFinding::sentence).collect(Collectors.joining(" "));
    }

    /** How things stand: the status, and the result of each check by its label. */
    public Map<String, String> standings() {
        final Map<String, String> standings = new LinkedHashMap<>();
        standings.put(STATUS, status());
        findings.forEach(finding -> standings.put(finding.check().label(), finding.verdict().result().label()));
        return standings;
    }

    /**
     * All findings as JSON.
     *
     * @param since since when each check has had its result, by label
     */
    public ArrayNode json(final Map<String, Instant> since) {
        final ArrayNode checks = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> checks.add(finding.json().put("since", since.get(finding.check().label()).toString())));
        return checks;
    }
}
