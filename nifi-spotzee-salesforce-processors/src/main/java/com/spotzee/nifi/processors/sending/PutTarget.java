package com.spotzee.nifi.processors.sending;

import com.spotzee.nifi.services.SpotzeeProject;
import com.spotzee.nifi.spotzee.LateOptOuts;
import com.spotzee.nifi.spotzee.OptOutProperty;
import com.spotzee.nifi.spotzee.UserDelivery;
import org.apache.nifi.controller.NodeTypeProvider;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Where people go, how they are read, who keeps account, and where their FlowFiles go then. */
public final class PutTarget {

    private final SendingSettings settings;
    private final SendingRoutes routes;
    private final NodeTypeProvider node;
    private final ComponentLog log;
    private final LongSupplier nanos;

    /** @param nanos elapsed time */
    public PutTarget(final SendingSettings settings, final SendingRoutes routes, final NodeTypeProvider node, final ComponentLog log,
                     final LongSupplier nanos) {
        this.settings = settings;
        this.routes = routes;
        this.node = node;
        this.log = log;
        this.nanos = nanos;
    }

    SpotzeeProject project() {
        return settings.project();
    }

    /** The account that the FlowFile belongs to, if it belongs to one. */
    Optional<PageAccount> account(final FlowFile flowFile) {
        return PageAccount.of(flowFile, Optional.ofNullable(settings.integration()));
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
        return new OptOutProperty(settings.optOutProperty().evaluateAttributeExpressions(flowFile).getValue());
    }

    /** Sends the people of a FlowFile, which belongs to the account if there is one. */
    UserDelivery delivery(final FlowFile flowFile, final OptOutProperty optOutProperty, final Optional<PageAccount> account) {
        return new UserDelivery(project().client(), project().optOutSubscriptions(), optOutProperty, flowFile.getAttribute("uuid"),
                account.map(PageAccount::lateOptOuts).orElse(LateOptOuts.NONE));
    }

    /** Opens the users in a FlowFile's content. */
    UserSource users(final FlowFile flowFile, final InputStream in) throws IOException {
        return readsOtherFormats() ? new ShapedUsers(RecordUserSource.open(settings.readers(), flowFile, in, log), settings.externalIdField())
                : UserSource.ofJson(in);
    }

    /** Whether the content must be written anew to be of our format. */
    boolean readsOtherFormats() {
        return settings.readers() != null;
    }

    SendingMode sendingMode() {
        return settings.mode();
    }

    int batchesInFlight() {
        return settings.batchesInFlight();
    }

    SendingRoutes routes() {
        return routes;
    }

    /** Elapsed time. */
    long nanos() {
        return nanos.getAsLong();
    }

    ComponentLog log() {
        return log;
    }
}
