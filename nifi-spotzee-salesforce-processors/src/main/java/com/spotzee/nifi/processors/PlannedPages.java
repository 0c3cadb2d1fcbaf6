package com.spotzee.nifi.processors;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.services.SalesforceIntegration;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes pages from a processor's queue and hands each on together with the plan of its object. A page whose plan can't be had waits in the
 * queue, which is told once and not at each try; one that can't be read goes to failure; opt-outs pass, for no rule concerns them.
 */
final class PlannedPages {

    private final Relationship onward;
    private final Relationship failure;
    private final Complaints complaints;
    private volatile Cancellation cancellation = new Cancellation();

    PlannedPages(final Relationship onward, final Relationship failure, final InstantSource clock) {
        this.onward = onward;
        this.failure = failure;
        this.complaints = new Complaints(clock);
    }

    /** What is done with a page: its FlowFile is transferred or removed. */
    @FunctionalInterface
    interface Work {
        void on(FlowPage page, ObjectPlan plan) throws IOException;
    }

    /** The processor has been scheduled. */
    void start() {
        cancellation = new Cancellation();
        complaints.over();
    }

    /** The processor is being stopped: a request for the plan ends within moments. */
    void stop() {
        cancellation.cancel();
    }

    /** Takes the next page, if there is one. */
    void next(final ProcessContext context, final ProcessSession session, final SalesforceIntegration integration, final ComponentLog log, final Work work) {
        final FlowFile flowFile = session.get();
        if (flowFile == null) {
            return;
        }
        final FlowPage page = new FlowPage(flowFile);
        if (page.isOptOutLane()) {
            session.transfer(flowFile, onward);
            return;
        }
        try {
            final Optional<ObjectPlan> plan = cancellation.during(() -> plan(page, integration, log));
            if (plan.isEmpty()) {
                session.rollback();
                context.yield();
                return;
            }
            work.on(page, plan.get());
        } catch (final UnreadableRecordsException e) {
            FailedPage.route(session, page, e, failure);
        } catch (final IOException e) {
            throw new ProcessException("The records could not be read or written", e);
        }
    }

    private Optional<ObjectPlan> plan(final FlowPage page, final SalesforceIntegration integration, final ComponentLog log)
            throws UnreadableRecordsException {
        page.checkIntegration(integration.settings().id());
        try {
            final ObjectPlan plan = integration.plan(page.object());
            final Optional<String> holdReason = plan.holdReason(integration.settings().unreadableOptOut());
            if (holdReason.isEmpty()) {
                complaints.over();
                return Optional.of(plan);
            }
            complain(holdReason.get(), log);
        } catch (final SalesforceFailure e) {
            complain("The fields of %s can't be read: %s".formatted(page.object(), e.getMessage()), log);
        }
        return Optional.empty();
    }

    private void complain(final String reason, final ComponentLog log) {
        if (!cancellation.isCancelled() && complaints.worthTelling(reason)) {
            log.error("{}. What is queued waits until this is cured", reason);
        }
    }
}
