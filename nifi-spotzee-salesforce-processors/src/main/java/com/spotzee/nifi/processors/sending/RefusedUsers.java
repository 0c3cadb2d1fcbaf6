package com.spotzee.nifi.processors.sending;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.spotzee.ItemRefusal;
import com.spotzee.nifi.spotzee.Person;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the refused users of a page with their reasons into a FlowFile of their own, which comes into being with the first of them. It has a session
 * of its own, so that it can leave before the page is entered in the account: a page that is entered may never be sent again, and then nobody would
 * bring these lines back.
 */
final class RefusedUsers implements Closeable {

    private final ProcessSessionFactory sessions;
    private final FlowFile page;
    private final LeftRefusals before;
    private ProcessSession session;
    private FlowFile flowFile;
    private OutputStream out;
    private JsonRecordWriter writer;
    private ItemRefusal first;
    private int digest;
    private boolean committed;

    /** @param before lines that have left although their page has not */
    RefusedUsers(final ProcessSessionFactory sessions, final FlowFile page, final LeftRefusals before) {
        this.sessions = sessions;
        this.page = page;
        this.before = before;
    }

    void add(final Person person, final ItemRefusal refusal) throws IOException {
        if (flowFile == null) {
            first = refusal;
            session = sessions.createSession();
            flowFile = session.putAllAttributes(session.create(), inherited());
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
        digest = 31 * digest + (person.item().path("external_id") + refusal.code()).hashCode();
    }

    /** The first reason, where there are any, as an example for people. */
    ItemRefusal first() {
        return first;
    }

    /**
     * Lets the lines go for good, when this is closed.
     *
     * @param attributes more of them
     * @param failure    where the lines go
     * @return the FlowFile that has left; empty if nobody was refused, or the lines have left at an earlier try
     */
    Optional<FlowFile> leave(final Map<String, String> attributes, final Relationship failure) {
        final String id = page.getAttribute(CoreAttributes.UUID.key());
        if (session == null || before.contain(id, digest)) {
            return Optional.empty();
        }
        flowFile = session.putAllAttributes(flowFile, attributes);
        session.transfer(flowFile, failure);
        session.commitAsync(() -> committed = true);
        if (!committed) {
            throw new ProcessException("The lines about refused users of %s could not be committed".formatted(page));
        }
        session = null;
        before.add(id, digest);
        return Optional.of(flowFile);
    }

    /** What has not left is of no use. */
    void discard() {
        if (session != null) {
            session.rollback();
            session = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            out.close();
        }
    }

    /** Those of the page; but without its number the lines are no part of the account: sent again, they are sent. */
    private Map<String, String> inherited() {
        final Map<String, String> attributes = new HashMap<>(page.getAttributes());
        attributes.keySet().remove(CoreAttributes.UUID.key());
        attributes.keySet().remove(FlowAttributes.SYNC_PAGE);
        return attributes;
    }
}
