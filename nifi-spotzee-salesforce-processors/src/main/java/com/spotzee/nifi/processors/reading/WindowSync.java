package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.JobWatch;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.Position;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Reads the open window of one object, page by page: a page becomes one FlowFile, and the window moves on with its commit. Nothing is kept
 * between pages but the locator of the next one; without it the query goes on after the last committed id. While a Bulk job is at work the run ends.
 */
final class WindowSync {

    private static final Duration NOTED_EVERY = Duration.ofSeconds(10);

    private final QueryRun run;
    private final ObjectPlan plan;
    private final SObjectDescription description;
    private final JobWatch watch;
    private final BooleanSupplier interrupted;
    private Instant notedAt;

    /**
     * A sync.
     *
     * @param description the object as the org shows it; the statements follow from it and the plan
     * @param watch       when the object's Bulk job may be asked about
     * @param interrupted whether something more urgent is due, or reading has to end after this page for another reason
     */
    WindowSync(final QueryRun run, final ObjectPlan plan, final SObjectDescription description, final JobWatch watch, final BooleanSupplier interrupted) {
        this.run = run;
        this.plan = plan;
        this.description = description;
        this.watch = watch;
        this.interrupted = interrupted;
    }

    /**
     * Reads until the window is read whole or the run has to end.
     *
     * @return the checkpoint as it is stored now
     */
    Checkpoint read(final Checkpoint start) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final WindowPages pages = new WindowPages(run, plan, description);
        final Checkpoint begin = pages.withUnusedNumber(start);
        run.integration().ledger().open(begin.openWindow().syncId());
        // before the first page: from now on nothing that comes of the skipped numbers counts
        run.integration().ledger().readSoFar(begin.openWindow());
        notedAt = run.serverTime();
        final RestReading rest = new RestReading(run, plan, pages);
        final BulkReading bulk = new BulkReading(run, pages, watch);
        ReadingStep step = ReadingStep.goingOn(begin);
        while (step.goesOn() && !step.checkpoint().openWindow().isRead() && mayRead()) {
            final OpenWindow window = step.checkpoint().openWindow();
            step = switch (window.position()) {
                case final Position.InIdOrder position when run.settings().bulk().first(window) -> bulk.create(step.checkpoint());
                case final Position.ByRest position -> rest.step(step.checkpoint(), position, step.locator());
                case final Position.BulkWanted position when run.settings().bulk().allowed(window) -> bulk.create(step.checkpoint());
                case final Position.BulkWanted position -> ReadingStep.goingOn(pages.goOnAt(step.checkpoint(), position.inIdOrder(), window.reading()));
                case final Position.InBulkJob position -> bulk.goOn(step.checkpoint(), position);
            };
            note(step.checkpoint().openWindow());
        }
        run.integration().ledger().readSoFar(step.checkpoint().openWindow());
        return step.checkpoint();
    }

    /** Everybody may see how far a long window has been read, but that is not worth a write of cluster state with each page. */
    private void note(final OpenWindow window) throws SalesforceFailure, IOException {
        final Instant now = run.serverTime();
        if (Duration.between(notedAt, now).compareTo(NOTED_EVERY) >= 0) {
            run.integration().ledger().readSoFar(window);
            notedAt = now;
        }
    }

    private boolean mayRead() {
        return !run.stopped().getAsBoolean() && !run.full().getAsBoolean() && !interrupted.getAsBoolean();
    }
}
