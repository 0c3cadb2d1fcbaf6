package com.spotzee.nifi.processors.pages;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes pages from a processor's queue and hands each on together with the plan of its object. A page whose plan can't be had waits in the
 * queue, which is told once and not at each try; one that can't be read goes to failure; opt-outs and deleted records pass, for no rule concerns them.
 */
public final class PlannedPages {

    private final Relationship onward;
    private final Relationship failure;
    private final InstantSource clock;
    private final Map<SalesforceObject, Complaints> complaints = new ConcurrentHashMap<>();
    private volatile Cancellation cancellation = new Cancellation();

    public PlannedPages(final Relationship onward, final Relationship failure, final InstantSource clock) {
        this.onward = onward;
        this.failure = failure;
        this.clock = clock;
    }

    /** What is done with a page: its FlowFile is transferred or removed. */
    @FunctionalInterface
    public interface Work {
        void on(FlowPage page, ObjectPlan plan) throws IOException;
    }

    /** The processor has been scheduled. */
    public void start() {
        cancellation = new Cancellation();
        complaints.clear();
    }

    /** The processor is being stopped: a request for the plan ends within moments. */
    public void stop() {
        cancellation.cancel();
    }

    /** Takes the next page, if there is one. */
    public void next(final ProcessContext context, final ProcessSession session, final SalesforceIntegration integration, final ComponentLog log,
                     final Work work) {
        if (!context.getAvailableRelationships().contains(onward)) {
            context.yield();
            return;
        }
        final FlowFile flowFile = session.get();
        if (flowFile == null) {
            return;
        }
        final FlowPage page = new FlowPage(flowFile);
        if (page.lane() != SyncLane.MAIN) {
            session.transfer(flowFile, onward);
            return;
        }
        try {
            switch (cancellation.during(() -> ask(page, integration, log))) {
                case Answer.Planned(ObjectPlan plan) -> work.on(page, plan);
                // set aside for a while, so that the pages of other objects get their turn
                case Answer.Held() -> session.rollback(true);
                case Answer.OutOfReach() -> {
                    session.rollback();
                    context.yield();
                }
            }
        } catch (final UnreadableRecordsException e) {
            FailedPage.route(session, page, e, failure);
        } catch (final IOException e) {
            throw new ProcessException("The records could not be read or written", e);
        }
    }

    private Answer ask(final FlowPage page, final SalesforceIntegration integration, final ComponentLog log) throws UnreadableRecordsException {
        page.checkIntegration(integration.settings().id());
        final SalesforceObject object = page.object();
        try {
            final ObjectPlan plan = integration.plan(object);
            final Optional<String> holdReason = plan.holdReason(integration.settings().unreadableOptOut());
            if (holdReason.isEmpty()) {
                complaints.remove(object);
                return new Answer.Planned(plan);
            }
            complain(object, holdReason.get(), log);
            return new Answer.Held();
        } catch (final SalesforceFailure e) {
            complain(object, "The fields of %s can't be read: %s".formatted(object, e.getMessage()), log);
            return new Answer.OutOfReach();
        }
    }

    private void complain(final SalesforceObject object, final String reason, final ComponentLog log) {
        final boolean news = complaints.computeIfAbsent(object, one -> new Complaints(clock)).worthTelling(reason);
        if (news && !cancellation.isCancelled()) {
            log.error("{}. What is queued waits until this is cured", reason);
        }
    }

    /** What asking for a page's plan gave. */
    private sealed interface Answer {

        record Planned(ObjectPlan plan) implements Answer {
        }

        /** The object must not be synced now. */
        record Held() implements Answer {
        }

        /** Salesforce can't be asked. */
        record OutOfReach() implements Answer {
        }
    }
}
