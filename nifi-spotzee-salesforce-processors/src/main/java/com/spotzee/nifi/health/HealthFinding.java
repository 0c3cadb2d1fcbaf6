package com.spotzee.nifi.health;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One check's finding.
 *
 * @param check    which check
 * @param verdict  what it found and what to do
 * @param time     when it began
 * @param duration how long it took
 */
public record HealthFinding(HealthCheckName check, Verdict verdict, Instant time, Duration duration) {

    /**
     * What a check found and what the user should do.
     *
     * @param result the result
     * @param detail a sentence that says what was found
     * @param action a sentence that says what to do; empty where nothing is to be done
     */
    public record Verdict(HealthResult result, String detail, String action) {

        public Verdict {
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(action, "action");
        }

        static Verdict passed(final String detail) {
            return new Verdict(HealthResult.PASSED, detail, "");
        }

        static Verdict failed(final String detail, final String action) {
            return new Verdict(HealthResult.FAILED, detail, action);
        }

        static Verdict unknown(final String detail) {
            return new Verdict(HealthResult.UNKNOWN, detail, "");
        }
    }

    public boolean failed() {
        return verdict.result() == HealthResult.FAILED;
    }

    /** Detail and action as one text. */
    public String sentence() {
        return verdict.action().isEmpty() ? verdict.detail() : verdict.detail() + " " + verdict.action();
    }

    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("check", check.label()).put("result", verdict.result().label()).put("detail", verdict.detail())
                .put("action", verdict.action()).put("time", time.toString()).put("duration_ms", duration.toMillis());
    }
}
