package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.integration.DeletionSettings;
import com.spotzee.nifi.processors.pages.EventEmitter;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.pages.OwnSession;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.DeletionCursor;
import com.spotzee.nifi.sync.DeletionHistory;
import com.spotzee.nifi.sync.MarkedRecords;
import com.spotzee.nifi.sync.ObjectSchedule;
import com.spotzee.nifi.sync.SyncIds;
import com.spotzee.nifi.sync.SyncLane;
import com.spotzee.nifi.sync.SyncOutcome;
import com.spotzee.nifi.sync.WindowEnds;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Asks which records of one object were deleted since the lane was last asked, and emits them apart. The recycle bin tells of merges, of what was deleted
 * a moment ago and of who was restored, the {@code deleted} resource of what left no trace. It is asked only while no window is open, so that no older
 * version of a record is under way that would take a mark back. Each of the two moves its own end when all of it is committed, so neither waits for the
 * other.
 */
final class DeletionLane {

    private final SalesforceObject object;
    private final DeletionHistory history = new DeletionHistory();
    private final ObjectSchedule retries;
    private boolean failed;

    /** @param elapsedMillis milliseconds since some fixed moment, never going back */
    DeletionLane(final SalesforceObject object, final LongSupplier elapsedMillis) {
        this.object = object;
        this.retries = new ObjectSchedule(elapsedMillis);
    }

    /** Whether it failed last time and may be tried again. */
    boolean isDueAgain() {
        return failed && retries.mayTry();
    }

    /** Emits the deletions since the checkpoint. Trouble with them does not keep the sync from going on: they are asked for again from the same end. */
    void ask(final QueryRun run, final Checkpoint checkpoint, final WindowEnds ends)
            throws SalesforceFailure.AllowanceUsedUp, GuardedCommit.NotStored, IOException {
        if (checkpoint.deletionCursor().isEmpty()) {
            run.log().info("Deletions of {} are known from now on", object);
            // held back like every later end, for what is being deleted in transactions at this moment
            store(run, checkpoint, new DeletionCursor(ends.nextFrom(), ends.nextFrom().truncatedTo(ChronoUnit.MINUTES), MarkedRecords.NONE), List.of());
            return;
        }
        final Asking asking = new Asking(run, ends, pages(run, ends));
        final List<String> troubles = new ArrayList<>();
        // the log first, so that somebody restored meanwhile is told as restored
        final Checkpoint logged = tried(run, checkpoint, troubles, asking::log);
        tried(run, logged, troubles, asking::bin);
        failed = !troubles.isEmpty();
        if (failed) {
            tellFailure(run, String.join(" ", troubles));
        } else {
            retries.succeeded();
        }
    }

    private Checkpoint tried(final QueryRun run, final Checkpoint checkpoint, final List<String> troubles, final Step step)
            throws SalesforceFailure.AllowanceUsedUp, GuardedCommit.NotStored, IOException {
        try {
            return run.stopped().getAsBoolean() ? checkpoint : step.from(checkpoint);
        } catch (final SalesforceFailure.AllowanceUsedUp nothingLeft) {
            throw nothingLeft;
        } catch (final SalesforceFailure failure) {
            if (!run.stopped().getAsBoolean()) {
                troubles.add(failure.getMessage());
            }
            return checkpoint;
        }
    }

    private void tellFailure(final QueryRun run, final String reason) throws IOException {
        final Duration pause = retries.failed();
        run.log().error("Deletions of {} could not be read and are asked for again in {} s; the sync itself goes on: {}", object, pause.toSeconds(), reason);
        run.tell(event(run, EventType.SYNC_FAILED).with("reason", text("deletions")).withError(reason));
        run.integration().history().ended(object.apiName(), new SyncOutcome.Failed(null, run.clock().instant(), "Deletions could not be read: " + reason));
    }

    private LanePages pages(final QueryRun run, final WindowEnds ends) {
        final DeletionSettings settings = run.integrationSettings().deletions();
        final String syncId = SyncIds.create(object.apiName(), ends.to());
        return settings.property().map(property -> new LanePages(run, SyncLane.DELETED, syncId, Map.of(FlowAttributes.DELETION_PROPERTY, property)))
                .orElseGet(() -> new LanePages(run, SyncLane.OPT_OUT, syncId, Map.of()));
    }

