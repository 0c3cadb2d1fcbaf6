package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.ledger.SyncReport;
import com.spotzee.nifi.ledger.SyncUnderWay;
import com.spotzee.nifi.ledger.WindowDelivery;
import com.spotzee.nifi.processors.pages.EventEmitter;
import com.spotzee.nifi.processors.pages.OwnSession;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.LastSync;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.PlanPrint;
import com.spotzee.nifi.sync.StepPrints;
import com.spotzee.nifi.sync.SyncOutcome;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ends a window that has been read whole: settled when all its pages are delivered, given up when that takes too long. */
final class Settlement {

    private final QueryRun run;
    private final SalesforceObject salesforceObject;
    private final String object;

    Settlement(final QueryRun run, final SalesforceObject object) {
        this.run = run;
        this.salesforceObject = object;
        this.object = object.apiName();
    }

    /** How a window stands. */
    enum Outcome {
        /** Pages are under way. */
        WAITING,
        /** It is settled or given up. */
        ENDED,
        /** It is settled, but its pages met rules or mappings that the query has never seen: what they stand for is read again. */
        ENDED_UNDER_OTHERS
    }

    /** Looks at the ledger and ends the window if it can be ended. */
    Outcome settle(final Checkpoint checkpoint) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        final Optional<WindowDelivery> account = run.integration().ledger().delivered(window.syncId());
        final WindowDelivery delivery = account.orElse(WindowDelivery.NOTHING);
        if (!run.settings().waitForDelivery() || delivery.pages() >= window.pages()) {
            final StepPrints others = delivery.prints().unknownTo(checkpoint.plan().met());
            end(workedBy(checkpoint, delivery), delivery);
            return others.equals(StepPrints.NONE) ? Outcome.ENDED : Outcome.ENDED_UNDER_OTHERS;
        }
        if (account.isEmpty()) {
            abandon(checkpoint, delivery, "the integration's account of this sync is gone (was its state cleared?): the window is read again");
            return Outcome.ENDED;
        }
        if (Duration.between(window.readAt(), run.serverTime()).compareTo(run.settings().deliveryTimeout()) > 0) {
            abandon(checkpoint, delivery, overdue(window, delivery));
            return Outcome.ENDED;
        }
        return Outcome.WAITING;
    }

    /**
     * The window was read under another opt-out than the one that holds now: under Hold the mapper left people out, because it could not tell who has
     * opted out. Then all of it is read again.
     *
     * @return whether the window was given up
     */
    boolean abandonIfOptOutChanged(final Checkpoint checkpoint, final ObjectPlan plan) throws GuardedCommit.NotStored, IOException {
        final IntegrationSettings settings = run.integrationSettings();
        if (settings.unreadableOptOut() != UnreadableOptOut.HOLD
                || !checkpoint.plan().opened().readsOptOutOtherThan(PlanPrint.of(plan, settings), plan)) {
            return false;
        }
        abandon(checkpoint, "the opt-out mapping was changed meanwhile: what was read before does not tell "
                + "who has opted out, so the window is read again");
        return true;
    }

    /**
     * Pages carry the integration's id, and the steps after this one refuse those of another: they would never be delivered.
     *
     * @return whether the window was given up
     */
    boolean abandonIfIntegrationChanged(final Checkpoint checkpoint, final ObjectPlan plan) throws GuardedCommit.NotStored, IOException {
        if (checkpoint.plan().opened().isOfIntegration(PlanPrint.of(plan, run.integrationSettings()))) {
            return false;
        }
        abandon(checkpoint, "Integration ID was changed meanwhile: the window is read again under the new one");
        return true;
    }

    private Checkpoint workedBy(final Checkpoint checkpoint, final WindowDelivery delivery) throws SalesforceFailure, GuardedCommit.NotStored {
        final Checkpoint told = checkpoint.workedBy(delivery.prints(), run.integration().rememberedPlan(salesforceObject));
        if (!told.equals(checkpoint)) {
            run.log().info("Sync {}: pages of it met rules or mappings that were changed back since, or not yet known everywhere. What they stand for is "
                    + "read again", checkpoint.openWindow().syncId());
            OwnSession.use(run.sessions(), session -> GuardedCommit.commit(session, run, object, checkpoint, told));
        }
        return told;
    }

    /**
     * Where the query's state was cleared, pages of a sync that it knows nothing of may be under way: nobody would enter in the register who of them has opted
     * out, so they are given up. Everybody is read again anyway.
     */
    void giveUpForgotten(final Checkpoint checkpoint) throws IOException {
        final Optional<SyncUnderWay> forgotten = checkpoint.window().isPresent() ? Optional.empty() : run.integration().ledger().underWay(object);
        if (forgotten.isPresent()) {
            run.log().warn("Sync {}: the query's state does not know it any more (was it cleared, or NiFi stopped when it ended?): "
                    + "what of it is not delivered yet is given up", forgotten.get().syncId());
            run.integration().ledger().close(forgotten.get().syncId());
        }
    }

    /** The object was taken out of the integration while its window was open. */
    void abandonDeselected(final Checkpoint checkpoint) throws GuardedCommit.NotStored, IOException {
        abandon(checkpoint, "%s is not among the objects any more: what was read of it and is not delivered yet is left out".formatted(object));
    }

    /** More people opted out while the window was open than can be remembered beside it: what is read again tells so itself. */
    void abandonForOptOuts(final Checkpoint checkpoint) throws GuardedCommit.NotStored, IOException {
        abandon(checkpoint, "more people have opted out meanwhile than can be remembered at once: the window is read again, and nobody of it is sent before");
    }

    private void end(final Checkpoint checkpoint, final WindowDelivery delivery) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final ObjectPlan plan = run.integration().plan(salesforceObject);
        if (!abandonIfOptOutChanged(checkpoint, plan)) {
            complete(checkpoint, delivery, plan);
        }
    }

    private void complete(final Checkpoint checkpoint, final WindowDelivery delivery, final ObjectPlan plan)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        final SyncReport report = new SyncReport(counts(window, delivery), window, delivery.sending(), run.serverTime());
        final Instant now = run.clock().instant();
        final Optional<QuietSync.Explanation> quiet = new QuietSync(run, plan, window).explanation(delivery);
        OwnSession.use(run.sessions(), session -> {
            emitRecords(session, window, EventType.RECORDS_IMPORTED, delivery.count(SyncCount.IMPORTED.label()));
            emitRecords(session, window, EventType.RECORDS_UPDATED, delivery.count(SyncCount.UPDATED.label()));
            final LogEvent event = event(EventType.SYNC_COMPLETED, window, now).with("mode", JsonNodeFactory.instance.textNode(window.mode().label()));
            final LogEvent told = timed(counted(event, report.counts(), delivery), report).with("reading", reading(window));
            final LogEvent noted = MissingRows.noted(explained(told, quiet), plan, run.integrationSettings());
            emit(session, withDeletions(withUnheardJobs(noted, window), checkpoint));
            GuardedCommit.commit(session, run, object, checkpoint, checkpoint.settled());
        });
        quiet.filter(QuietSync.Explanation::unhealthy).ifPresent(why -> run.log().warn("Sync {} brought nobody: {}", window.syncId(), why.sentence()));
        run.integration().history().completed(object, new LastSync(window.syncId(), window.to(), now));
        run.integration().history().ended(object, new SyncOutcome.Completed(window.syncId(), now, report.counts()));
        run.integration().ledger().complete(window.syncId(), delivery);
        run.log().info("Sync {} completed: {}", window.syncId(), new TreeMap<>(report.counts()));
    }

    private static LogEvent explained(final LogEvent event, final Optional<QuietSync.Explanation> quiet) {
        return quiet.isEmpty() ? event : event.with("explanation", JsonNodeFactory.instance.textNode(quiet.get().sentence()));
    }

    private void abandon(final Checkpoint checkpoint, final String reason) throws GuardedCommit.NotStored, IOException {
        abandon(checkpoint, run.integration().ledger().delivered(checkpoint.openWindow().syncId()).orElse(WindowDelivery.NOTHING), reason);
    }

    private void abandon(final Checkpoint checkpoint, final WindowDelivery delivery, final String reason) throws GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        final Instant now = run.clock().instant();
        // Closed first: what is still queued then goes to 'superseded' and can't overwrite what is read again.
        run.integration().ledger().close(window.syncId());
        OwnSession.use(run.sessions(), session -> {
            emit(session, counted(event(EventType.SYNC_FAILED, window, now), counts(window, delivery), delivery).withError(reason));
            GuardedCommit.commit(session, run, object, checkpoint, checkpoint.abandoned());
        });
        run.integration().history().ended(object, new SyncOutcome.Failed(window.syncId(), now, reason));
        BulkReading.discard(run, window);
        run.log().warn("Sync {}: {}", window.syncId(), reason);
    }

    private String overdue(final OpenWindow window, final WindowDelivery delivery) {
        final long unaccounted = counts(window, delivery).getOrDefault(SyncCount.UNACCOUNTED.label(), 0L);
        return "%d of %d pages were not delivered within %d minutes (lost, dropped, routed elsewhere, or still queued), %d records are unaccounted: ".formatted(
                window.pages() - delivery.pages(), window.pages(), run.settings().deliveryTimeout().toMinutes(), unaccounted)
                + "the window is read again. Look at the queues and at the failure connections of the flow";
    }

    private Map<String, Long> counts(final OpenWindow window, final WindowDelivery delivery) {
        return SyncReport.counts(window, delivery, run.settings().waitForDelivery());
    }

    private void emitRecords(final ProcessSession session, final OpenWindow window, final EventType type, final long records) {
        if (records > 0) {
            emit(session, event(type, window, run.clock().instant()).withCounts(Map.of("records", records)));
        }
    }

    private LogEvent event(final EventType type, final OpenWindow window, final Instant now) {
        return LogEvent.ofSync(type, now, run.integrationSettings().id().value(), object, window.syncId());
    }

    private static LogEvent timed(final LogEvent event, final SyncReport report) {
        return event.withDuration(report.total()).with("durations_ms", JsonNodeFactory.instance.objectNode().put("querying", report.querying().toMillis())
                .put("waiting", report.waiting().toMillis()).put("sending", report.sending().toMillis()).put("total", report.total().toMillis()));
    }

    /** What became of the records, and, where values were left out, of which rows. */
    private static LogEvent counted(final LogEvent event, final Map<String, Long> counts, final WindowDelivery delivery) {
        final LogEvent counted = event.withCounts(new TreeMap<>(counts));
        if (delivery.dropped().rows().isEmpty()) {
            return counted;
        }
        final ObjectNode rows = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(delivery.dropped().rows()).forEach(rows::put);
        return counted.with("dropped", rows);
    }

    /** Jobs that Salesforce may have made without our hearing of it: nobody will read them. */
    private static LogEvent withUnheardJobs(final LogEvent event, final OpenWindow window) {
        final int unheard = window.reading().unheardJobs();
        return unheard == 0 ? event : event.with("unheard_jobs", JsonNodeFactory.instance.numberNode(unheard));
    }

    /** Up to when deletions are known, where they are asked for: their trouble holds no sync up, and is not hidden by it either. */
    private LogEvent withDeletions(final LogEvent event, final Checkpoint checkpoint) {
        return checkpoint.deletionCursor().filter(cursor -> run.integrationSettings().deletions().wanted())
                .map(cursor -> event.with("deletions_known_until", JsonNodeFactory.instance.textNode(cursor.knownUntil().toString()))).orElse(event);
    }

    /** The ways in which the window was read: more than one tells why it took long. */
    private static JsonNode reading(final OpenWindow window) {
        final ArrayNode ways = JsonNodeFactory.instance.arrayNode();
        window.reading().ways().forEach(way -> ways.add(way.label()));
        return ways;
    }

    private void emit(final ProcessSession session, final LogEvent event) {
        EventEmitter.emit(session, event, run.routes().events());
    }
}
