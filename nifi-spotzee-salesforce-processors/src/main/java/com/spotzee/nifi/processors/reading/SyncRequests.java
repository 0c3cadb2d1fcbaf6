package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.SyncMode;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes incoming FlowFiles, and each new text of the query's request for a full sync, as requests. A request is in the state before its FlowFile is dropped
 * or its text counts as known, so a crash loses none.
 */
public final class SyncRequests {

    private static final int MOST_AT_ONCE = 100;

    private final QueryRun run;

    public SyncRequests(final QueryRun run) {
        this.run = run;
    }

    /** Notes what is asked for now. */
    public void take() throws IOException {
        takeFullSyncRequest();
        takeFlowFiles();
    }

    private void takeFullSyncRequest() throws IOException {
        for (final SalesforceObject object : run.integrationSettings().objects()) {
            final Checkpoint checkpoint = run.checkpoints().load(object.apiName());
            final Checkpoint noted = checkpoint.requestingFullSync(run.settings().fullSyncRequest());
            if (!noted.equals(checkpoint)) {
                // if another node was quicker, the next run compares again
                run.checkpoints().replace(object.apiName(), checkpoint, noted);
            }
        }
    }

    private void takeFlowFiles() throws IOException {
        final ProcessSession session = run.sessions().createSession();
        boolean noted = false;
        try {
            final List<FlowFile> requests = session.get(MOST_AT_ONCE);
            noted = noteAll(requests);
            if (noted) {
                session.remove(requests);
                session.commitAsync();
            }
        } finally {
            // whatever went wrong: the requests stay in their queue
            if (!noted) {
                session.rollback();
            }
        }
    }

    private boolean noteAll(final List<FlowFile> requests) throws IOException {
        boolean noted = true;
        for (final FlowFile request : requests) {
            noted &= note(request);
        }
        return noted;
    }

    private boolean note(final FlowFile request) throws IOException {
        final String modeText = request.getAttribute(FlowAttributes.SYNC_MODE);
        final Optional<SyncMode> mode = modeText == null ? Optional.of(SyncMode.INCREMENTAL) : SyncMode.requested(modeText);
        if (mode.isEmpty()) {
            run.log().error("{} asks for a sync with {}=\"{}\" and is dropped: write full or incremental, or leave the attribute out", request,
                    FlowAttributes.SYNC_MODE, modeText);
            return true;
        }
        final String objectName = request.getAttribute(FlowAttributes.OBJECT);
        final List<SalesforceObject> objects = run.integrationSettings().objects().stream()
                .filter(object -> objectName == null || object.apiName().equalsIgnoreCase(objectName.strip())).toList();
        if (objects.isEmpty()) {
            run.log().error("{} asks for a sync of \"{}\" and is dropped: this integration syncs {}; leave {} out for all of them", request, objectName,
                    run.integrationSettings().objects(), FlowAttributes.OBJECT);
        }
        boolean noted = true;
        for (final SalesforceObject object : objects) {
            final Checkpoint checkpoint = run.checkpoints().load(object.apiName());
            noted &= run.checkpoints().replace(object.apiName(), checkpoint, checkpoint.requesting(mode.get()));
        }
        return noted;
    }
}
