package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.OptOutPlan;
import com.spotzee.nifi.processors.pages.OwnSession;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.Glance;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceId;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.LaneReach;
import com.spotzee.nifi.sync.OptOutRegister;
import com.spotzee.nifi.sync.PlanPrint;
import com.spotzee.nifi.sync.SyncIds;
import com.spotzee.nifi.sync.SyncLane;
import com.spotzee.nifi.sync.WindowEnds;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for the people of one object who have opted out and changed since the lane was last asked, whatever the rules say, and emits them
 * apart, together with whoever took the place of their record. Its lower end moves only when all of them are committed and no window is open, and
 * never beyond the windows that are delivered; what is emitted twice does no harm, for opt-outs only add up.
 */
final class OptOutLane {

    private final QueryRun run;
    private final ObjectPlan plan;
    private final OptOutPlan optOut;
    private final LaneReach reach;
    private final OptOutStatements statements;
    private final OptOutIntake intake;
    private final String object;
    /** By what the lane asks now: a field that goes or comes back makes it another question. */
    private final String askedBy;

    OptOutLane(final QueryRun run, final ObjectPlan plan, final OptOutPlan optOut, final LaneReach reach) throws SalesforceFailure, IOException {
        this.run = run;
        this.plan = plan;
        this.optOut = optOut;
        this.reach = reach;
        this.statements = new OptOutStatements(run, plan);
        this.intake = new OptOutIntake(run);
        this.object = plan.object().apiName();
        this.askedBy = askedBy(plan, optOut, statements);
    }

    /**
     * Emits the opt-outs since the checkpoint.
     *
     * @return whether all that can be read were emitted; false if the processor was stopped or calls ran short meanwhile
     */
    boolean ask(final Checkpoint checkpoint, final WindowEnds ends) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final LanePages pages = new LanePages(run, SyncLane.OPT_OUT, SyncIds.create(object, ends.to()), Map.of());
        final LaneReading reading = new LaneReading(run, pages, ends.to(), () -> !run.stopped().getAsBoolean() && run.mayAskForOptOuts());
        for (final OptOutStatements.Statement statement : statements(checkpoint)) {
            if (!reading.read(statement, new People(statement, pages, shownUpTo(statement.object())))) {
                return false;
            }
        }
        moveOn(checkpoint, ends);
        return true;
    }

    /**
     * Statements that count whom the lane would ask for; empty where everybody is to be asked for, so that counting first would tell nothing.
     */
    Optional<List<Glance.Statement>> counts(final Checkpoint checkpoint) throws SalesforceFailure, IOException {
        final List<OptOutStatements.Statement> asked = statements(checkpoint);
        return asked.stream().anyMatch(statement -> statement.from() == null) ? Optional.empty() : Optional.of(OptOutCounts.of(asked));
    }

    private List<OptOutStatements.Statement> statements(final Checkpoint checkpoint) throws SalesforceFailure, IOException {
        return statements.since(from(checkpoint), reach.isNew(askedBy));
    }

    /** Who asks by another field than before asks for everybody again. */
    private Instant from(final Checkpoint checkpoint) {
        return reach.from(askedBy, checkpoint.optOutFrom(storedAs(plan)).orElse(null));
    }

    /**
     * Up to when this node or one before it has shown everybody; null where this node itself knows whom it has shown since, or nobody does. Opt-outs of leads
     * are shown by the lane of leads: where that one asks less often, or later, its contacts' lane has not shown them either.
     */
    private Instant shownUpTo(final SalesforceObject optedOut) throws SalesforceFailure, IOException {
        if (!reach.isNew(askedBy)) {
            return null;
        }
        final Optional<Instant> shown = register().shownUpTo(plan.object(), askedBy);
        if (optedOut == plan.object() || shown.isEmpty()) {
            return shown.orElse(null);
        }
        return shownByLaneOf(run.integration().rememberedPlan(optedOut)).map(other -> other.isBefore(shown.get()) ? other : shown.get()).orElse(null);
    }

    private Optional<Instant> shownByLaneOf(final ObjectPlan other) throws SalesforceFailure, IOException {
        return other.optOut().isEmpty() ? Optional.empty()
                : register().shownUpTo(other.object(), askedBy(other, other.optOut().get(), new OptOutStatements(run, other)));
    }

    private OptOutRegister register() {
        return run.integration().optOutRegister();
    }

    private String storedAs(final ObjectPlan lane) {
        return PlanPrint.ofOptOuts(lane, run.integrationSettings());
    }

    private String askedBy(final ObjectPlan lane, final OptOutPlan by, final OptOutStatements asking) throws SalesforceFailure, IOException {
        return storedAs(lane) + " without " + by.unreadable() + asking.leadsAskedBy();
    }

    /**
     * Moves the lane's lower end once everybody was emitted, or there was nobody.
     *
     * <p>While a window is open, an older version of somebody unknown to Spotzee may still be queued, which would create that person mailable; and
     * so would a window to come that begins earlier. The stored end stays before both, so that these people are asked for once more after them.
     */
    void moveOn(final Checkpoint checkpoint, final WindowEnds ends) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        if (intake.tookAnybody() || register().shownUpTo(plan.object(), askedBy).isEmpty()) {
            register().shown(plan.object(), askedBy, ends.nextFrom());
        }
        reach.asked(askedBy, from(checkpoint), ends.nextFrom());
        if (!optOut.unreadable().isEmpty() || statements.mayMissLeads()) {
            // somebody may have opted out in a field that can't be read now: asked for from the stored end when it is back
            return;
        }
        final String storedAs = storedAs(plan);
        if (checkpoint.window().isEmpty() && checkpoint.from() != null) {
            final Instant next = checkpoint.from().isBefore(ends.nextFrom()) ? checkpoint.from() : ends.nextFrom();
            if (!checkpoint.optOutFrom(storedAs).filter(next::equals).isPresent()) {
                OwnSession.use(run.sessions(), session ->
                        GuardedCommit.commit(session, run, object, checkpoint, checkpoint.optOutsAskedUpTo(next, storedAs)));
            }
        }
    }

    /** The people of a statement, and after each page who took their places. */
    private final class People implements LaneReading.Visitor {

        private final OptOutStatements.Statement statement;
        private final LanePages pages;
        private final Instant shownUpTo;
        private final Map<SalesforceId, Boolean> own = new HashMap<>();
        private Successors successors;

        People(final OptOutStatements.Statement statement, final LanePages pages, final Instant shownUpTo) {
            this.statement = statement;
            this.pages = pages;
            this.shownUpTo = shownUpTo;
        }

        @Override
        public RecordConsumer into(final RecordConsumer page) {
            successors = new Successors(run.client());
            own.clear();
            return each -> {
                final boolean news = shownUpTo == null || statement.mayBeNewsSince(shownUpTo, each);
                successors.of(statement.object(), each, news);
                if (!statement.successorsOnly()) {
                    page.accept(each);
                    own.put(new SalesforceId(each.path("Id").asText()), news);
                }
            };
        }

        @Override
        public void beforeItLeaves() throws IOException {
            intake.own(statement.object(), own);
        }

        @Override
        public void emitted() throws SalesforceFailure, IOException {
            for (final Map.Entry<SalesforceObject, Map<SalesforceId, Boolean>> entry : successors.all().entrySet()) {
                intake.heirs(entry.getKey(), entry.getValue());
                pages.emit(entry.getKey().apiName(), entry.getValue().keySet().stream().map(id -> JsonRecords.emptyRecord().put("Id", id.value())).toList());
            }
        }
    }
}
