package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.CursorField;
import com.spotzee.nifi.integration.DeletedRecords;
import com.spotzee.nifi.integration.DeletionSettings;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.DeletionLog;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlLiteral;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.DeletionCursor;
import com.spotzee.nifi.sync.DeletionHistory;
import com.spotzee.nifi.sync.RecordLinks;
import com.spotzee.nifi.sync.SyncIds;
import com.spotzee.nifi.sync.SyncLane;
import com.spotzee.nifi.sync.WindowEnds;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks which records of one object were deleted since the lane was last asked, and emits them apart. The recycle bin tells of merges and of what
 * was deleted a moment ago, the {@code deleted} resource of what left no trace. It is asked only while no window is open, so that no older
 * version of a record is under way that would take a mark back; its ends move when all of it is committed.
 */
final class DeletionLane {

    private static final int RECORDS_IN_A_PAGE = 2_000;
    private static final String STAMP = "SystemModstamp";

    private final SalesforceObject object;
    private final DeletionHistory history = new DeletionHistory();

    DeletionLane(final SalesforceObject object) {
        this.object = object;
    }

    /** Emits the deletions since the checkpoint. Trouble with them does not keep the sync from going on: they are asked for again from the same end. */
    void ask(final QueryRun run, final Checkpoint checkpoint, final WindowEnds ends)
            throws SalesforceFailure.AllowanceUsedUp, GuardedCommit.NotStored, IOException {
        try {
            askOnce(run, checkpoint, ends);
        } catch (final SalesforceFailure.AllowanceUsedUp nothingLeft) {
            throw nothingLeft;
        } catch (final SalesforceFailure failure) {
            if (!run.stopped().getAsBoolean()) {
                run.log().warn("Deletions of {} could not be read and are asked for again with the next sync: {}", object, failure.getMessage());
            }
        }
    }

    private void askOnce(final QueryRun run, final Checkpoint checkpoint, final WindowEnds ends)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        if (checkpoint.deletionCursor().isEmpty()) {
            run.log().info("Deletions of {} are known from now on", object);
            // held back like every later end, for what is being deleted in transactions at this moment
            move(run, checkpoint, new DeletionCursor(ends.nextFrom(), ends.nextFrom().truncatedTo(ChronoUnit.MINUTES)), List.of());
            return;
        }
        final DeletionCursor cursor = checkpoint.deletionCursor().get();
        final LanePages pages = pages(run, ends);
        final DeletionHistory.Told told = history.since(run.client(), object.apiName(), cursor.loggedFrom(), ends.to());
        emitLogged(told.deletions(), pages);
        // after the log, so that somebody restored meanwhile is told as restored
        if (emitChanged(run, cursor.changedFrom(), pages)) {
            move(run, checkpoint, new DeletionCursor(ends.nextFrom(), told.next()), told.unknown());
        }
    }

    private LanePages pages(final QueryRun run, final WindowEnds ends) {
        final DeletionSettings settings = run.integrationSettings().deletions();
        final String syncId = SyncIds.create(object.apiName(), ends.to());
        return settings.property().map(property -> new LanePages(run, SyncLane.DELETED, syncId, Map.of(FlowAttributes.DELETION_PROPERTY, property)))
                .orElseGet(() -> new LanePages(run, SyncLane.OPT_OUT, syncId, Map.of()));
    }

    private void emitLogged(final List<DeletionLog.Deletion> deletions, final LanePages pages) throws SalesforceFailure, IOException {
        for (int from = 0; from < deletions.size(); from += RECORDS_IN_A_PAGE) {
            final List<DeletionLog.Deletion> some = deletions.subList(from, Math.min(deletions.size(), from + RECORDS_IN_A_PAGE));
            pages.emit(object.apiName(), some.stream().map(DeletionLane::line).toList());
        }
    }

    private static ObjectNode line(final DeletionLog.Deletion deletion) {
        return JsonRecords.emptyRecord().put("Id", deletion.id()).put(STAMP, deletion.time()).put("IsDeleted", true);
    }

    /** False if the processor was stopped or calls ran short. */
    private boolean emitChanged(final QueryRun run, final Instant from, final LanePages pages) throws SalesforceFailure, IOException {
        if (object == SalesforceObject.CAMPAIGN_MEMBER) {
            // a campaign member never goes into the recycle bin
            return true;
        }
        final String soql = changed(run, from).text();
        Optional<QueryLocator> locator = Optional.empty();
        do {
            if (run.stopped().getAsBoolean() || !run.maySpendCalls()) {
                return false;
            }
            final Optional<QueryLocator> here = locator;
            locator = pages.emit(object.apiName(), page -> here.isPresent()
                    ? run.client().nextPage(here.get(), page) : run.client().queryAll(soql, page)).next();
        } while (locator.isPresent());
        return true;
    }

    private SoqlQuery changed(final QueryRun run, final Instant from) throws SalesforceFailure {
        final List<FieldPath> fields = new ArrayList<>(List.of(FieldPath.parse("Id"), FieldPath.parse(STAMP), FieldPath.parse("IsDeleted")));
        run.client().describe(object.apiName()).field(RecordLinks.MASTER).ifPresent(field -> fields.add(FieldPath.parse(field.name())));
        final String since = SoqlLiteral.of(from);
        final boolean restoredToo = run.integrationSettings().deletions().treatment() == DeletedRecords.MARK
                && run.integrationSettings().cursor() == CursorField.LAST_MODIFIED_DATE;
        // restoring a record may move SystemModstamp alone, and windows by LastModifiedDate then don't show it
        return new SoqlQuery(fields, object.apiName(), List.of(new SoqlCondition(STAMP + " >= " + since),
                new SoqlCondition(restoredToo ? "(IsDeleted = TRUE OR LastModifiedDate < %s)".formatted(since) : "IsDeleted = TRUE")));
    }

    private void move(final QueryRun run, final Checkpoint checkpoint, final DeletionCursor cursor, final List<DeletionHistory.Unknown> unknown)
            throws GuardedCommit.NotStored {
        final Checkpoint next = checkpoint.deletionsKnownUpTo(cursor);
        OwnSession.use(run.sessions(), session -> {
            unknown.forEach(stretch -> EventEmitter.emit(session, event(run, stretch), QuerySalesforceIncremental.REL_EVENTS));
            GuardedCommit.commit(session, run, object.apiName(), checkpoint, next);
        });
        unknown.forEach(stretch -> run.log().warn("{}", sentence(run, stretch)));
    }

    private LogEvent event(final QueryRun run, final DeletionHistory.Unknown stretch) {
        return LogEvent.ofSync(EventType.DELETIONS_UNKNOWN, run.clock().instant(), run.integrationSettings().id().value(), object.apiName(), null)
                .with("from", JsonNodeFactory.instance.textNode(stretch.from().toString()))
                .with("to", JsonNodeFactory.instance.textNode(stretch.to().toString()))
                .withError(sentence(run, stretch));
    }

    private String sentence(final QueryRun run, final DeletionHistory.Unknown stretch) {
        return ("Deletions of %s from %s to %s are unknown: %s. Users whose records were deleted then stay as they are in Spotzee; a full re-sync does not "
                + "show them. Compare the ids: export the Id of every %s from Salesforce and look for users sf_%s_%s_… that are not among them").formatted(
                object, stretch.from(), stretch.to(), stretch.reason(), object, run.integrationSettings().id(), object);
    }
}