    private Checkpoint store(final QueryRun run, final Checkpoint checkpoint, final DeletionCursor cursor, final List<DeletionHistory.Unknown> unknown)
            throws GuardedCommit.NotStored {
        final Checkpoint next = checkpoint.deletionsKnownUpTo(cursor);
        OwnSession.use(run.sessions(), session -> {
            unknown.forEach(stretch -> EventEmitter.emit(session, event(run, stretch), run.routes().events()));
            GuardedCommit.commit(session, run, object.apiName(), checkpoint, next);
        });
        unknown.forEach(stretch -> run.log().warn("{}", sentence(run, stretch)));
        return next;
    }

    private LogEvent event(final QueryRun run, final DeletionHistory.Unknown stretch) {
        return event(run, EventType.DELETIONS_UNKNOWN).with("from", text(stretch.from().toString())).with("to", text(stretch.to().toString()))
                .withError(sentence(run, stretch));
    }

    private LogEvent event(final QueryRun run, final EventType type) {
        return LogEvent.ofSync(type, run.clock().instant(), run.integrationSettings().id().value(), object.apiName(), null);
    }

    private static JsonNode text(final String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private String sentence(final QueryRun run, final DeletionHistory.Unknown stretch) {
        return ("Deletions of %s from %s to %s are unknown: %s. Users whose records were deleted then stay as they are in Spotzee; a full re-sync does not "
                + "show them. Compare the ids: export the Id of every %s from Salesforce and look for users sf_%s_%s_… that are not among them").formatted(
                object, stretch.from(), stretch.to(), stretch.reason(), object, run.integrationSettings().id(), object);
    }

    /** One of the two questions, and the checkpoint after it. */
    @FunctionalInterface
    private interface Step {
        Checkpoint from(Checkpoint checkpoint) throws SalesforceFailure, GuardedCommit.NotStored, IOException;
    }

    /** One asking of both. */
    private final class Asking {

        private final QueryRun run;
        private final WindowEnds ends;
        private final LanePages pages;

        Asking(final QueryRun run, final WindowEnds ends, final LanePages pages) {
            this.run = run;
            this.ends = ends;
            this.pages = pages;
        }

        Checkpoint log(final Checkpoint checkpoint) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
            final DeletionCursor cursor = checkpoint.deletionCursor().orElseThrow();
            final Set<String> deleted = new LinkedHashSet<>();
            final Optional<DeletionHistory.Told> answer = pages.emit(object.apiName(), page ->
                    history.since(new DeletionHistory.Question(run.client(), object.apiName(), noting(deleted, page)), cursor.loggedFrom(), ends.to()));
            if (answer.isEmpty()) {
                return checkpoint;
            }
            final DeletionHistory.Told told = answer.get();
            final Checkpoint next = store(run, checkpoint, told.refused() ? cursor : cursor.logTold(told.next(), marked(cursor, deleted)), told.unknown());
            history.noted(told);
            return next;
        }

        /** What the log tells may be restored before the bin is asked, which does not show it then. */
        private RecordConsumer noting(final Set<String> ids, final RecordConsumer page) {
            return each -> {
                if (ids.size() < MarkedRecords.NOTED) {
                    ids.add(each.path("Id").asText());
                }
                page.accept(each);
            };
        }

        private MarkedRecords marked(final DeletionCursor cursor, final Set<String> deleted) {
            final boolean marks = run.integrationSettings().deletions().treatment() == DeletedRecords.MARK && object != SalesforceObject.CAMPAIGN_MEMBER;
            return marks ? cursor.marked().with(deleted, ends.to()) : cursor.marked();
        }

        Checkpoint bin(final Checkpoint checkpoint) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
            final DeletionCursor cursor = checkpoint.deletionCursor().orElseThrow();
            if (object == SalesforceObject.CAMPAIGN_MEMBER) {
                // a campaign member never goes into the recycle bin
                return store(run, checkpoint, cursor.binTold(ends.nextFrom(), MarkedRecords.NONE), List.of());
            }
            final LaneReading reading = new LaneReading(run, pages, ends.to(), () -> !run.stopped().getAsBoolean() && run.maySpendCalls());
            final Optional<MarkedRecords> marked = new RecycleBin(run, object, reading).since(cursor, ends.to());
            return marked.isPresent() ? store(run, checkpoint, cursor.binTold(ends.nextFrom(), marked.get()), List.of()) : checkpoint;
        }
    }
}
