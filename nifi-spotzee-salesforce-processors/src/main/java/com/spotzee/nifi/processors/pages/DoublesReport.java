package com.spotzee.nifi.processors.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.identity.SuspectedDouble;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.sync.ExternalId;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the suspected doubles of a page as lines that people can act on: who, why, where in Salesforce, and what to do. */
public final class DoublesReport {

    private final ProcessSession session;
    private final FlowPage page;

    public DoublesReport(final ProcessSession session, final FlowPage page) {
        this.session = session;
        this.page = page;
    }

    /** One FlowFile for the page; none if nobody is suspected. */
    public void send(final List<SuspectedDouble> doubles, final Relationship relationship) throws IOException {
        session.adjustCounter("Suspected Doubles", doubles.size(), false);
        if (doubles.isEmpty()) {
            return;
        }
        final FlowFile report = session.create(page.flowFile());
        try (JsonRecordWriter writer = JsonRecords.ownWriter(session.write(report))) {
            for (final SuspectedDouble suspected : doubles) {
                writer.write(line(suspected));
            }
        }
        final Map<String, String> attributes = new HashMap<>(FlowPage.attributes(doubles.size()));
        attributes.put(FlowAttributes.DUPLICATE_KINDS,
                doubles.stream().map(suspected -> suspected.kind().label()).distinct().sorted().collect(Collectors.joining(",")));
        session.transfer(session.putAllAttributes(report, attributes), relationship);
    }

    private ObjectNode line(final SuspectedDouble suspected) {
        final List<ExternalId> both = List.of(suspected.first(), suspected.second());
        final ObjectNode line = JsonRecords.emptyRecord().put("kind", suspected.kind().label()).put("reason", suspected.kind().reason());
        final ArrayNode externalIds = line.putArray("external_ids");
        both.forEach(id -> externalIds.add(id.value()));
        final String instance = page.flowFile().getAttribute(FlowAttributes.INSTANCE);
        if (instance != null) {
            final ArrayNode links = line.putArray("links");
            both.forEach(id -> links.add("%s/%s".formatted(instance, id.id())));
        }
        if (suspected.emailHash() != null) {
            line.put("email_hash", suspected.emailHash());
        }
        return line.put("what_to_do", suspected.kind().whatToDo());
    }
}
