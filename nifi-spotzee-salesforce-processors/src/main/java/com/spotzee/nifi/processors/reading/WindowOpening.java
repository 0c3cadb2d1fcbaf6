package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.processors.pages.EventEmitter;
import com.spotzee.nifi.processors.pages.OwnSession;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.PlanChange;
import com.spotzee.nifi.sync.PlanMemory;
import com.spotzee.nifi.sync.PlanPrint;
import com.spotzee.nifi.sync.StepPrints;
import com.spotzee.nifi.sync.SyncIds;
import com.spotzee.nifi.sync.SyncMode;
import com.spotzee.nifi.sync.WindowEnds;
import com.spotzee.nifi.sync.WindowStatements;

import java.time.Instant;

/** Opens the next window of an object: everything, what changed, or the mapping rows that have to be read again, and says why. */
final class WindowOpening {

    private final QueryRun run;
    private final ObjectPlan plan;
    private final SObjectDescription description;

    WindowOpening(final QueryRun run, final ObjectPlan plan, final SObjectDescription description) {
        this.run = run;
        this.plan = plan;
        this.description = description;
    }

    /**
     * How a window is to be read.
     *
     * @param from   its lower end, or null for none
     * @param reason why not only what changed, or null
     */
    private record Way(SyncMode mode, Instant from, String reason) {
    }

    /** Opens the window and returns the checkpoint as it is stored then. */
    Checkpoint open(final Checkpoint checkpoint, final WindowEnds ends) throws GuardedCommit.NotStored {
        final String object = plan.object().apiName();
        final PlanPrint print = PlanPrint.of(plan, run.integrationSettings());
        final Way way = way(checkpoint, print);
        final OpenWindow opened = OpenWindow.opened(SyncIds.create(object, ends.to()), way.mode(), way.from(), ends.to(), ends.nextFrom());
        final OpenWindow window = opened.standingFor(
                new WindowStatements(plan, description, run.integrationSettings().cursor().fieldName(), opened).standFor());
        final Checkpoint next = checkpoint.opening(window, print, StepPrints.of(plan));
        OwnSession.use(run.sessions(), session -> {
            EventEmitter.emit(session, event(window, way), run.routes().events());
            GuardedCommit.commit(session, run, object, checkpoint, next);
        });
        return next;
    }

    private Way way(final Checkpoint checkpoint, final PlanPrint print) {
        final Instant startDate = run.settings().startDate();
        if (checkpoint.from() == null) {
            return new Way(SyncMode.FULL, startDate, "first sync");
        }
        final PlanMemory memory = checkpoint.plan();
        final boolean asked = checkpoint.request().filter(SyncMode.FULL::equals).isPresent();
        return switch (PlanChange.since(memory.delivered(), print, plan)) {
            // its users are new ones, so it is a first sync
            case PlanChange.Everything(String reason) when !print.isOfIntegration(memory.delivered()) -> new Way(SyncMode.FULL, startDate, reason);
            case PlanChange.Everything(String reason) -> new Way(SyncMode.FULL, asked ? earlier(memory.since(), startDate) : memory.since(), reason);
            case PlanChange change when asked ->
                    new Way(SyncMode.FULL, earlier(memory.since(), startDate), "a full sync was asked for, or one was given up");
            // who is not in Spotzee would come without everything else
            case PlanChange.Rows rows -> new Way(SyncMode.ROWS, memory.since(), rows.reason());
            case PlanChange.None none -> new Way(SyncMode.INCREMENTAL, checkpoint.from(), null);
        };
    }

    /** A full sync that is asked for takes in whom an earlier Start Date lets in, and leaves out nobody who is in Spotzee. */
    private static Instant earlier(final Instant since, final Instant startDate) {
        return since == null || startDate == null ? null : since.isBefore(startDate) ? since : startDate;
    }

    private LogEvent event(final OpenWindow window, final Way way) {
        final LogEvent event = LogEvent.ofSync(EventType.SYNC_STARTED, run.clock().instant(), run.integrationSettings().id().value(),
                plan.object().apiName(), window.syncId()).with("mode", JsonNodeFactory.instance.textNode(window.mode().label()));
        return MissingRows.noted(way.reason() == null ? event : event.with("reason", JsonNodeFactory.instance.textNode(way.reason())), plan,
                run.integrationSettings());
    }
}
