package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.integration.DeletionSettings;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.integration.UnreadableOptOut;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.mapping.MappedRecord;
import com.spotzee.nifi.mapping.RecordMapper;
import com.spotzee.nifi.processors.pages.DroppedValues;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.processors.pages.LeftOutRecords;
import com.spotzee.nifi.processors.pages.PageRewrite;
import com.spotzee.nifi.processors.pages.PlannedPages;
import com.spotzee.nifi.processors.pages.RecordEnvelope;
import com.spotzee.nifi.records.UnreadableRecordsException;
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

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes Spotzee users of Salesforce records; a value that does not fit is left out and told, and never stops a record. */
@Tags({"salesforce", "spotzee", "mapping", "convert", "sync"})
@CapabilityDescription("""
        Turns Salesforce records into Spotzee users by the integration's field mappings. A value that does not fit its target's type is left out with a \
        warning that names row and field; an empty field clears the property in Spotzee; a field that could not be read leaves it as it is.""")
@SeeAlso({ApplySyncRules.class, ResolveExternalId.class})
// a full failure connection stops nothing; a full onward connection is respected in the trigger
@TriggerWhenAnyDestinationAvailable
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@ReadsAttributes({
        @ReadsAttribute(attribute = FlowAttributes.OBJECT, description = "Which object's mappings are applied: Lead, Contact or CampaignMember"),
        @ReadsAttribute(attribute = FlowAttributes.INTEGRATION_ID, description = "If present, has to be the id of the chosen integration"),
        @ReadsAttribute(attribute = FlowAttributes.SYNC_LANE, description = "opt-out and deleted: the page passes untouched, for it holds ids only")
})
@WritesAttributes({
        @WritesAttribute(attribute = FlowAttributes.RECORD_COUNT, description = "Records in the FlowFile"),
        @WritesAttribute(attribute = FlowAttributes.OPT_OUT_PROPERTY, description = "The property under data whose true means opted out, if it is mapped"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "unmappable",
                description = "Records without a Salesforce id, or whose opt-out can't be read"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "dropped_values", description = "Values that did not fit and were left out"),
        @WritesAttribute(attribute = FlowAttributes.DROPPED_PREFIX + "*", description = "The same by mapping row: its name stands for the star"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_MAPPINGS,
                description = "Digest of the mapping rows that were applied: the query notices if it never saw them"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_OPT_OUT, description = "The same of the opt-out row"),
        @WritesAttribute(attribute = "mime.type", description = "application/x-ndjson"),
        @WritesAttribute(attribute = FlowAttributes.FAILURE_REASON, description = "On failure: what is wrong and what to do")
})
public class MapFieldsToSpotzee extends AbstractProcessor {

    public static final PropertyDescriptor INTEGRATION = new PropertyDescriptor.Builder()
            .name("Salesforce Integration")
            .description("The integration whose field mappings are applied")
            .identifiesControllerService(SalesforceIntegration.class)
            .required(true)
            .build();

    public static final Relationship REL_SUCCESS = new Relationship.Builder()
            .name("success")
            .description("Spotzee users, each with the Salesforce id it came from")
            .build();

    public static final Relationship REL_FAILURE = new Relationship.Builder()
            .name("failure")
            .description("FlowFiles that hold no Salesforce records, or whose attributes don't say of which object")
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(INTEGRATION);
    private static final Set<Relationship> RELATIONSHIPS = Set.of(REL_SUCCESS, REL_FAILURE);

    private final PlannedPages pages = new PlannedPages(REL_SUCCESS, REL_FAILURE, InstantSource.system());

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
        pages.next(context, session, integration, getLogger(), (page, plan) -> map(session, page, plan, integration.settings()));
    }

    private void map(final ProcessSession session, final FlowPage page, final ObjectPlan plan, final IntegrationSettings settings)
            throws UnreadableRecordsException {
        final DroppedValues dropped = new DroppedValues();
        final LeftOutRecords leftOut = new LeftOutRecords();
        final boolean hold = settings.unreadableOptOut() == UnreadableOptOut.HOLD;
        final PageRewrite.Rewritten users = PageRewrite.of(session, page.flowFile(), (reader, writer) -> {
            for (Optional<ObjectNode> next = reader.next(); next.isPresent(); next = reader.next()) {
                final Optional<ObjectNode> user = user(next.get(), plan.mapper(), hold, leftOut, dropped);
                if (user.isPresent()) {
                    writer.write(alive(user.get(), settings.deletions()));
                }
            }
        });
        final Map<String, String> attributes = new HashMap<>(page.attributes(users.written(),
                Map.of(SyncCount.UNMAPPABLE, leftOut.count(), SyncCount.DROPPED_VALUES, dropped.count()), dropped.byRow()));
        attributes.put(FlowAttributes.SYNC_MAPPINGS, StepPrints.mappingsOf(plan));
        attributes.put(FlowAttributes.SYNC_OPT_OUT, StepPrints.optOutOf(plan));
        plan.optOut().ifPresent(optOut -> attributes.put(FlowAttributes.OPT_OUT_PROPERTY, settings.optOutProperty()));
        final FlowFile result = session.putAllAttributes(users.flowFile(), attributes);
        session.getProvenanceReporter().modifyContent(result, "%d of %d records became Spotzee users; %d values did not fit"
                .formatted(users.written(), users.read(), dropped.count()));
        session.transfer(result, REL_SUCCESS);
        report(session, page, dropped, leftOut);
    }

    /** Whoever comes this way is there, or there again: a mark from before is taken back. */
    private static ObjectNode alive(final ObjectNode user, final DeletionSettings deletions) {
        deletions.property().ifPresent(property -> user.withObjectProperty("data").put(property, false));
        return user;
    }

    private static Optional<ObjectNode> user(final ObjectNode salesforceRecord, final RecordMapper mapper, final boolean hold, final LeftOutRecords leftOut,
                                             final DroppedValues dropped) {
        final Optional<RecordEnvelope> envelope = RecordEnvelope.ofSalesforceRecord(salesforceRecord);
        if (envelope.isEmpty()) {
            leftOut.withoutId();
            return Optional.empty();
        }
        final String id = envelope.get().id();
        final MappedRecord mapped = mapper.map(salesforceRecord);
        if (hold && !mapped.optOutKnown()) {
            leftOut.withoutOptOut(id);
            return Optional.empty();
        }
        mapped.dropped().forEach(value -> dropped.add(value, id));
        return Optional.of(envelope.get().around(mapped.user()));
    }

    private void report(final ProcessSession session, final FlowPage page, final DroppedValues dropped, final LeftOutRecords leftOut) {
        session.adjustCounter("Values Dropped", dropped.count(), false);
        session.adjustCounter("Records Unmappable", leftOut.count(), false);
        if (dropped.count() > 0) {
            getLogger().warn("{} values did not fit and were left out of {}: {}", dropped.count(), page.flowFile(), dropped.summary());
        }
        leftOut.tell(page.flowFile(), getLogger());
    }
}
