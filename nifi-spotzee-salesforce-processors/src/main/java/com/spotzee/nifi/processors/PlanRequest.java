package com.spotzee.nifi.processors;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.services.SalesforceIntegration;
import org.apache.nifi.logging.ComponentLog;

import java.util.Optional;

/** Asks for the plan by which a page is treated. */
record PlanRequest(SalesforceIntegration integration, ComponentLog log) {

    /**
     * The plan for the page's object; empty while the page has to wait, because Salesforce can't be asked or the object is held. The log says why.
     *
     * @throws UnreadableRecordsException if the page's attributes do not fit
     */
    Optional<ObjectPlan> plan(final FlowPage page) throws UnreadableRecordsException {
        final SalesforceObject object = page.object();
        page.checkIntegration(integration.settings().id());
        try {
            final ObjectPlan plan = integration.plan(object);
            final Optional<String> holdReason = plan.holdReason(integration.settings().unreadableOptOut());
            if (holdReason.isEmpty()) {
                return Optional.of(plan);
            }
            log.error("{}. {} waits in the queue", holdReason.get(), page.flowFile());
        } catch (final SalesforceFailure e) {
            log.error("The fields of {} can't be read, so {} waits in the queue", object, page.flowFile(), e);
        }
        return Optional.empty();
    }
}
