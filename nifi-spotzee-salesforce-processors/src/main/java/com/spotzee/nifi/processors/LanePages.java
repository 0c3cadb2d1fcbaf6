package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Emits the pages of a lane that goes first: each is committed by itself, because what is emitted twice does no harm. An empty page is none. */
final class LanePages {

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

    /** Emits a page of the object's records, and tells what the reading told. */
    <T> T emit(final String object, final Reading<T> reading) throws SalesforceFailure, IOException {
        final ProcessSession session = run.sessions().createSession();
        boolean done = false;
        try {
            final long begin = System.nanoTime();
            FlowFile flowFile = session.create();
            final T told;
            final long written;
            try (OutputStream out = session.write(flowFile); JsonRecordWriter writer = JsonRecords.writer(out)) {
                told = reading.into(writer::write);
                written = writer.records();
            }
            if (written == 0) {
                session.remove(flowFile);
            } else {
                flowFile = session.putAllAttributes(flowFile, attributes(object, written));
                session.getProvenanceReporter().receive(flowFile, run.client().instanceUrl(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                session.transfer(flowFile, QuerySalesforceIncremental.REL_OPTED_OUT);
                pages++;
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

    /** Emits a page of records that are known already. */
    void emit(final String object, final List<ObjectNode> records) throws SalesforceFailure, IOException {
        emit(object, page -> {
            for (final ObjectNode each : records) {
                page.accept(each);
            }
            return null;
        });
    }

    private Map<String, String> attributes(final String object, final long records) throws SalesforceFailure {
        final Map<String, String> attributes = new HashMap<>(more);
        attributes.put("filename", "%s_%d.jsonl".formatted(syncId, pages));
        attributes.put("mime.type", FlowAttributes.JSON_LINES);
        attributes.put(FlowAttributes.OBJECT, object);
        attributes.put(FlowAttributes.INSTANCE, run.client().instanceUrl());
        attributes.put(FlowAttributes.INTEGRATION_ID, run.integrationSettings().id().value());
        attributes.put(FlowAttributes.SYNC_ID, syncId);
        attributes.put(FlowAttributes.SYNC_PAGE, Integer.toString(pages));
        attributes.put(FlowAttributes.SYNC_LANE, lane.attributeValue());
        attributes.put(FlowAttributes.RECORD_COUNT, Long.toString(records));
        attributes.put(FlowAttributes.PRIORITY, lane.priority());
        return attributes;
    }
}
