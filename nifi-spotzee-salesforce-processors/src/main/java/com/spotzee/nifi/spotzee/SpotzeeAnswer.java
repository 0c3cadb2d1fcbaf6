package com.spotzee.nifi.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.spotzee.nifi.http.HttpAnswer;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * An answer that was read completely.
 *
 * @param body       the JSON, or a missing node if it was none
 * @param requestId  Spotzee's id of the request, or null
 * @param replayed   whether it came from the idempotency memory, without anything being done
 * @param retryAfter the header as it came, or null
 * @param date       Spotzee's clock when it answered, whole seconds, or null
 */
record SpotzeeAnswer(int status, JsonNode body, String requestId, boolean replayed, String retryAfter, Instant date) {

    static SpotzeeAnswer read(final HttpAnswer answer) throws IOException {
        return new SpotzeeAnswer(answer.status(), Wire.parsed(answer.body()).orElseGet(MissingNode::getInstance),
                answer.header("X-Request-Id").orElse(null), answer.header("Idempotent-Replayed").filter("true"::equalsIgnoreCase).isPresent(),
                answer.header("Retry-After").orElse(null), answer.serverTime().orElse(null));
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }

    Problem problem() {
        return Problem.ofRequest(status, body, requestId);
    }

    Optional<String> retryAfterHeader() {
        return Optional.ofNullable(retryAfter);
    }

    SpotzeeFailure.NotUnderstood notUnderstood(final String tried, final String what) {
        return new SpotzeeFailure.NotUnderstood("%s: Spotzee answered %d, but %s; check that the Spotzee URL leads to Spotzee's client API"
                .formatted(tried, status, what), requestId, null);
    }
}
