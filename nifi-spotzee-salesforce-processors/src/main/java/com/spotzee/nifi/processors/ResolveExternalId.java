package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.identity.SeenPeople;
import com.spotzee.nifi.integration.EmailKey;
import com.spotzee.nifi.integration.IntegrationSettings;
import com.spotzee.nifi.ledger.DroppedByRow;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.processors.pages.DoublesReport;
import com.spotzee.nifi.processors.pages.FailedPage;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.pages.FlowPage;
import com.spotzee.nifi.processors.pages.PageIdentities;
import com.spotzee.nifi.processors.pages.PageNaming;
import com.spotzee.nifi.processors.pages.PageRewrite;
import com.spotzee.nifi.processors.pages.RecordEnvelope;
import com.spotzee.nifi.records.JsonRecordReader;
import com.spotzee.nifi.records.JsonRecordWriter;
import com.spotzee.nifi.records.JsonRecords;
import com.spotzee.nifi.records.UnreadableRecordsException;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.sync.ExternalId;
import com.spotzee.nifi.sync.SyncLane;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives everybody the one id by which Spotzee knows them, and lets the newest version of a record win within a page. */
@Tags({"salesforce", "spotzee", "identity", "external id", "deduplicate", "sync"})
@CapabilityDescription("""
        Gives each user the external id sf_<Integration ID>_<object>_<Salesforce id>, always with the 18-character id. If a page holds a record more than \
        once, the newest version is kept. Users who may be one person (a converted lead with its contact, lead and contact or two records of one object \
        with the same e-mail address) are reported on duplicates with what to do, and never merged.""")
@SeeAlso({MapFieldsToSpotzee.class})
// full duplicates and failure connections stop nothing; a full onward connection is respected in the trigger
@TriggerWhenAnyDestinationAvailable
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SupportsBatching
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = "Ids of one page are held while it is treated, and ids and "
        + "hashed e-mail addresses of up to 100,000 people to find doubles: about 30 MB, or 80 MB where many people share their addresses. Of more people the "
        + "addresses that were not seen for longest are forgotten, and doubles that lie further apart are not found; the counter Addresses Forgotten tells")
@ReadsAttributes({
        @ReadsAttribute(attribute = FlowAttributes.OBJECT, description = "The object that stands in the external ids: Lead, Contact or CampaignMember"),
        @ReadsAttribute(attribute = FlowAttributes.INTEGRATION_ID, description = "If present, has to be the id of the chosen integration"),
        @ReadsAttribute(attribute = FlowAttributes.SYNC_LANE, description = "opt-out: nothing but the external ids is passed on; "
                + "deleted: the external ids and whether the record is deleted"),
        @ReadsAttribute(attribute = FlowAttributes.INSTANCE, description = "Address of the Salesforce instance, for the links in reports of doubles"),
        @ReadsAttribute(attribute = FlowAttributes.DELETION_PROPERTY, description = "On pages of deleted records: the property that tells so")
})
@WritesAttributes({
        @WritesAttribute(attribute = FlowAttributes.RECORD_COUNT, description = "Records in the FlowFile"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "deduplicated", description = "Older versions of records that the page held more than once"),
        @WritesAttribute(attribute = FlowAttributes.DUPLICATE_KINDS,
                description = "On duplicates: converted_lead, lead_and_contact and same_object, as they occur"),
        @WritesAttribute(attribute = "mime.type", description = "application/x-ndjson"),
        @WritesAttribute(attribute = FlowAttributes.FAILURE_REASON, description = "On failure: what is wrong and what to do")
})
public class ResolveExternalId extends AbstractProcessor {

    public static final PropertyDescriptor INTEGRATION = new PropertyDescriptor.Builder()
            .name("Salesforce Integration")
            .description("The integration whose id stands in the external ids")
            .identifiesControllerService(SalesforceIntegration.class)
            .required(true)
            .build();

    public static final Relationship REL_SUCCESS = new Relationship.Builder()
            .name("success")
            .description("Users with their external ids, ready for Spotzee")
            .build();

    public static final Relationship REL_DUPLICATES = new Relationship.Builder()
            .name("duplicates")
            .description("Suspected doubles, found in one page or with those before: one JSON line for each two users with the reason, both external ids, "
                    + "links to the records and what to do")
            .autoTerminateDefault(true)
            .build();

