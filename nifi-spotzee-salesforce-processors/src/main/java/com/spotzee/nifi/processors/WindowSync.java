package com.spotzee.nifi.processors;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.Position;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Reads the open window of one object, page by page: a page becomes one FlowFile, and the window moves on with its commit. Nothing is kept
 * between pages but the locator of the next one; without it the query goes on after the last committed id.
 */
final class WindowSync {

    private final QueryRun run;
    private final ObjectPlan plan;
    private final BooleanSupplier interrupted;

    /** @param interrupted whether something more urgent is due, or reading has to end after this page for another reason */
    WindowSync(final QueryRun run, final ObjectPlan plan, final BooleanSupplier interrupted) {
        this.run = run;
        this.plan = plan;
        this.interrupted = interrupted;
    }

    /**
     * Reads until the window is read whole or the run has to end.
     *
     * @return the checkpoint as it is stored now
     */
    Checkpoint read(final Checkpoint start) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        run.integration().ledger().open(start.openWindow().syncId());
        final RestReading rest = new RestReading(run, plan, new WindowPages(run, plan));
        ReadingStep step = ReadingStep.goingOn(start);
        while (step.goesOn() && !step.checkpoint().openWindow().isRead() && mayRead()) {
            step = switch (step.checkpoint().openWindow().position()) {
                case Position.ByRest position -> rest.step(step.checkpoint(), position, step.locator());
            };
        }
        return step.checkpoint();
    }

    private boolean mayRead() {
        return !run.stopped().getAsBoolean() && !run.full().getAsBoolean() && !interrupted.getAsBoolean();
    }
}
