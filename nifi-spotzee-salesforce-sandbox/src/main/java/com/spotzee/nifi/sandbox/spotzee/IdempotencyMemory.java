package com.spotzee.nifi.sandbox.spotzee;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers for 24 hours what was answered under an idempotency key. Keys of one API key are unknown to another. Answers are kept compressed. */
final class IdempotencyMemory {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int LONGEST_KEY = 255;
    private static final int SHORT_WAIT_SECONDS = 1;

    private final InstantSource clock;
    private final Map<Slot, Entry> entries = new LinkedHashMap<>();

    IdempotencyMemory(final InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Begins an operation under a key.
     *
     * @return the first answer, if the operation was already run: it must not run again
     * @throws RefusedException if the key is invalid, still in use, or was used for something else
     */
    synchronized Optional<Answer> begin(final Slot slot, final String fingerprint) {
        if (slot.key().isBlank() || slot.key().length() > LONGEST_KEY) {
            throw new RefusedException(ProblemCode.IDEMPOTENCY_KEY_INVALID, "Idempotency-Key", "An idempotency key has 1 to 255 characters.");
        }
        forgetOldOnes();
        final Entry entry = entries.get(slot);
        if (entry == null) {
            entries.put(slot, new Entry(fingerprint, clock.millis(), null));
            return Optional.empty();
        }
        if (!entry.fingerprint().equals(fingerprint)) {
            throw new RefusedException(ProblemCode.IDEMPOTENCY_KEY_MISMATCH, "Idempotency-Key",
                    "This idempotency key was used for a request with another body: use a new key for a new operation.");
        }
        if (entry.answer() == null) {
            throw new RefusedException(ProblemCode.IDEMPOTENCY_IN_PROGRESS, "Idempotency-Key",
                    "The first request with this idempotency key is still running.", SHORT_WAIT_SECONDS);
        }
        return Optional.of(entry.answer());
    }

    /** Keeps the answer; one that may turn out differently the next time (429, 5xx) is forgotten instead. */
    synchronized void finish(final Slot slot, final Answer answer) {
        if (answer.status() == 429 || answer.status() >= 500) {
            entries.remove(slot);
            return;
        }
        entries.computeIfPresent(slot, (key, entry) -> new Entry(entry.fingerprint(), entry.since(), answer));
    }

    /** Forgets an operation that ended without an answer. */
    synchronized void abandon(final Slot slot) {
        entries.remove(slot);
    }

    /** What makes two requests the same. */
    static String fingerprint(final String method, final String path, final byte[] body) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((method + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private void forgetOldOnes() {
        final long oldest = clock.millis() - KEPT.toMillis();
        final Iterator<Entry> iterator = entries.values().iterator();
        while (iterator.hasNext() && iterator.next().since() <= oldest) {
            iterator.remove();
        }
    }

    /** A key within its API key's scope. */
    record Slot(String apiKey, String key) {
    }

    /** An operation that runs (no answer yet) or ran. */
    private record Entry(String fingerprint, long since, Answer answer) {
    }
}
