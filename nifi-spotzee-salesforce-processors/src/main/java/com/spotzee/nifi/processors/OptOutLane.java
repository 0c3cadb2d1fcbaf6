package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.OptOutPlan;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.QueryLocator;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.RecordConsumer;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.soql.SoqlCondition;
import com.spotzee.nifi.soql.SoqlQuery;
import com.spotzee.nifi.sync.ChangeStatement;
import com.spotzee.nifi.sync.Checkpoint;
import com.spotzee.nifi.sync.PartConditions;
import com.spotzee.nifi.sync.PlanPrint;
import com.spotzee.nifi.sync.Position;
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
        // who asks by another field than before asks for everybody again
        final String askedBy = PlanPrint.ofOptOuts(plan, run.integrationSettings());
        final Instant from = checkpoint.optOutFrom(askedBy).orElse(null);
        int pages = 0;
        for (final ChangeStatement change : changes(from)) {
            final Asking asking = new Asking(change, from, ends.to(), syncId);
            Optional<Place> place = Optional.of(new Place(Position.START, Optional.empty()));
            while (place.isPresent()) {
                if (run.stopped().getAsBoolean() || !run.mayAskForOptOuts()) {
                    return false;
                }
                place = step(asking, place.get(), pages);
                pages++;
            }
        }
        // Somebody may have opted out in a field that can't be read now. And while a window is open, an older version of somebody unknown to
        // Spotzee may still be queued, which would create that person mailable. Both are asked for again from the same end.
        if (optOut.unreadable().isEmpty() && checkpoint.window().isEmpty()) {
            OwnSession.use(run.sessions(), session ->
                    GuardedCommit.commit(session, run, object, checkpoint, checkpoint.optOutsAskedUpTo(ends.nextFrom(), askedBy)));
        }
        return true;
    }

    /**
     * One question of the lane.
     *
     * @param change how people changed that it is about; it plays no part where {@code from} is null and everybody is asked for
     */
    private record Asking(ChangeStatement change, Instant from, Instant to, String syncId) {
    }

    /** Where the answer goes on: at the locator if there is one, else at the position. */
    private record Place(Position.ByRest position, Optional<QueryLocator> locator) {
    }

    private List<ChangeStatement> changes(final Instant from) throws SalesforceFailure {
        if (optOut.condition().isEmpty()) {
            return List.of();
        }
        final List<ChangeStatement> changes = ChangeStatement.of(run.client().describe(object), optOut.parents(), STAMP);
        return from == null ? changes.subList(0, 1) : changes;
    }

    /** Emits one page, or finds a smaller part to ask for when Salesforce takes too long. */
    private Optional<Place> step(final Asking asking, final Place place, final int page) throws SalesforceFailure, IOException {
        try {
            return emitPage(asking, place, page);
        } catch (final SalesforceFailure.QueryTimedOut timedOut) {
            run.log().info("Opt-outs of {} are asked for in smaller parts: {}", object, timedOut.getMessage());
            return new SmallerParts(run.client(), object, asking.from(), asking.to()).insteadOf(place.position(), timedOut)
                    .map(part -> new Place(part, Optional.empty()));
        }
    }

    private Optional<Place> emitPage(final Asking asking, final Place place, final int page) throws SalesforceFailure, IOException {
        final ProcessSession session = run.sessions().createSession();
        boolean done = false;
        try {
            final long begin = System.nanoTime();
            FlowFile flowFile = session.create();
            final LanePage records;
            final QueryPage answer;
            try (OutputStream out = session.write(flowFile); JsonRecordWriter writer = JsonRecords.writer(out)) {
                records = new LanePage(writer);
                answer = ask(asking, place, records);
            }
            if (records.written() == 0) {
                session.remove(flowFile);
            } else {
                flowFile = session.putAllAttributes(flowFile, attributes(asking.syncId(), page, records.written()));
                session.getProvenanceReporter().receive(flowFile, run.client().instanceUrl(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                session.transfer(flowFile, QuerySalesforceIncremental.REL_OPTED_OUT);
            }
            session.commitAsync();
            done = true;
            return next(asking, place, answer, records);
        } finally {
            if (!done) {
                session.rollback();
            }
        }
    }

    private QueryPage ask(final Asking asking, final Place place, final LanePage records) throws SalesforceFailure, IOException {
        if (place.locator().isPresent()) {
            try {
                return run.client().nextPage(place.locator().get(), records);
            } catch (final SalesforceFailure.LocatorLost e) {
                run.log().info("{}: Salesforce forgot the page of opt-outs that comes next; the query is asked again after the last one: {}", object,
                        e.getMessage());
            }
        }
        final List<SoqlCondition> conditions = new ArrayList<>();
        PartConditions.time(place.position(), asking.change(), asking.from(), null).ifPresent(conditions::add);
        optOut.condition().ifPresent(conditions::add);
        conditions.addAll(PartConditions.ids(place.position()));
        return run.client().query(new SoqlQuery(FIELDS, object, conditions).text(), records);
    }

    private static Optional<Place> next(final Asking asking, final Place place, final QueryPage answer, final LanePage records) {
        if (answer.next().isPresent()) {
            return Optional.of(new Place(records.lastId().map(place.position()::after).orElse(place.position()), answer.next()));
        }
        return place.position().nextPart(asking.to()).map(part -> new Place(part, Optional.empty()));
    }

    private Map<String, String> attributes(final String syncId, final int page, final long written) {
        final Map<String, String> attributes = new LinkedHashMap<>(WindowPages.attributes(run, plan, syncId, page, written));
        attributes.put(FlowAttributes.SYNC_LANE, SyncLane.OPT_OUT.attributeValue());
        attributes.put(FlowAttributes.PRIORITY, "1");
        return attributes;
    }

    /** Writes a page's records and remembers the last one's id. */
    private static final class LanePage implements RecordConsumer {

        private final JsonRecordWriter writer;
        private String lastId;

        LanePage(final JsonRecordWriter writer) {
            this.writer = writer;
        }

        @Override
        public void accept(final ObjectNode salesforceRecord) throws IOException {
            lastId = salesforceRecord.path("Id").asText();
            writer.write(salesforceRecord);
        }

        long written() {
            return writer.records();
        }

        Optional<String> lastId() {
            return Optional.ofNullable(lastId);
        }
    }
}
