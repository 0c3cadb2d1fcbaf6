package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.processors.pages.OwnSession;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.CoveredChanges;
import com.spotzee.nifi.sync.JobWatch;
import com.spotzee.nifi.sync.ObjectSchedule;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.PlanPrint;
import com.spotzee.nifi.sync.StepPrints;
import com.spotzee.nifi.sync.SyncMode;
import com.spotzee.nifi.sync.SyncOutcome;
import com.spotzee.nifi.sync.WindowStatements;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The sync of one object as it goes on from trigger to trigger: opt-outs first, then the open window, then its settlement. */
final class ObjectSync {

    private static final String FIELD_IS_GONE = "INVALID_FIELD";

    private final SalesforceObject object;
    private final ObjectSchedule schedule;
    private final CutShort cutShort;
    private final MissingRows missingRows = new MissingRows();
    private final JobWatch watch;
    private final WindowBounds bounds;
    private final OptOutAsking optOuts;
    private final DeletionLane deletions;

    ObjectSync(final SalesforceObject object, final LongSupplier elapsedMillis) {
        this.object = object;
        this.schedule = new ObjectSchedule(elapsedMillis);
        this.cutShort = new CutShort(object);
        this.watch = new JobWatch(elapsedMillis);
        final CoveredChanges covered = new CoveredChanges();
        this.bounds = new WindowBounds(object, covered);
        this.optOuts = new OptOutAsking(object, covered, bounds);
        this.deletions = new DeletionLane(object, elapsedMillis);
    }

    /** Asks for opt-outs if that is due. */
    void advanceOptOuts(final QueryRun run) throws IOException {
        final Checkpoint checkpoint = run.checkpoints().load(object.apiName());
        final Duration frequency = run.integrationSettings().syncFrequency();
        final boolean reading = run.maySpendCalls() && run.integrationSettings().objects().contains(object);
        // while calls are short the lane keeps to the frequency: a window that stands still can't create anybody
        final boolean opens = reading && opensWindow(checkpoint, frequency);
        final boolean due = schedule.laneDue(frequency, reading && checkpoint.window().isPresent()) || opens;
        final boolean deletionsAgain = reading && checkpoint.window().isEmpty() && deletions.isDueAgain();
        if (!schedule.mayTry() || !due && !deletionsAgain) {
            return;
        }
        if (!run.mayAskForOptOuts()) {
            cutShort.tell(run, checkpoint);
            return;
        }
        attempt(run, () -> {
            run.integration().claimOrganization();
            new Settlement(run, object).giveUpForgotten(checkpoint);
            if (due && !optOuts.ask(run, checkpoint)) {
                return;
            }
            if (due) {
                schedule.laneAsked();
            }
            if ((opens || deletionsAgain) && run.integrationSettings().deletions().wanted()) {
                deletions.ask(run, run.checkpoints().load(object.apiName()), bounds.ends(run, run.serverClock().ask(run.client()), List.of()));
            }
        });
    }

    /** The object is synced no more. What of it is on its way is given up; who came before still opts out. */
    void retire(final QueryRun run) throws IOException {
        final Checkpoint stored = run.checkpoints().load(object.apiName());
        if (!stored.wasSynced()) {
            return;
        }
        if (stored.window().isPresent()) {
            attempt(run, () -> {
                new Settlement(run, object).abandonDeselected(stored);
                run.integration().optOutRegister().clear(object);
            });
        }
        advanceOptOuts(run);
    }

    /** Opens a window if one is due, reads the open one, and settles it once it is delivered. */
    void advanceWindow(final QueryRun run) throws IOException {
        final Checkpoint stored = run.checkpoints().load(object.apiName());
        final Duration frequency = run.integrationSettings().syncFrequency();
        if (!schedule.mayTry() || stored.window().isEmpty() && !opensWindow(stored, frequency)) {
            return;
        }
        final boolean toRead = stored.window().isEmpty() || !stored.openWindow().isRead();
        if (toRead && !run.maySpendCalls()) {
            cutShort.tell(run, stored);
            return;
        }
        attempt(run, () -> {
            // loaded anew: this may be the second try, after the first has moved it on
            final Checkpoint now = run.checkpoints().load(object.apiName());
            if (gaveUpForOptOuts(run, now)) {
                return;
            }
            final Checkpoint checkpoint = read(run, now);
            if (isRead(checkpoint)) {
                settle(run, checkpoint);
            }
            schedule.succeeded();
        });
    }

