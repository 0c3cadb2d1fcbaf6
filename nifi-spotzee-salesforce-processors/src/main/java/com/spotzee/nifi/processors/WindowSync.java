package com.spotzee.nifi.processors;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.SyncCount;
import com.spotzee.nifi.sync.SyncLane;
import com.spotzee.nifi.sync.WindowStatements;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reads the open window of one object, page by page: a page becomes one FlowFile, and the window moves on with its commit. Nothing is kept
 * between pages but the locator of the next one; without it the query goes on after the last committed id.
 */
final class WindowSync {

    private final QueryRun run;
    private final ObjectPlan plan;
    private final String object;
    private final BooleanSupplier interrupted;

    /** @param interrupted whether something more urgent is due */
    WindowSync(final QueryRun run, final ObjectPlan plan, final BooleanSupplier interrupted) {
        this.run = run;
        this.plan = plan;
        this.object = plan.object().apiName();
        this.interrupted = interrupted;
    }

    /**
     * Reads until the window is read whole or the run has to end.
     *
     * @return the checkpoint as it is stored now
     */
    Checkpoint read(final Checkpoint start) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        run.integration().ledger().open(start.openWindow().syncId());
        Checkpoint checkpoint = start;
        Optional<QueryLocator> locator = Optional.empty();
        while (!checkpoint.openWindow().isRead() && !run.stopped().getAsBoolean() && !run.full().getAsBoolean() && !interrupted.getAsBoolean()) {
            final PageStep step = readPage(checkpoint, locator);
            checkpoint = step.checkpoint();
            locator = step.next();
        }
        return checkpoint;
    }

    private PageStep readPage(final Checkpoint checkpoint, final Optional<QueryLocator> locator)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final ProcessSession session = run.sessions().createSession();
        boolean done = false;
        try {
            final PageStep step = readPage(session, checkpoint, locator);
            done = true;
            return step;
        } finally {
            if (!done) {
                session.rollback();
            }
        }
    }

    private PageStep readPage(final ProcessSession session, final Checkpoint checkpoint, final Optional<QueryLocator> locator)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        final WindowStatements statements = new WindowStatements(plan, run.client().describe(object),
                run.integrationSettings().cursor().fieldName(), window);
        final long begin = System.nanoTime();
        FlowFile flowFile = session.create();
        final PageRecords records;
        final QueryPage page;
        final long written;
        try (OutputStream out = session.write(flowFile); JsonRecordWriter writer = JsonRecords.writer(out)) {
            records = new PageRecords(statements, window, checkpoint.seen(), writer);
            page = ask(statements, window, locator, records);
            written = writer.records();
        }
        if (records.queried() == 0) {
            session.remove(flowFile);
        } else {
            flowFile = session.putAllAttributes(flowFile, attributes(window, records, written));
            session.getProvenanceReporter().receive(flowFile, run.client().instanceUrl(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            session.transfer(flowFile, QuerySalesforceIncremental.REL_SUCCESS);
            session.adjustCounter("Records Queried", records.queried(), false);
        }
        final int emitted = records.queried() == 0 ? 0 : 1;
        final Checkpoint next = checkpoint.reading(moved(window, statements, records, page, emitted), records.addedTo(checkpoint.nextSeen()));
        GuardedCommit.commit(session, run, object, checkpoint, next);
        return new PageStep(next, page.next());
    }

    private QueryPage ask(final WindowStatements statements, final OpenWindow window, final Optional<QueryLocator> locator, final PageRecords records)
            throws SalesforceFailure, IOException {
        if (locator.isPresent()) {
            try {
                return run.client().nextPage(locator.get(), records);
            } catch (final SalesforceFailure.LocatorLost e) {
                run.log().info("{}: Salesforce forgot the page that comes next; the query is asked again from the last committed record: {}", object,
                        e.getMessage());
            }
        }
        return run.client().query(statements.after(window.position()).text(), records);
    }

    private OpenWindow moved(final OpenWindow window, final WindowStatements statements, final PageRecords records, final QueryPage page, final int emitted) {
        if (page.next().isPresent()) {
            return window.readTo(records.position(), emitted);
        }
        final OpenWindow.Position nextStatement = window.position().nextStatement();
        return nextStatement.statement() < statements.count() ? window.readTo(nextStatement, emitted) : window.readWhole(emitted, run.clock().instant());
    }

    private Map<String, String> attributes(final OpenWindow window, final PageRecords records, final long written) {
        final Map<String, String> attributes = new LinkedHashMap<>(pageAttributes(run, plan, window.syncId(), window.pages(), written));
        attributes.put(FlowAttributes.SYNC_LANE, SyncLane.MAIN.attributeValue());
        attributes.put(FlowAttributes.SYNC_MODE, window.mode().label());
        attributes.put(FlowAttributes.PRIORITY, "5");
        attributes.put(FlowAttributes.COUNT_PREFIX + SyncCount.QUERIED.label(), Long.toString(records.queried()));
        attributes.put(FlowAttributes.COUNT_PREFIX + SyncCount.RECOGNISED.label(), Long.toString(records.recognised()));
        return attributes;
    }

    /** What the pages of both lanes say of themselves. */
    static Map<String, String> pageAttributes(final QueryRun run, final ObjectPlan plan, final String syncId, final int page, final long records) {
        return Map.of(
                "filename", "%s_%d.jsonl".formatted(syncId, page),
                "mime.type", FlowAttributes.JSON_LINES,
                FlowAttributes.OBJECT, plan.object().apiName(),
                FlowAttributes.INTEGRATION_ID, run.integrationSettings().id().value(),
                FlowAttributes.SYNC_ID, syncId,
                FlowAttributes.SYNC_PAGE, Integer.toString(page),
                FlowAttributes.RECORD_COUNT, Long.toString(records));
    }

    /** The stored checkpoint after a page, and where the next page is. */
    private record PageStep(Checkpoint checkpoint, Optional<QueryLocator> next) {
    }
}
