package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.spotzee.ItemRefusal;
import com.spotzee.nifi.spotzee.Person;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes the refused users with their reasons into a FlowFile of their own, which comes into being with the first of them. */
final class RefusedUsers implements Closeable {

    private final ProcessSession session;
    private final FlowFile parent;
    private FlowFile flowFile;
    private OutputStream out;
    private JsonRecordWriter writer;
    private ItemRefusal first;

    RefusedUsers(final ProcessSession session, final FlowFile parent) {
        this.session = session;
        this.parent = parent;
    }

    void add(final Person person, final ItemRefusal refusal) throws IOException {
        if (flowFile == null) {
            first = refusal;
            flowFile = session.create(parent);
            out = session.write(flowFile);
            writer = JsonRecords.writer(out);
        }
        final ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.set("external_id", person.item().path("external_id").isMissingNode() ? null : person.item().path("external_id"));
        line.put("code", refusal.code());
        line.put("message", refusal.message());
        line.put("param", refusal.param());
        line.put("request_id", refusal.requestId());
        line.set("item", person.item());
        writer.write(line);
    }

    /** The FlowFile, when this is closed; empty if nobody was refused. */
    Optional<FlowFile> flowFile() {
        return Optional.ofNullable(flowFile);
    }

    /** The first reason, as an example for people. */
    Optional<ItemRefusal> first() {
        return Optional.ofNullable(first);
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            out.close();
        }
    }
}
