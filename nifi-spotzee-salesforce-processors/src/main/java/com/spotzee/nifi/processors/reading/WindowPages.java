package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.pages.OwnSession;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SObjectDescription;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.IdText;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.Reading;
import com.spotzee.nifi.sync.SyncLane;
import com.spotzee.nifi.sync.WindowStatements;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Makes FlowFiles of an object's pages and moves the open window on with their commit, whatever way the records come by. */
final class WindowPages {

    private final QueryRun run;
    private final ObjectPlan plan;
    private final SObjectDescription description;
    private final String object;

    WindowPages(final QueryRun run, final ObjectPlan plan, final SObjectDescription description) {
        this.run = run;
        this.plan = plan;
        this.description = description;
        this.object = plan.object().apiName();
    }

    /**
     * Where a page's records come from.
     *
     * @param <T> what the answer says besides
     */
    @FunctionalInterface
    interface Source<T> {
        T read(RecordConsumer consumer) throws SalesforceFailure, IOException;
    }

    /**
     * Where reading goes on after a page.
     *
     * @param <T> what its answer said besides its records
     */
    @FunctionalInterface
    interface Continuation<T> {

        /** The next position of the window; empty if it has been read whole. */
        Optional<Position> after(T answer, PageRecords records) throws SalesforceFailure;
    }

    /**
     * What a page left behind.
     *
     * @param checkpoint as it is stored now
     * @param answer     what the answer said besides its records
     * @param <T>        its type
     */
    record Emitted<T>(Checkpoint checkpoint, T answer) {
    }

    /** The statements of the open window, the same as long as the run reads it. */
    WindowStatements statements(final OpenWindow window) {
        return new WindowStatements(plan, description, run.integrationSettings().cursor().fieldName(), window);
    }

    /** Emits one page: it and the window's move are committed together or not at all. */
    <T> Emitted<T> emit(final Checkpoint checkpoint, final Source<T> source, final Continuation<T> continuation)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final ProcessSession session = run.sessions().createSession();
        boolean done = false;
        try {
            final Emitted<T> emitted = emit(session, checkpoint, source, continuation);
            done = true;
            return emitted;
        } finally {
            if (!done) {
                session.rollback();
            }
        }
    }

    /** Stores that the window is read on elsewhere or in another way, without a page. */
    Checkpoint goOnAt(final Checkpoint checkpoint, final Position position, final Reading learnt) throws GuardedCommit.NotStored {
        return store(checkpoint, checkpoint.openWindow().goingOnAt(position, learnt));
    }

    /** Stores that the next page gets another number, unless it is known that nobody has emitted one of this number. */
    Checkpoint withUnusedNumber(final Checkpoint checkpoint) throws GuardedCommit.NotStored {
        return run.checkpoints().knowNextPageUnused(object, checkpoint.openWindow()) ? checkpoint : store(checkpoint, checkpoint.openWindow().skippingPage());
    }

    /** Stores that the statement is read whole: the next one follows, or the window is at its end. */
    Checkpoint endStatement(final Checkpoint checkpoint) throws SalesforceFailure, GuardedCommit.NotStored {
        final OpenWindow window = checkpoint.openWindow();
        return store(checkpoint, moved(window, nextStatement(window), 0));
    }

    /** The beginning of the statement that follows; empty after the last one. */
    Optional<Position> nextStatement(final OpenWindow window) throws SalesforceFailure {
        final Position next = window.position().nextStatement();
        return next.statement() < statements(window).count() ? Optional.of(next) : Optional.empty();
    }

    private Checkpoint store(final Checkpoint checkpoint, final OpenWindow window) throws GuardedCommit.NotStored {
        final Checkpoint next = checkpoint.reading(window, checkpoint.nextSeen());
        OwnSession.use(run.sessions(), session -> GuardedCommit.commit(session, run, object, checkpoint, next));
        return next;
    }

    private <T> Emitted<T> emit(final ProcessSession session, final Checkpoint checkpoint, final Source<T> source, final Continuation<T> continuation)
            throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final OpenWindow window = checkpoint.openWindow();
        final WindowStatements statements = statements(window);
        final long begin = System.nanoTime();
        FlowFile flowFile = session.create();
        final PageRecords records;
        final T answer;
        final long written;
        try (OutputStream out = session.write(flowFile); JsonRecordWriter writer = JsonRecords.writer(out)) {
            records = new PageRecords(statements, window, checkpoint.seen(), id -> run.knownOptOuts().contains(plan.object(), id), writer);
            answer = source.read(records);
            written = writer.records();
        }
        if (records.queried() == 0) {
            session.remove(flowFile);
        } else {
            flowFile = session.putAllAttributes(flowFile, attributes(window, records, written));
            flowFile = session.putAttribute(flowFile, FlowAttributes.SYNC_EMISSION, UUID.randomUUID().toString().substring(0, FlowAttributes.SHORT_ID));
            session.getProvenanceReporter().receive(flowFile, run.client().instanceUrl(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            session.transfer(flowFile, run.routes().pages());
            session.adjustCounter("Records Queried", records.queried(), false);
        }
        final OpenWindow moved = moved(window, continuation.after(answer, records), records.queried());
        final Checkpoint next = checkpoint.reading(moved, records.addedTo(checkpoint.nextSeen()));
        GuardedCommit.commit(session, run, object, checkpoint, next);
        return new Emitted<>(next, answer);
    }

    private OpenWindow moved(final OpenWindow window, final Optional<Position> position, final long queried) throws SalesforceFailure {
        return position.isPresent() ? window.readTo(position.get(), queried) : window.readWhole(queried, run.serverTime());
    }

    private Map<String, String> attributes(final OpenWindow window, final PageRecords records, final long written) throws SalesforceFailure {
        final Map<String, String> attributes = new PageAttributes(SyncLane.MAIN, object, window.syncId(), window.nextPage()).of(run, written);
        attributes.put(FlowAttributes.SYNC_MODE, window.mode().label());
        attributes.put(FlowAttributes.SYNC_READING, window.position().way().label());
        attributes.put(FlowAttributes.COUNT_PREFIX + SyncCount.QUERIED.label(), Long.toString(records.queried()));
        attributes.put(FlowAttributes.COUNT_PREFIX + SyncCount.RECOGNISED.label(), Long.toString(records.recognised()));
        if (!records.optedOut().isEmpty()) {
            attributes.put(FlowAttributes.OPTED_OUT, IdText.ofIds(records.optedOut()));
        }
        return attributes;
    }
}
