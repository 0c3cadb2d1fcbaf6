package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.CoveredChanges;
import com.spotzee.nifi.sync.ObjectSchedule;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.PlanPrint;
import com.spotzee.nifi.sync.SyncIds;
import com.spotzee.nifi.sync.SyncMode;
import com.spotzee.nifi.sync.WindowEnds;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The sync of one object as it goes on from trigger to trigger: opt-outs first, then the open window, then its settlement. */
final class ObjectSync {

    private final SalesforceObject object;
    private final ObjectSchedule schedule;
    private final CoveredChanges covered = new CoveredChanges();
    private final CutShort cutShort;

    ObjectSync(final SalesforceObject object, final LongSupplier elapsedMillis) {
        this.object = object;
        this.schedule = new ObjectSchedule(elapsedMillis);
        this.cutShort = new CutShort(object);
    }

    /** Asks for opt-outs if that is due. */
    void advanceOptOuts(final QueryRun run) throws IOException {
        final Checkpoint checkpoint = run.checkpoints().load(object.apiName());
        final Duration frequency = run.integrationSettings().syncFrequency();
        final boolean reading = run.maySpendCalls();
        // while calls are short the lane keeps to the frequency: a window that stands still can't create anybody
        final boolean due = schedule.laneDue(frequency, reading && checkpoint.window().isPresent()) || reading && opensWindow(checkpoint, frequency);
        if (!schedule.mayTry() || !due) {
            return;
        }
        if (!run.mayAskForOptOuts()) {
            cutShort.tell(run, checkpoint);
            return;
        }
        attempt(run, () -> {
            final ObjectPlan plan = run.integration().plan(object);
            if (plan.optOut().isEmpty() || new OptOutLane(run, plan, plan.optOut().get()).ask(checkpoint, ends(run))) {
                schedule.laneAsked();
            }
        });
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
            Checkpoint checkpoint = stored;
            if (toRead) {
                cutShort.over(run);
                final ObjectPlan plan = planToSync(run);
                checkpoint = stored.window().isPresent() ? stored : open(run, stored, PlanPrint.of(plan, run.integrationSettings()));
                checkpoint = new WindowSync(run, plan, () -> schedule.laneDue(frequency, true) || !run.maySpendCalls()).read(checkpoint);
                if (!checkpoint.openWindow().isRead() && !run.maySpendCalls()) {
                    cutShort.tell(run, checkpoint);
                }
            }
            if (checkpoint.openWindow().isRead() && new Settlement(run, object.apiName()).settle(checkpoint)) {
                schedule.windowEnded();
            }
            schedule.succeeded();
        });
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

    private Checkpoint open(final QueryRun run, final Checkpoint checkpoint, final PlanPrint print) throws SalesforceFailure, GuardedCommit.NotStored {
        final IntegrationSettings settings = run.integrationSettings();
        final WindowEnds ends = ends(run);
        final boolean full = checkpoint.from() == null || checkpoint.request().filter(SyncMode.FULL::equals).isPresent();
        final OpenWindow window = OpenWindow.opened(SyncIds.create(object.apiName(), ends.to()), full ? SyncMode.FULL : SyncMode.INCREMENTAL,
                full ? null : checkpoint.from(), ends.to(), ends.nextFrom());
        final Checkpoint next = checkpoint.opening(window, print);
        final LogEvent event = LogEvent.ofSync(EventType.SYNC_STARTED, run.clock().instant(), settings.id().value(), object.apiName(), window.syncId())
                .with("mode", JsonNodeFactory.instance.textNode(window.mode().label()));
        final ProcessSession session = run.sessions().createSession();
        EventEmitter.emit(session, event, QuerySalesforceIncremental.REL_EVENTS);
        GuardedCommit.commit(session, run, object.apiName(), checkpoint, next);
        schedule.windowOpened();
        return next;
    }

    private WindowEnds ends(final QueryRun run) throws SalesforceFailure {
        final Instant serverTime = run.client().serverTime();
        final Optional<Instant> complete = covered.upTo(run.client(), object.apiName(), serverTime);
        if (complete.isEmpty()) {
            run.log().info("Salesforce does not tell how far changes of {} are complete: the next window begins {} min earlier, for what is committed late",
                    object, WindowEnds.MARGIN.toMinutes());
        }
        return WindowEnds.at(serverTime, complete, run.settings().overlap());
    }

    /** Runs a step; what goes wrong is told once in the log and once as an event, and waited out. */
    private void attempt(final QueryRun run, final Step step) throws IOException {
        try {
            step.run();
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

    private void failed(final QueryRun run, final String reason) throws IOException {
        final Duration pause = schedule.failed();
        run.log().error("Sync of {} failed and is tried again in {} s: {}", object, pause.toSeconds(), reason);
        final String syncId = run.checkpoints().load(object.apiName()).window().map(OpenWindow::syncId).orElse(null);
        final ProcessSession session = run.sessions().createSession();
        final String integration = run.integrationSettings().id().value();
        final LogEvent event = LogEvent.ofSync(EventType.SYNC_FAILED, run.clock().instant(), integration, object.apiName(), syncId).withError(reason);
        EventEmitter.emit(session, event, QuerySalesforceIncremental.REL_EVENTS);
        session.commitAsync();
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
