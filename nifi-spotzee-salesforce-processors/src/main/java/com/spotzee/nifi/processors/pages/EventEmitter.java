package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.events.LogEvent;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

import java.util.Map;

/** Writes log events as FlowFiles. */
public final class EventEmitter {

    private EventEmitter() {
    }

    /** Creates one FlowFile with the event and transfers it. */
    public static void emit(final ProcessSession session, final LogEvent event, final Relationship relationship) {
        emit(session, event, Map.of(), relationship);
    }

    /** The same with further attributes, by which it can be routed. */
    public static void emit(final ProcessSession session, final LogEvent event, final Map<String, String> attributes, final Relationship relationship) {
        FlowFile flowFile = session.create();
        flowFile = session.write(flowFile, out -> out.write(event.json()));
        flowFile = session.putAllAttributes(flowFile, event.attributes());
        flowFile = session.putAllAttributes(flowFile, attributes);
        session.getProvenanceReporter().create(flowFile, event.fileName());
        session.transfer(flowFile, relationship);
    }
}
