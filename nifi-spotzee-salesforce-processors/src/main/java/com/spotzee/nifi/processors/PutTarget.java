package com.spotzee.nifi.processors;

import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.services.SpotzeeProject;
import com.spotzee.nifi.spotzee.LateOptOuts;
import com.spotzee.nifi.spotzee.OptOutProperty;
import com.spotzee.nifi.spotzee.UserDelivery;
import org.apache.nifi.controller.NodeTypeProvider;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.serialization.RecordReaderFactory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Where people go, how they are read and who keeps account: what users chose on {@link PutSpotzeeUsers}. */
final class PutTarget {

    private final ProcessContext context;
    private final NodeTypeProvider node;
    private final ComponentLog log;
    private final LongSupplier nanos;
    private final RecordReaderFactory readers;

    PutTarget(final ProcessContext context, final NodeTypeProvider node, final ComponentLog log, final LongSupplier nanos) {
        this.context = context;
        this.node = node;
        this.log = log;
        this.nanos = nanos;
        this.readers = context.getProperty(PutSpotzeeUsers.RECORD_READER).asControllerService(RecordReaderFactory.class);
    }

    SpotzeeProject project() {
        return context.getProperty(PutSpotzeeUsers.SPOTZEE_PROJECT).asControllerService(SpotzeeProject.class);
    }

    /** The account that the FlowFile belongs to, if it belongs to one. */
    Optional<PageAccount> account(final FlowFile flowFile) {
        return PageAccount.of(flowFile, Optional.ofNullable(
                context.getProperty(PutSpotzeeUsers.SALESFORCE_INTEGRATION).asControllerService(SalesforceIntegration.class)));
    }

    /** Refuses to go on where cluster state would be local. */
    void requireCluster() throws Held {
        if (node.isConfiguredForClustering() && !node.isConnected()) {
            throw Held.byLostCluster();
        }
    }

    /**
     * The property that tells who of the FlowFile has opted out.
     *
     * @throws IllegalArgumentException if it can't be the name of a property
     */
    OptOutProperty optOutProperty(final FlowFile flowFile) {
        return new OptOutProperty(context.getProperty(PutSpotzeeUsers.OPT_OUT_PROPERTY).evaluateAttributeExpressions(flowFile).getValue());
    }

    /** Sends the people of a FlowFile, which belongs to the account if there is one. */
    UserDelivery delivery(final FlowFile flowFile, final OptOutProperty optOutProperty, final Optional<PageAccount> account) {
        final SpotzeeProject project = project();
        return new UserDelivery(project.client(), project.optOutSubscriptions(), optOutProperty, flowFile.getAttribute("uuid"),
                account.map(PageAccount::lateOptOuts).orElse(LateOptOuts.NONE));
    }

    /** Opens the users in a FlowFile's content. */
    UserSource users(final FlowFile flowFile, final InputStream in) throws IOException {
        return readers == null ? UserSource.ofJson(in)
                : new ShapedUsers(RecordUserSource.open(readers, flowFile, in, log), context.getProperty(PutSpotzeeUsers.EXTERNAL_ID_FIELD).getValue());
    }

    /** Whether the content must be written anew to be of our format. */
    boolean readsOtherFormats() {
        return readers != null;
    }

    SendingMode sendingMode() {
        return context.getProperty(PutSpotzeeUsers.SENDING_MODE).asAllowableValue(SendingMode.class);
    }

    int batchesInFlight() {
        return context.getProperty(PutSpotzeeUsers.BATCHES_IN_FLIGHT).asInteger();
    }

    /** Whether what Spotzee took can go on; no other relationship holds anything up. */
    boolean successTakesMore() {
        return context.getAvailableRelationships().contains(PutSpotzeeUsers.REL_SUCCESS);
    }

    /** Elapsed time. */
    long nanos() {
        return nanos.getAsLong();
    }

    ComponentLog log() {
        return log;
    }
}