    public static final Relationship REL_FAILURE = new Relationship.Builder()
            .name("failure")
            .description("FlowFiles that hold no mapped users, or whose attributes don't say of which object")
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(INTEGRATION);
    private static final Set<Relationship> RELATIONSHIPS = Set.of(REL_SUCCESS, REL_DUPLICATES, REL_FAILURE);

    private final SeenPeople seen;

    public ResolveExternalId() {
        this(new SeenPeople(SeenPeople.MOST));
    }

    ResolveExternalId(final SeenPeople seen) {
        this.seen = seen;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) throws ProcessException {
        if (!context.getAvailableRelationships().contains(REL_SUCCESS)) {
            context.yield();
            return;
        }
        final FlowFile flowFile = session.get();
        if (flowFile == null) {
            return;
        }
        final FlowPage page = new FlowPage(flowFile);
        final SalesforceIntegration integration = context.getProperty(INTEGRATION).asControllerService(SalesforceIntegration.class);
        try {
            resolve(session, page, naming(integration, page));
        } catch (final UnreadableRecordsException e) {
            FailedPage.route(session, page, e, REL_FAILURE);
        } catch (final IOException e) {
            throw new ProcessException("The records could not be read or written", e);
        }
    }

    /** Without the key no doubles are told, but nobody has to wait for that. */
    private PageNaming naming(final SalesforceIntegration integration, final FlowPage page) throws UnreadableRecordsException {
        final IntegrationSettings settings = integration.settings();
        page.checkIntegration(settings.id());
        EmailKey key = null;
        if (page.lane() == SyncLane.MAIN) {
            try {
                key = integration.emailKey();
            } catch (final IOException e) {
                getLogger().warn("Doubles by e-mail address are not looked for in {}, because the integration's state can't be read", page.flowFile(), e);
            }
        }
        return new PageNaming(settings, page.object(), page.lane() == SyncLane.DELETED ? page.deletionProperty() : null, key);
    }

    private void resolve(final ProcessSession session, final FlowPage page, final PageNaming naming) throws IOException {
        final PageIdentities identities;
        try (JsonRecordReader reader = JsonRecords.reader(session.read(page.flowFile()))) {
            identities = PageIdentities.of(reader, naming);
        }
        final PageRewrite.Rewritten named = PageRewrite.of(session, page.flowFile(), (reader, writer) -> write(page, reader, writer, identities, naming));
        final long deduplicated = named.read() - identities.people();
        final FlowFile result = session.putAllAttributes(named.flowFile(),
                page.attributes(identities.people(), Map.of(SyncCount.DEDUPLICATED, deduplicated), DroppedByRow.NOTHING));
        session.getProvenanceReporter().modifyContent(result, "%d records got their external ids; %d older versions were left out"
                .formatted(identities.people(), deduplicated));
        if (page.lane() == SyncLane.MAIN) {
            new DoublesReport(session, page).send(seen.enter(identities.sightings()), REL_DUPLICATES);
            session.adjustCounter("Addresses Forgotten", seen.takeForgotten(), false);
        }
        session.transfer(result, REL_SUCCESS);
        session.adjustCounter("Records Deduplicated", deduplicated, false);
    }

    private static void write(final FlowPage page, final JsonRecordReader reader, final JsonRecordWriter writer, final PageIdentities identities,
                              final PageNaming naming) throws IOException {
        for (Optional<ObjectNode> next = reader.next(); next.isPresent(); next = reader.next()) {
            final Optional<ExternalId> externalId = identities.kept(next.get(), reader.records());
            if (externalId.isPresent()) {
                writer.write(item(page.lane(), next.get(), externalId.get(), naming));
            }
        }
    }

    private static ObjectNode item(final SyncLane lane, final ObjectNode source, final ExternalId externalId, final PageNaming naming) {
        final ObjectNode item = JsonRecords.emptyRecord().put("external_id", externalId.value());
        switch (lane) {
            case MAIN -> RecordEnvelope.ofUser(source).ifPresent(envelope -> item.setAll(RecordEnvelope.unwrapped(source)));
            case OPT_OUT -> { }
            case DELETED -> item.putObject("data").put(naming.deletionProperty(), source.path("IsDeleted").asBoolean(true));
        }
        return item;
    }
}
