package com.spotzee.nifi.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What all checks found.
 *
 * @param findings one of each check
 * @param time     when the first began
 * @param duration how long all took
 */
public record HealthReport(List<HealthFinding> findings, Instant time, Duration duration) {

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

    /** All findings as JSON. */
    public ArrayNode json() {
        final ArrayNode checks = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> checks.add(finding.json()));
        return checks;
    }
}
