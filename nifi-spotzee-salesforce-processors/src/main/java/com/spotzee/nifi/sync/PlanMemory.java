package com.spotzee.nifi.sync;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Under which rules and mappings an object was read, and from when on, so that a change of them is noticed however late and reads again whom it touches.
 *
 * @param delivered what the last settled window was read under: so far Spotzee has everything
 * @param opened    what the open window is read under, or {@link PlanPrint#NONE}. What differs from it while the window is open counts as not read
 * @param since     how far back the last settled read of everybody reached, or null for no bound: who changed earlier is not in Spotzee
 * @param optOuts   digest of what the opt-out lane asked by when it last moved on, or null
 */
public record PlanMemory(PlanPrint delivered, PlanPrint opened, Instant since, String optOuts) {

    /** Nothing was ever read. */
    public static final PlanMemory NONE = new PlanMemory(PlanPrint.NONE, PlanPrint.NONE, null, null);

    public PlanMemory {
        Objects.requireNonNull(delivered, "delivered");
        Objects.requireNonNull(opened, "opened");
    }

    public Optional<String> optOutDigest() {
        return Optional.ofNullable(optOuts);
    }

    PlanMemory opening(final PlanPrint print) {
        return new PlanMemory(delivered, print, since, optOuts);
    }

    PlanMemory settled(final OpenWindow window) {
        return new PlanMemory(opened, PlanPrint.NONE, window.mode() == SyncMode.FULL ? window.from() : since, optOuts);
    }

    PlanMemory abandoned() {
        return new PlanMemory(delivered, PlanPrint.NONE, since, optOuts);
    }

    PlanMemory optOutsAskedBy(final String digest) {
        return new PlanMemory(delivered, opened, since, digest);
    }
}
