package com.spotzee.nifi.sync;

import com.spotzee.nifi.integration.ObjectPlan;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Under which rules and mappings an object was read, and from when on, so that a change of them is noticed however late and reads again whom it touches.
 *
 * @param delivered what the last settled window was read under: so far Spotzee has everything
 * @param opened    what the open window is read under, or {@link PlanPrint#NONE}. What differs from it while the window is open counts as not read
 * @param met       the rules and mappings that the query has met while the open window is open; others that its pages met are news
 * @param since     how far back the last settled read of everybody reached, or null for no bound: who changed earlier is not in Spotzee
 * @param optOuts   digest of what the opt-out lane asked by when it last moved on, or null
 */
public record PlanMemory(PlanPrint delivered, PlanPrint opened, StepPrints met, Instant since, String optOuts) {

    /** Nothing was ever read. */
    public static final PlanMemory NONE = new PlanMemory(PlanPrint.NONE, PlanPrint.NONE, StepPrints.NONE, null, null);

    public PlanMemory {
        Objects.requireNonNull(delivered, "delivered");
        Objects.requireNonNull(opened, "opened");
        Objects.requireNonNull(met, "met");
    }

    public Optional<String> optOutDigest() {
        return Optional.ofNullable(optOuts);
    }

    PlanMemory opening(final PlanPrint print, final StepPrints now) {
        return new PlanMemory(delivered, print, now, since, optOuts);
    }

    PlanMemory readingUnder(final PlanPrint print, final StepPrints now) {
        return new PlanMemory(delivered, opened.agreedWith(print), met.plus(now), since, optOuts);
    }

    PlanMemory workedBy(final StepPrints steps, final ObjectPlan plan) {
        return new PlanMemory(delivered, opened.without(steps.unknownTo(met), plan), met, since, optOuts);
    }

    PlanMemory settled(final OpenWindow window) {
        return new PlanMemory(opened, PlanPrint.NONE, StepPrints.NONE, window.mode() == SyncMode.FULL ? window.from() : since, optOuts);
    }

    PlanMemory abandoned() {
        return new PlanMemory(delivered, PlanPrint.NONE, StepPrints.NONE, since, optOuts);
    }

    PlanMemory optOutsAskedBy(final String digest) {
        return new PlanMemory(delivered, opened, met, since, digest);
    }
}
