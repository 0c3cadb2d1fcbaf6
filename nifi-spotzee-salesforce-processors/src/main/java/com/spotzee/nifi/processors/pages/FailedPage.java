package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.records.UnreadableRecordsException;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** Routes a page that can't be treated: its content stays untouched, its attributes say why. */
public final class FailedPage {

    private FailedPage() {
    }

    public static void route(final ProcessSession session, final FlowPage page, final UnreadableRecordsException reason, final Relationship failure) {
        final FlowFile failed = session.putAttribute(page.flowFile(), FlowAttributes.FAILURE_REASON, reason.getMessage());
        session.getProvenanceReporter().route(failed, failure, reason.getMessage());
        session.transfer(failed, failure);
    }
}
