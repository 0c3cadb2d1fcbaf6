package com.spotzee.nifi.processors.reading;

import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.processors.pages.OwnSession;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.sync.ApiGate;
import com.spotzee.nifi.sync.Checkpoints;
import com.spotzee.nifi.sync.KnownOptOuts;
import com.spotzee.nifi.sync.ServerClock;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What one trigger of the query works with.
 *
 * @param routes  where FlowFiles leave the processor
 * @param knownOptOuts whom the opt-out lanes have shown, for the pages to come
 * @param gate    lets the run read while enough of the org's API calls are left
 * @param clock   this machine's clock, for the times of events only
 * @param serverClock Salesforce's clock, by which everything else is measured
 * @param stopped whether the processor has been stopped meanwhile
 * @param full    whether no further page may be emitted, because the queue behind the processor is full
 */
public record QueryRun(ProcessSessionFactory sessions, QueryRoutes routes, SalesforceIntegration integration, QuerySettings settings, Checkpoints checkpoints,
                KnownOptOuts knownOptOuts, ApiGate gate, ComponentLog log, InstantSource clock, ServerClock serverClock, BooleanSupplier stopped,
                BooleanSupplier full) {

    public IntegrationSettings integrationSettings() {
        return integration.settings();
    }

    public SalesforceClient client() {
        return integration.client();
    }

    /** Salesforce's time, from an answer that is not old. */
    Instant serverTime() throws SalesforceFailure {
        return serverClock.now(client());
    }

    /** Whether the org has enough API calls left for another page. */
    boolean maySpendCalls() {
        return gate.letsRead(client().lastUsage());
    }

    /** Whether it has enough left for opt-outs, which may use half of the reserve. */
    boolean mayAskForOptOuts() {
        return gate.letsAskForOptOuts(client().lastUsage());
    }

    /** Writes one event of the integration log and commits it. */
    void tell(final LogEvent event) {
        OwnSession.tell(sessions, event, routes.events());
    }

    /**
     * Where FlowFiles leave the processor.
     *
     * @param pages    records that changed
     * @param optedOut people who have opted out, and records that were deleted
     * @param events   the integration log
     */
    public record QueryRoutes(Relationship pages, Relationship optedOut, Relationship events) {
    }

    /**
     * What users set on the query itself.
     *
     * @param overlap         how far each window reaches back into the last one
     * @param waitForDelivery whether the next window waits until this one is delivered
     * @param deliveryTimeout when a window that is not delivered is given up and read again
     * @param startDate       who has not changed since is left out when everybody is read, or null
     * @param bulk            when Bulk jobs are used
     * @param fullSyncRequest the text whose change asks for everybody; empty if there is none
     */
    public record QuerySettings(Duration overlap, boolean waitForDelivery, Duration deliveryTimeout, Instant startDate, BulkUse bulk, String fullSyncRequest) {
    }
}
