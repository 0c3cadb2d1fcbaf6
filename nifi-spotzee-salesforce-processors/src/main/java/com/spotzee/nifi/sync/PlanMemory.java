package com.spotzee.nifi.sync;

import java.util.Objects;
import java.util.Optional;

/**
 * Under which rules and mappings an object was read, so that a change of them is noticed however late.
 *
 * @param delivered what the last settled window was read under: so far Spotzee has everything
 * @param opened    what the open window is read under, or {@link PlanPrint#NONE}. What differs from it while the window is open counts as not read
 * @param optOuts   digest of what the opt-out lane asked by when it last moved on, or null
 */
public record PlanMemory(PlanPrint delivered, PlanPrint opened, String optOuts) {

    /** Nothing was ever read. */
    public static final PlanMemory NONE = new PlanMemory(PlanPrint.NONE, PlanPrint.NONE, null);

    public PlanMemory {
        Objects.requireNonNull(delivered, "delivered");
        Objects.requireNonNull(opened, "opened");
    }

    public Optional<String> optOutDigest() {
        return Optional.ofNullable(optOuts);
    }

    PlanMemory opening(final PlanPrint print) {
        return new PlanMemory(delivered, print, optOuts);
    }

    PlanMemory settled() {
        return new PlanMemory(opened, PlanPrint.NONE, optOuts);
    }

    PlanMemory abandoned() {
        return new PlanMemory(delivered, PlanPrint.NONE, optOuts);
    }

    PlanMemory optOutsAskedBy(final String digest) {
        return new PlanMemory(delivered, opened, digest);
    }
}
