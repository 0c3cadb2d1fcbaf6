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
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.PlanPrint;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.SyncIds;
import com.spotzee.nifi.sync.SyncLane;
import com.spotzee.nifi.sync.WindowEnds;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    private final String object;

    OptOutLane(final QueryRun run, final ObjectPlan plan, final OptOutPlan optOut, final LaneReach reach) {
        this.run = run;
        this.plan = plan;
        this.optOut = optOut;
        this.reach = reach;
        this.object = plan.object().apiName();
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
            if (!reading.read(statement, new People(statement, pages, openSince(checkpoint)))) {
                return false;
            }
        }
        moveOn(checkpoint, ends);
        return true;
    }

    /**
     * Statements that count whom the lane would ask for; empty where everybody is to be asked for, so that counting first would tell nothing.
     */
    Optional<List<Glance.Statement>> counts(final Checkpoint checkpoint) throws SalesforceFailure {
        final List<OptOutStatements.Statement> statements = statements(checkpoint);
        return statements.stream().anyMatch(statement -> statement.from() == null) ? Optional.empty()
                : Optional.of(statements.stream().map(statement -> new Glance.Statement(statement.at(Position.START).count(), statement.binToo())).toList());
    }

    private List<OptOutStatements.Statement> statements(final Checkpoint checkpoint) throws SalesforceFailure {
        return new OptOutStatements(run, plan).since(from(checkpoint), reach.isNew(askedBy()), openSince(checkpoint));
    }

    /** Who asks by another field than before asks for everybody again. */
    private Instant from(final Checkpoint checkpoint) {
        return reach.from(askedBy(), checkpoint.optOutFrom(storedAs()).orElse(null));
    }

    /** Who has changed since then may have been read by the open window as somebody who had not opted out; null if none is open. */
    private static Instant openSince(final Checkpoint checkpoint) {
        return checkpoint.window().map(OpenWindow::nextFrom).orElse(null);
    }

    private String storedAs() {
        return PlanPrint.ofOptOuts(plan, run.integrationSettings());
    }

    /** By what the lane asks now: a field that goes or comes back makes it another question. */
    private String askedBy() {
        return storedAs() + " without " + optOut.unreadable();
    }

    /**
     * Moves the lane's lower end once everybody was emitted, or there was nobody.
     *
     * <p>While a window is open, an older version of somebody unknown to Spotzee may still be queued, which would create that person mailable; and
     * so would a window to come that begins earlier. The stored end stays before both, so that these people are asked for once more after them.
     */
    void moveOn(final Checkpoint checkpoint, final WindowEnds ends) throws GuardedCommit.NotStored {
        reach.asked(askedBy(), from(checkpoint), ends.nextFrom());
        if (!optOut.unreadable().isEmpty()) {
            // somebody may have opted out in a field that can't be read now: asked for from the stored end when it is back
            return;
        }
        final String askedBy = storedAs();
        if (checkpoint.window().isEmpty() && checkpoint.from() != null) {
            final Instant next = checkpoint.from().isBefore(ends.nextFrom()) ? checkpoint.from() : ends.nextFrom();
            if (!checkpoint.optOutFrom(askedBy).filter(next::equals).isPresent()) {
                OwnSession.use(run.sessions(), session ->
                        GuardedCommit.commit(session, run, object, checkpoint, checkpoint.optOutsAskedUpTo(next, askedBy)));
            }
        }
    }

    /** Before a page leaves: whoever sends something of these people from now on knows. */
    private void enter(final SalesforceObject of, final Set<SalesforceId> people) throws IOException {
        if (!people.isEmpty() && run.integrationSettings().objects().contains(of)) {
            run.integration().optOutRegister().enter(of, people);
        }
    }

    /** The people of a statement: whose opt-outs the open window may have missed, and after each page who took their places. */
    private final class People implements LaneReading.Visitor {

        private final OptOutStatements.Statement statement;
        private final LanePages pages;
        private final Instant openSince;
        private final Set<SalesforceId> late = new HashSet<>();
        private Successors successors;

        People(final OptOutStatements.Statement statement, final LanePages pages, final Instant openSince) {
            this.statement = statement;
            this.pages = pages;
            this.openSince = openSince;
        }

        @Override
        public RecordConsumer into(final RecordConsumer page) {
            successors = new Successors(run.client());
            late.clear();
            return each -> {
                successors.of(statement.object(), each);
                if (!statement.successorsOnly()) {
                    page.accept(each);
                    if (openSince != null && statement.mayShowChangeSince(openSince, each)) {
                        late.add(new SalesforceId(each.path("Id").asText()));
                    }
                }
            };
        }

        @Override
        public void beforeItLeaves() throws IOException {
            enter(statement.object(), late);
        }

        @Override
        public void emitted() throws SalesforceFailure, IOException {
            for (final Map.Entry<SalesforceObject, Set<String>> entry : successors.all().entrySet()) {
                // their own records never say so
                enter(entry.getKey(), entry.getValue().stream().map(SalesforceId::new).collect(Collectors.toSet()));
                pages.emit(entry.getKey().apiName(), entry.getValue().stream().map(id -> JsonRecords.emptyRecord().put("Id", id)).toList());
            }
        }
    }
}
