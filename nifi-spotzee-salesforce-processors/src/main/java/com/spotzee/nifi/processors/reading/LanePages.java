package com.spotzee.nifi.processors.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Emits the pages of a lane that goes first: each reading is committed by itself, because what is emitted twice does no harm. An empty page is none. */
final class LanePages {

    /** Records in a page: as many as a page of Salesforce has at most. */
    private static final int MOST = 2_000;

    private final QueryRun run;
    private final SyncLane lane;
    private final String syncId;
    private final Map<String, String> more;
    private int pages;

    /** @param more attributes of every page besides those that all pages have */
    LanePages(final QueryRun run, final SyncLane lane, final String syncId, final Map<String, String> more) {
        this.run = run;
        this.lane = lane;
        this.syncId = syncId;
        this.more = Map.copyOf(more);
    }

    /**
     * Reads records into a page.
     *
     * @param <T> what the reading tells besides
     */
    @FunctionalInterface
    interface Reading<T> {
        T into(RecordConsumer page) throws SalesforceFailure, IOException;
    }

    /** Emits the object's records in pages of {@value #MOST}, all or none of them, and tells what the reading told. */
    <T> T emit(final String object, final Reading<T> reading) throws SalesforceFailure, IOException {
        final ProcessSession session = run.sessions().createSession();
        boolean done = false;
        try {
            final T told;
            final Writing writing = new Writing(session);
            try (writing) {
                told = reading.into(writing);
            }
            for (final Written page : writing.written) {
                transfer(session, object, page);
            }
            session.commitAsync();
            done = true;
            return told;
        } finally {
            if (!done) {
                session.rollback();
            }
        }
    }

    /** Emits records that are known already. */
    void emit(final String object, final List<ObjectNode> records) throws SalesforceFailure, IOException {
        emit(object, page -> {
            for (final ObjectNode each : records) {
                page.accept(each);
            }
            return null;
        });
    }

    private void transfer(final ProcessSession session, final String object, final Written page) throws SalesforceFailure {
        final FlowFile flowFile = session.putAllAttributes(page.flowFile(), attributes(object, page.records()));
        session.getProvenanceReporter().receive(flowFile, run.client().instanceUrl(), page.millis());
        session.transfer(flowFile, run.routes().optedOut());
        pages++;
    }

    private Map<String, String> attributes(final String object, final long records) throws SalesforceFailure {
        final Map<String, String> attributes = new PageAttributes(lane, object, syncId, pages).of(run, records);
        attributes.putAll(more);
        return attributes;
    }

    /** A page that is written and not yet transferred. */
    private record Written(FlowFile flowFile, long records, long millis) {
    }

    /** Writes records into one page after the other; of what is not read to its end nothing is kept. */
    private static final class Writing implements RecordConsumer, AutoCloseable {

        private final ProcessSession session;
        private final List<Written> written = new ArrayList<>();
        private FlowFile flowFile;
        private JsonRecordWriter writer;
        private long begin = System.nanoTime();

        Writing(final ProcessSession session) {
            this.session = session;
        }

        @Override
        public void accept(final ObjectNode salesforceRecord) throws IOException {
            if (writer == null) {
                flowFile = session.create();
                writer = JsonRecords.ownWriter(session.write(flowFile));
            }
            writer.write(salesforceRecord);
            if (writer.records() == MOST) {
                close();
            }
        }

        @Override
        public void close() throws IOException {
            if (writer == null) {
                return;
            }
            final JsonRecordWriter ending = writer;
            writer = null;
            ending.close();
            final long now = System.nanoTime();
            written.add(new Written(flowFile, ending.records(), TimeUnit.NANOSECONDS.toMillis(now - begin)));
            begin = now;
        }
    }
}
