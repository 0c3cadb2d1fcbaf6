package com.spotzee.nifi.processors;

import com.spotzee.nifi.records.UnreadableRecordsException;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** Routes a page that can't be treated: its content stays untouched, its attributes say why. */
final class FailedPage {

    private FailedPage() {
    }

    static void route(final ProcessSession session, final FlowPage page, final UnreadableRecordsException reason, final Relationship failure) {
        final FlowFile failed = session.putAttribute(page.flowFile(), FlowAttributes.FAILURE_REASON, reason.getMessage());
        session.getProvenanceReporter().route(failed, failure, reason.getMessage());
        session.transfer(failed, failure);
    }
}
