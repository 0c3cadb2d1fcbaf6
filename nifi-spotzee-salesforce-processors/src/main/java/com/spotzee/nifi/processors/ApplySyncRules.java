package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.processors.pages.PageRewrite;
import com.spotzee.nifi.processors.pages.PlannedPages;
import com.spotzee.nifi.records.JsonRecordReader;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.rules.RecordFilter;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.sync.StepPrints;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnUnscheduled;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides record by record who is synced, exactly as Salesforce's own filter would. */
@Tags({"salesforce", "spotzee", "rules", "filter", "sync"})
@CapabilityDescription("""
        Keeps the Salesforce records that match the integration's sync rules, with the same meaning that the rules have in the query. It decides what \
        Salesforce could not filter by, and filters records that come from elsewhere. A page without a match travels on empty, so that it is accounted for.""")
@SeeAlso({QuerySalesforceIncremental.class, MapFieldsToSpotzee.class})
// full unmatched and failure connections stop nothing; a full onward connection is respected in the trigger
@TriggerWhenAnyDestinationAvailable
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@ReadsAttributes({
        @ReadsAttribute(attribute = FlowAttributes.OBJECT, description = "Which object's rules are applied: Lead, Contact or CampaignMember"),
        @ReadsAttribute(attribute = FlowAttributes.INTEGRATION_ID, description = "If present, has to be the id of the chosen integration"),
        @ReadsAttribute(attribute = FlowAttributes.SYNC_LANE, description = "opt-out: the page passes untouched, whatever the rules say")
})
@WritesAttributes({
        @WritesAttribute(attribute = FlowAttributes.RECORD_COUNT, description = "Records in the FlowFile"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "filtered", description = "Records that did not match"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_RULES, description = "Digest of the rules that were applied: the query notices if it never saw them"),
        @WritesAttribute(attribute = "mime.type", description = "application/x-ndjson"),
        @WritesAttribute(attribute = FlowAttributes.FAILURE_REASON, description = "On failure: what is wrong and what to do")
})
public class ApplySyncRules extends AbstractProcessor {

    public static final PropertyDescriptor INTEGRATION = new PropertyDescriptor.Builder()
            .name("Salesforce Integration")
            .description("The integration whose sync rules are applied")
            .identifiesControllerService(SalesforceIntegration.class)
            .required(true)
            .build();

    public static final Relationship REL_MATCHED = new Relationship.Builder()
            .name("matched")
            .description("The records that match the rules; an empty FlowFile if none does")
            .build();

    public static final Relationship REL_UNMATCHED = new Relationship.Builder()
            .name("unmatched")
            .description("The records that do not match")
            .autoTerminateDefault(true)
            .build();

    public static final Relationship REL_FAILURE = new Relationship.Builder()
            .name("failure")
            .description("FlowFiles that hold no Salesforce records, or whose attributes don't say of which object")
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(INTEGRATION);
    private static final Set<Relationship> RELATIONSHIPS = Set.of(REL_MATCHED, REL_UNMATCHED, REL_FAILURE);

    private final PlannedPages pages = new PlannedPages(REL_MATCHED, REL_FAILURE, InstantSource.system());

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @OnScheduled
    public void onScheduled() {
        pages.start();
    }

    @OnUnscheduled
    public void onUnscheduled() {
        pages.stop();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) throws ProcessException {
        final SalesforceIntegration integration = context.getProperty(INTEGRATION).asControllerService(SalesforceIntegration.class);
        pages.next(context, session, integration, getLogger(),
                (page, plan) -> apply(session, page, plan.filter(), StepPrints.rulesOf(plan)));
    }

    private void apply(final ProcessSession session, final FlowPage page, final RecordFilter filter, final String print) throws UnreadableRecordsException {
        final FlowFile unmatched = session.create(page.flowFile());
        final PageRewrite.Rewritten matched;
        try {
            matched = PageRewrite.of(session, page.flowFile(), (records, matching) -> split(records, filter, matching, session.write(unmatched)));
        } catch (final UnreadableRecordsException e) {
            session.remove(unmatched);
            throw e;
        }
        final long others = matched.read() - matched.written();
        final FlowFile result = session.putAllAttributes(session.putAttribute(matched.flowFile(), FlowAttributes.SYNC_RULES, print),
                page.attributes(matched.written(), Map.of(SyncCount.FILTERED, others), DroppedByRow.NOTHING));
        session.getProvenanceReporter().modifyContent(result, "%d of %d records match the sync rules".formatted(matched.written(), matched.read()));
        session.transfer(result, REL_MATCHED);
        if (others == 0) {
            session.remove(unmatched);
        } else {
            session.transfer(session.putAllAttributes(unmatched, FlowPage.attributes(others)), REL_UNMATCHED);
        }
        session.adjustCounter("Records Matched", matched.written(), false);
        session.adjustCounter("Records Unmatched", others, false);
    }

    private static void split(final JsonRecordReader records, final RecordFilter filter, final JsonRecordWriter matching, final OutputStream unmatched)
            throws IOException {
        try (JsonRecordWriter others = JsonRecords.ownWriter(unmatched)) {
            for (Optional<ObjectNode> next = records.next(); next.isPresent(); next = records.next()) {
                (filter.matches(next.get()) ? matching : others).write(next.get());
            }
        }
    }
}