    private void settle(final QueryRun run, final Checkpoint checkpoint) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        final Settlement.Outcome outcome = new Settlement(run, object).settle(checkpoint);
        if (outcome != Settlement.Outcome.WAITING) {
            windowEnded(run, window);
        }
        if (outcome == Settlement.Outcome.ENDED_UNDER_OTHERS && window.mode() == SyncMode.ROWS) {
            // another node may know the fields by an older description for some minutes: read again at once, its pages would meet the same
            schedule.windowOpened();
        }
    }

    /**
     * More people who may be on pages under way have opted out than the register holds: the pages of what is read again say so of them. The lane is asked
     * first, so nothing is read before the next run.
     */
    private boolean gaveUpForOptOuts(final QueryRun run, final Checkpoint stored) throws GuardedCommit.NotStored, IOException {
        final OptOutRegister register = run.integration().optOutRegister();
        if (!register.isFull(object)) {
            return false;
        }
        if (stored.window().isPresent()) {
            new Settlement(run, object).abandonForOptOuts(stored);
        }
        register.clear(object);
        askForOptOutsAgain();
        return true;
    }

    private Checkpoint read(final QueryRun run, final Checkpoint stored) throws SalesforceFailure, SyncHeld, GuardedCommit.NotStored, IOException {
        if (isRead(stored)) {
            return waiting(run, stored);
        }
        cutShort.over(run);
        run.integration().claimOrganization();
        final ObjectPlan plan = planToSync(run);
        missingRows.tell(plan, run.integrationSettings(), run.log());
        final Settlement settlement = new Settlement(run, object);
        if (stored.window().isPresent() && (settlement.abandonIfIntegrationChanged(stored, plan) || settlement.abandonIfOptOutChanged(stored, plan))) {
            return run.checkpoints().load(object.apiName());
        }
        final SObjectDescription description = run.client().describe(object.apiName());
        final Checkpoint opened = stored.window().isPresent() ? underPlan(run, stored, plan, description) : open(run, stored, plan, description);
        if (!optOuts.coverWindow(opened.openWindow().mode())) {
            // its pages could not say who has opted out by another record: they wait for the lane
            return opened;
        }
        final ObjectPlan needed = opened.openWindow().mode() == SyncMode.ROWS ? plan.narrowedTo(opened.rowsToRead(plan)) : plan;
        final Duration frequency = run.integrationSettings().syncFrequency();
        final Checkpoint checkpoint = new WindowSync(run, needed, description, watch, () -> schedule.laneDue(frequency, true) || !run.maySpendCalls())
                .read(opened);
        if (!isRead(checkpoint) && !run.maySpendCalls()) {
            cutShort.tell(run, checkpoint);
        }
        return checkpoint;
    }

    /**
     * What waits in the queues meets the rules and mappings of now, even if they are changed back before it is delivered. So the plan that the steps after
     * this one work by is looked at all the time; it costs no call.
     */
    private Checkpoint waiting(final QueryRun run, final Checkpoint stored) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final ObjectPlan plan = run.integration().rememberedPlan(object);
        if (new Settlement(run, object).abandonIfIntegrationChanged(stored, plan)) {
            return run.checkpoints().load(object.apiName());
        }
        // while the object is held the pages wait untouched
        return plan.holdReason(run.integrationSettings().unreadableOptOut()).isPresent() ? stored
                : store(run, stored, readingUnder(run, stored, plan));
    }

    private static boolean isRead(final Checkpoint checkpoint) {
        return checkpoint.window().filter(OpenWindow::isRead).isPresent();
    }

    private Checkpoint open(final QueryRun run, final Checkpoint stored, final ObjectPlan plan, final SObjectDescription description)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        // who begins to match after opt-outs were asked for belongs to the next window: nobody has looked yet whether another record's opt-out counts there
        final Optional<Instant> asked = optOuts.askedAt();
        final Instant end = asked.isPresent() ? asked.get() : run.serverClock().ask(run.client());
        final Checkpoint opened = new WindowOpening(run, plan, description).open(stored, bounds.ends(run, end, plan.parents()));
        // a window that reads a few rows stands in for no other: what has changed since is due as it was
        if (opened.openWindow().mode() != SyncMode.ROWS) {
            schedule.windowOpened();
        }
        if (opened.openWindow().mode() != SyncMode.INCREMENTAL && !optOuts.coverEverybody()) {
            // it may create users whose opt-outs came long ago and from another record: they are asked for before its first page
            askForOptOutsAgain();
            if (optOuts.ask(run, opened)) {
                schedule.laneAsked();
            }
        }
        return opened;
    }

    /**
     * The open window is read on under what holds now; what has changed since it was opened counts as not read, and is read again by the next. Where its
     * statements stand for other changes now, it begins again.
     */
    private Checkpoint underPlan(final QueryRun run, final Checkpoint stored, final ObjectPlan plan, final SObjectDescription description)
            throws GuardedCommit.NotStored {
        final String cursor = run.integrationSettings().cursor().fieldName();
        final Checkpoint agreed = readingUnder(run, stored, plan)
                .standingFor(new WindowStatements(plan, description, cursor, stored.openWindow()).standFor());
        store(run, stored, agreed);
        if (!agreed.openWindow().position().equals(stored.openWindow().position())) {
            run.log().info("Sync {} begins again: the parents whose changes it follows are others now", stored.openWindow().syncId());
            BulkReading.discard(run, stored.openWindow());
        }
        return agreed;
    }

    private static Checkpoint readingUnder(final QueryRun run, final Checkpoint stored, final ObjectPlan plan) {
        return stored.readingUnder(PlanPrint.of(plan, run.integrationSettings()), StepPrints.of(plan));
    }

    private Checkpoint store(final QueryRun run, final Checkpoint stored, final Checkpoint next) throws GuardedCommit.NotStored {
        if (!next.equals(stored)) {
            OwnSession.use(run.sessions(), session -> GuardedCommit.commit(session, run, object.apiName(), stored, next));
        }
        return next;
    }

    /** A window without pages has created nobody, so nobody's opt-out has to be asked for once more. */
    private void windowEnded(final QueryRun run, final OpenWindow window) throws IOException {
        run.knownOptOuts().windowEnded(object);
        if (window.pages() > 0) {
            // first: whatever fails after this, no page may be made by what is forgotten
            askForOptOutsAgain();
            run.knownOptOuts().forget(object);
            run.integration().optOutRegister().clear(object);
        }
    }

    private void askForOptOutsAgain() {
        schedule.optOutsToBeAsked();
        optOuts.forget();
    }

    private boolean opensWindow(final Checkpoint checkpoint, final Duration frequency) {
        return checkpoint.window().isEmpty() && (checkpoint.request().isPresent() || schedule.windowDue(frequency));
    }

    private ObjectPlan planToSync(final QueryRun run) throws SalesforceFailure, SyncHeld {
        final ObjectPlan plan = run.integration().plan(object);
        final Optional<String> reason = plan.holdReason(run.integrationSettings().unreadableOptOut());
        if (reason.isPresent()) {
            throw new SyncHeld(reason.get());
        }
        return plan;
    }

    /** Runs a step; what goes wrong is told once in the log and once as an event, and waited out. */
    private void attempt(final QueryRun run, final Step step) throws IOException {
        boolean defect = true;
        try {
            tryStep(run, step);
            defect = false;
        } finally {
            if (defect) {
                // NiFi hears of it and yields; the other objects do not wait for this one
                schedule.failed();
            }
        }
    }

    private void tryStep(final QueryRun run, final Step step) throws IOException {
        try {
            withFreshFields(run, step);
        } catch (final SalesforceFailure.AllowanceUsedUp e) {
            run.gate().usedUp();
            cutShort.tell(run, run.checkpoints().load(object.apiName()));
        } catch (final SalesforceFailure | SyncHeld e) {
            if (!run.stopped().getAsBoolean()) {
                failed(run, e.getMessage());
            }
        } catch (final GuardedCommit.NotStored e) {
            schedule.failed();
        }
    }

    /** A field may go between its description and the query: the client has forgotten the descriptions then, and the same is tried by new ones. */
    private void withFreshFields(final QueryRun run, final Step step) throws SalesforceFailure, SyncHeld, GuardedCommit.NotStored, IOException {
        try {
            step.run();
        } catch (final SalesforceFailure.Refused refused) {
            if (!FIELD_IS_GONE.equals(refused.code()) || run.stopped().getAsBoolean()) {
                throw refused;
            }
            run.log().info("{}: the fields are looked up again, for Salesforce does not know one of them any more: {}", object, refused.getMessage());
            step.run();
        }
    }

    private void failed(final QueryRun run, final String reason) throws IOException {
        final Optional<OpenWindow> window = run.checkpoints().load(object.apiName()).window();
        final Duration pause = schedule.failed(window.map(open -> open.syncId() + ' ' + open.position()).orElse("no window"));
        run.log().error("Sync of {} failed and is tried again in {} s: {}", object, pause.toSeconds(), reason);
        final String syncId = window.map(OpenWindow::syncId).orElse(null);
        final String integration = run.integrationSettings().id().value();
        final Instant now = run.clock().instant();
        run.tell(LogEvent.ofSync(EventType.SYNC_FAILED, now, integration, object.apiName(), syncId).withError(reason));
        run.integration().history().ended(object.apiName(), new SyncOutcome.Failed(syncId, now, reason));
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SalesforceFailure, SyncHeld, GuardedCommit.NotStored, IOException;
    }

    /** The object waits, because syncing it would do harm. */
    private static final class SyncHeld extends Exception {
        private static final long serialVersionUID = 1L;

        SyncHeld(final String reason) {
            super(reason);
        }
    }
}
