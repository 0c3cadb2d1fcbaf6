package com.spotzee.nifi.processors;

import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.OptOutPlan;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.ChangeStatement;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.PlanPrint;
import com.spotzee.nifi.sync.SyncIds;
import com.spotzee.nifi.sync.SyncLane;
import com.spotzee.nifi.sync.WindowEnds;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks for the people of one object who have opted out and changed since the lane was last asked, whatever the rules say, and emits them
 * apart. Its own lower end moves only when all of them are committed and no window is open; what is emitted twice does no harm, for opt-outs only
 * add up.
 */
final class OptOutLane {

    private static final String STAMP = "SystemModstamp";
    private static final List<FieldPath> FIELDS = List.of(FieldPath.parse("Id"), FieldPath.parse("LastModifiedDate"), FieldPath.parse(STAMP));

    private final QueryRun run;
    private final ObjectPlan plan;
    private final OptOutPlan optOut;
    private final String object;

    OptOutLane(final QueryRun run, final ObjectPlan plan, final OptOutPlan optOut) {
        this.run = run;
        this.plan = plan;
        this.optOut = optOut;
        this.object = plan.object().apiName();
    }

    /**
     * Emits the opt-outs since the checkpoint.
     *
     * @return whether all that can be read were emitted; false if the processor was stopped or calls ran short meanwhile
     */
    boolean ask(final Checkpoint checkpoint, final WindowEnds ends) throws SalesforceFailure, GuardedCommit.NotStored, IOException {
        final String syncId = SyncIds.create(object, ends.to());
        int pages = 0;
        // who asks by another field than before asks for everybody again
        final String askedBy = PlanPrint.ofOptOuts(plan, run.integrationSettings());
        for (final SoqlQuery query : queries(checkpoint.optOutFrom(askedBy).orElse(null))) {
            Optional<QueryLocator> locator = Optional.empty();
            do {
                if (run.stopped().getAsBoolean() || !run.mayAskForOptOuts()) {
                    return false;
                }
                locator = emitPage(query, locator, syncId, pages);
                pages++;
            } while (locator.isPresent());
        }
        // Somebody may have opted out in a field that can't be read now. And while a window is open, an older version of somebody unknown to
        // Spotzee may still be queued, which would create that person mailable. Both are asked for again from the same end.
        if (optOut.unreadable().isEmpty() && checkpoint.window().isEmpty()) {
            OwnSession.use(run.sessions(), session ->
                    GuardedCommit.commit(session, run, object, checkpoint, checkpoint.optOutsAskedUpTo(ends.nextFrom(), askedBy)));
        }
        return true;
    }

    private List<SoqlQuery> queries(final Instant from) throws SalesforceFailure {
        final SoqlCondition optedOut = optOut.condition().orElse(null);
        if (optedOut == null) {
            return List.of();
        }
        if (from == null) {
            return List.of(new SoqlQuery(FIELDS, object, List.of(optedOut)));
        }
        final List<SoqlQuery> queries = new ArrayList<>();
        for (final ChangeStatement change : ChangeStatement.of(run.client().describe(object), optOut.parents(), STAMP)) {
            queries.add(new SoqlQuery(FIELDS, object, List.of(change.between(from, null), optedOut)));
        }
        return queries;
    }

    private Optional<QueryLocator> emitPage(final SoqlQuery query, final Optional<QueryLocator> locator, final String syncId, final int page)
            throws SalesforceFailure, IOException {
        final ProcessSession session = run.sessions().createSession();
        boolean done = false;
        try {
            final long begin = System.nanoTime();
            FlowFile flowFile = session.create();
            final QueryPage answer;
            final long written;
            try (OutputStream out = session.write(flowFile); JsonRecordWriter writer = JsonRecords.writer(out)) {
                answer = locator.isPresent() ? run.client().nextPage(locator.get(), writer::write) : run.client().query(query.text(), writer::write);
                written = writer.records();
            }
            if (written == 0) {
                session.remove(flowFile);
            } else {
                flowFile = session.putAllAttributes(flowFile, attributes(syncId, page, written));
                session.getProvenanceReporter().receive(flowFile, run.client().instanceUrl(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                session.transfer(flowFile, QuerySalesforceIncremental.REL_OPTED_OUT);
            }
            session.commitAsync();
            done = true;
            return answer.next();
        } finally {
            if (!done) {
                session.rollback();
            }
        }
    }

    private Map<String, String> attributes(final String syncId, final int page, final long written) {
        final Map<String, String> attributes = new LinkedHashMap<>(WindowPages.attributes(run, plan, syncId, page, written));
        attributes.put(FlowAttributes.SYNC_LANE, SyncLane.OPT_OUT.attributeValue());
        attributes.put(FlowAttributes.PRIORITY, "1");
        return attributes;
    }
}
