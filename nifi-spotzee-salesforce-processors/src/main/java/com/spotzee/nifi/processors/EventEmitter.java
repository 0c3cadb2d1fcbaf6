package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.LogEvent;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** Writes log events as FlowFiles. */
final class EventEmitter {

    private EventEmitter() {
    }

    /** Creates one FlowFile with the event and transfers it. */
    static void emit(final ProcessSession session, final LogEvent event, final Relationship relationship) {
        FlowFile flowFile = session.create();
        flowFile = session.write(flowFile, out -> out.write(event.json()));
        flowFile = session.putAllAttributes(flowFile, event.attributes());
        session.getProvenanceReporter().create(flowFile, event.fileName());
        session.transfer(flowFile, relationship);
    }
}
