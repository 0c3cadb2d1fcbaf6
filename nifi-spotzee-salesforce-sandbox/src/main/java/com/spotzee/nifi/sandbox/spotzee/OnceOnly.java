package com.spotzee.nifi.sandbox.spotzee;

import com.spotzee.nifi.sandbox.http.Exchange;

import java.io.IOException;
import java.util.Optional;

/** Carries out what changes the project: once for each idempotency key, and in the mood that the faults say. */
final class OnceOnly {

    private static final int LONGEST_BODY = 4 * 1024 * 1024;

    private final IdempotencyMemory memory;
    private final ProjectFaults faults;

    OnceOnly(final IdempotencyMemory memory, final ProjectFaults faults) {
        this.memory = memory;
        this.faults = faults;
    }

    /** Something that changes the project. */
    @FunctionalInterface
    interface Operation {
        Answer run(byte[] body, ProjectMood mood) throws IOException;
    }

    /** Runs an operation, or gives the first answer again if its idempotency key is known. */
    void run(final Exchange exchange, final String apiKey, final Operation operation) throws IOException {
        final byte[] body = exchange.body(LONGEST_BODY);
        final Optional<ProjectMood> mood = faults.play(exchange, body);
        if (mood.isEmpty()) {
            return;
        }
        final Optional<String> key = exchange.header("Idempotency-Key");
        if (key.isEmpty()) {
            checked(exchange, operation, body, mood.get()).send(exchange);
            return;
        }
        final IdempotencyMemory.Slot slot = new IdempotencyMemory.Slot(apiKey, key.get());
        final Optional<Answer> first = memory.begin(slot, IdempotencyMemory.fingerprint(exchange.method(), exchange.path(), body));
        if (first.isPresent()) {
            first.get().send(exchange.with("Idempotent-Replayed", "true"));
            return;
        }
        Answer answer = null;
        try {
            answer = checked(exchange, operation, body, mood.get());
        } finally {
            if (answer == null) {
                memory.abandon(slot);
            } else {
                memory.finish(slot, answer);
            }
        }
        answer.send(exchange);
    }

    private static Answer checked(final Exchange exchange, final Operation operation, final byte[] body, final ProjectMood mood) throws IOException {
        try {
            RequestChecks.parameters(exchange);
            RequestChecks.jsonBody(exchange);
            mood.admit();
            return operation.run(body, mood);
        } catch (final RefusedException e) {
            return Answer.problem(e, exchange.answerHeader("X-Request-Id").orElse(""));
        }
    }
}
