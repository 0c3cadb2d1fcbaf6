package com.spotzee.nifi.processors;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.processors.reading.BulkUse;
import com.spotzee.nifi.processors.reading.ObjectSyncs;
import com.spotzee.nifi.processors.reading.QueryApi;
import com.spotzee.nifi.processors.reading.QueryRun;
import com.spotzee.nifi.processors.reading.StartDate;
import com.spotzee.nifi.processors.reading.SyncRequests;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.sync.ApiGate;
import com.spotzee.nifi.sync.ApiReserve;
import com.spotzee.nifi.sync.Checkpoints;
import com.spotzee.nifi.sync.ServerClock;
import com.spotzee.nifi.sync.UnusedPages;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.PrimaryNodeOnly;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.annotation.behavior.TriggerWhenEmpty;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnUnscheduled;
import org.apache.nifi.annotation.notification.OnPrimaryNodeStateChange;
import org.apache.nifi.annotation.notification.PrimaryNodeState;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.processor.AbstractSessionFactoryProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.scheduling.SchedulingStrategy;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Reads the people that changed in Salesforce, window by window, and never moves on before what it read is safe in NiFi. */
@Tags({"salesforce", "spotzee", "crm", "lead", "contact", "campaign", "incremental", "soql", "sync"})
@CapabilityDescription("""
        Reads the Leads, Contacts and CampaignMembers that match the integration's sync rules, and later those that changed, as JSON lines. \
        People who have opted out are emitted apart and first. State moves only with the commit of the FlowFiles it stands for: after a crash, \
        a restart or a change of the primary node it goes on where it was.""")
@InputRequirement(InputRequirement.Requirement.INPUT_ALLOWED)
@PrimaryNodeOnly
// a full events connection stops nothing, and neither do waiting pages keep opt-outs; reading looks at success itself
@TriggerWhenAnyDestinationAvailable
@TriggerSerially
@TriggerWhenEmpty
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "5 sec")
@Stateful(scopes = Scope.CLUSTER, description = """
        For each object: where the next window begins, the open window with its resume point or Bulk job, requests that are not served yet, and a \
        bounded list of records (ids and digests) that the next window may show again, up to when deletions are known, \
        and which records in the recycle bin were marked. Clearing it leads to a full sync.""")
@ReadsAttributes({
        @ReadsAttribute(attribute = FlowAttributes.SYNC_MODE,
                description = "On an incoming FlowFile: full asks for everything, incremental (the default) for changes"),
        @ReadsAttribute(attribute = FlowAttributes.OBJECT, description = "On an incoming FlowFile: the one object to sync; all of them if it is missing")
})
@WritesAttributes({
        @WritesAttribute(attribute = FlowAttributes.OBJECT, description = "Lead, Contact or CampaignMember"),
        @WritesAttribute(attribute = FlowAttributes.INSTANCE, description = "Address of the Salesforce instance that answered"),
        @WritesAttribute(attribute = FlowAttributes.INTEGRATION_ID, description = "The integration's id"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_ID, description = "The sync that the page or event belongs to"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_PAGE, description = "Number of the page within the sync, from 0"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_EMISSION, description = "The same on everything that is made of one emission of a page"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_LANE, description = "main, opt-out or deleted"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_MODE, description = "full, incremental, or rows: of everybody, the mapping rows that changed"),
        @WritesAttribute(attribute = FlowAttributes.SYNC_READING,
                description = "How the page was asked for: rest, bulk, id ranges or time slices"),
        @WritesAttribute(attribute = FlowAttributes.OPTED_OUT, description = """
                On pages of records: who is known to have opted out, whatever the record says, as a list of ids in few characters"""),
        @WritesAttribute(attribute = FlowAttributes.RECORD_COUNT, description = "Records in the FlowFile"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "queried", description = "Records that Salesforce returned for this page"),
        @WritesAttribute(attribute = FlowAttributes.COUNT_PREFIX + "recognised",
                description = "Records among them that were emitted before, unchanged, and are left out"),
        @WritesAttribute(attribute = FlowAttributes.PRIORITY,
                description = "1 for opt-outs, 3 for records to be marked as deleted, 5 for the others: for the PriorityAttributePrioritizer"),
        @WritesAttribute(attribute = FlowAttributes.DELETION_PROPERTY,
                description = "On pages of records to be marked: the property that says they were deleted"),
        @WritesAttribute(attribute = "event.type", description = "On events: what happened"),
        @WritesAttribute(attribute = "event.timestamp", description = "On events: when, ISO 8601"),
        @WritesAttribute(attribute = "mime.type", description = "application/x-ndjson on pages, application/json on events")
})
public class QuerySalesforceIncremental extends AbstractSessionFactoryProcessor {

    public static final PropertyDescriptor INTEGRATION = new PropertyDescriptor.Builder()
            .name("Salesforce Integration")
            .description("The integration whose objects, rules and mappings say what is read")
            .identifiesControllerService(SalesforceIntegration.class)
            .required(true)
            .build();

    public static final PropertyDescriptor OVERLAP = new PropertyDescriptor.Builder()
            .name("Overlap")
            .description("""
                    How far each window reaches back into the one before, to find records that were committed late. What was emitted already and has \
                    not changed is recognised and left out, while it is not more than 400 records.""")
            .required(true)
            .defaultValue("5 min")
            .addValidator(StandardValidators.createTimePeriodValidator(0, TimeUnit.SECONDS, 1, TimeUnit.DAYS))
            .build();

    public static final PropertyDescriptor START_DATE = new PropertyDescriptor.Builder()
            .name("Start Date")
            .description("""
                    Bounds the first sync: people who have not changed since this day (2026-01-31) or moment (2026-01-31T08:00:00Z), by the \
                    integration's Cursor Field, are left out until they change. Without it everybody who matches the rules is synced. Set later, it \
                    leaves nobody out of what is read again; set earlier or removed, it counts from the next full sync that is asked for. Opt-outs \
                    arrive whatever it says.""")
            .required(false)
            .addValidator(StartDate.FORM)
            .build();

    public static final PropertyDescriptor FULL_SYNC_REQUEST = new PropertyDescriptor.Builder()
            .name("Full Sync Request")
            .description("""
                    Any text, such as today's date. Each new text asks once for a full sync: everybody who matches the rules is read again, and what is \
                    known of deletions stays. Removing the text asks for nothing.""")
            .required(false)
            .addValidator(Validator.VALID)
            .build();

    public static final PropertyDescriptor WAIT_FOR_DELIVERY = new PropertyDescriptor.Builder()
            .name("Wait For Delivery")
            .description("""
                    Whether the next window is opened only when PutSpotzeeUsers has delivered this one, so that an older value never overtakes a newer \
                    one. Switch it off only for a flow that ends elsewhere than in PutSpotzeeUsers.""")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("true")
            .build();

    public static final PropertyDescriptor DELIVERY_TIMEOUT = new PropertyDescriptor.Builder()
            .name("Delivery Timeout")
            .description("A window that was read and is not delivered after this time is given up with a warning and read again")
            .required(true)
            .defaultValue("24 hours")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.MINUTES, 365, TimeUnit.DAYS))
            .dependsOn(WAIT_FOR_DELIVERY, "true")
            .build();

    public static final PropertyDescriptor API_RESERVE = new PropertyDescriptor.Builder()
            .name("API Reserve")
            .description("""
                    How much of the org's daily API calls is left to others, in percent. When less is left, reading stops after the page at hand, \
                    keeps its place and goes on when there is room again; opt-outs may use half of it. 0 reads until Salesforce refuses.""")
            .required(true)
            .defaultValue("10 %")
            .addValidator(QuerySalesforceIncremental::reserveForm)
            .build();

    public static final PropertyDescriptor QUERY_API = new PropertyDescriptor.Builder()
            .name("Query API")
            .description("How records are asked for. First syncs and mass updates come faster, and with fewer API calls, through Bulk API 2.0")
            .required(true)
            .allowableValues(QueryApi.class)
            .defaultValue(QueryApi.AUTOMATIC)
            .build();

    public static final PropertyDescriptor BULK_THRESHOLD = new PropertyDescriptor.Builder()
            .name("Bulk Threshold")
            .description("A query that finds more records than this is read by a Bulk API 2.0 job, all but its first page")
            .required(true)
            .defaultValue("50000")
            .addValidator(StandardValidators.NON_NEGATIVE_INTEGER_VALIDATOR)
            .dependsOn(QUERY_API, QueryApi.AUTOMATIC)
            .build();

    public static final Relationship REL_SUCCESS = new Relationship.Builder()
            .name("success")
            .description("Pages of records that changed, one FlowFile each")
            .build();

    public static final Relationship REL_OPTED_OUT = new Relationship.Builder()
            .name("opted_out")
            .description("People who have opted out and, if the integration asks for them, records that were deleted: ids and stamps only, whatever the "
                    + "rules say. Send them to Spotzee first")
            .build();

    public static final Relationship REL_EVENTS = new Relationship.Builder()
            .name("events")
            .description("The integration log: sync_started, sync_completed, sync_failed, records_imported, records_updated, deletions_unknown, "
                    + "opt_outs_unknown")
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(INTEGRATION, START_DATE, FULL_SYNC_REQUEST, OVERLAP, WAIT_FOR_DELIVERY,
            DELIVERY_TIMEOUT, QUERY_API, BULK_THRESHOLD, API_RESERVE);
    private static final Set<Relationship> RELATIONSHIPS = Set.of(REL_SUCCESS, REL_OPTED_OUT, REL_EVENTS);

    private final InstantSource clock;
    private final LongSupplier elapsedMillis;
    private volatile Cancellation cancellation = new Cancellation();
    private volatile ApiGate gate;
    private volatile ServerClock serverClock;
    private volatile UnusedPages unusedPages = new UnusedPages();
    private volatile ObjectSyncs syncs;
    private volatile boolean elected;

    public QuerySalesforceIncremental() {
        this(InstantSource.system(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    QuerySalesforceIncremental(final InstantSource clock, final LongSupplier elapsedMillis) {
        this.clock = clock;
        this.elapsedMillis = elapsedMillis;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    /** After a start everything is due at once: that is how users ask for a sync now. */
    @OnScheduled
    public void onScheduled(final ProcessContext context) {
        syncs = new ObjectSyncs(elapsedMillis);
        serverClock = new ServerClock(elapsedMillis);
        gate = new ApiGate(ApiReserve.parse(context.getProperty(API_RESERVE).getValue()), elapsedMillis);
        cancellation = new Cancellation();
    }

    /** Another node may have gone on meanwhile, so what this one has asked for and keeps in mind of it may be told no more: it begins as after a start. */
    @OnPrimaryNodeStateChange
    public void onPrimaryNodeChange(final PrimaryNodeState state) {
        elected = state == PrimaryNodeState.ELECTED_PRIMARY_NODE;
    }

    @OnUnscheduled
    public void onUnscheduled() {
        cancellation.cancel();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSessionFactory sessionFactory) throws ProcessException {
        if (getNodeTypeProvider().isConfiguredForClustering() && !getNodeTypeProvider().isConnected()) {
            // Cluster state silently becomes local on a node that has lost its cluster.
            context.yield();
            return;
        }
        if (elected) {
            elected = false;
            syncs = new ObjectSyncs(elapsedMillis);
            unusedPages = new UnusedPages();
        }
        final QueryRun run = run(context, sessionFactory);
        cancellation.during(() -> {
            advance(run);
            return null;
        });
    }

    private void advance(final QueryRun run) {
        try {
            new SyncRequests(run).take();
            checkUsage(run);
            syncs.advance(run);
        } catch (final IOException e) {
            throw new ProcessException("NiFi's state or content could not be read or written; the run is repeated", e);
        }
    }

    /** While reading stands still, one call for all objects finds out whether it may go on. */
    private void checkUsage(final QueryRun run) {
        if (!gate.checkDue()) {
            return;
        }
        try {
            gate.checked(run.client().apiUsage());
        } catch (final SalesforceFailure.AllowanceUsedUp still) {
            gate.usedUp();
        } catch (final SalesforceFailure notNow) {
            getLogger().info("Whether enough API calls are left again could not be found out: {}", notNow.getMessage());
        }
    }

    private static ValidationResult reserveForm(final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result = new ValidationResult.Builder().subject(subject).input(input);
        try {
            ApiReserve.parse(input);
            return result.valid(true).build();
        } catch (final IllegalArgumentException refused) {
            return result.valid(false).explanation(refused.getMessage()).build();
        }
    }

    private QueryRun run(final ProcessContext context, final ProcessSessionFactory sessionFactory) {
        final boolean waits = context.getProperty(WAIT_FOR_DELIVERY).asBoolean();
        final String startDate = context.getProperty(START_DATE).getValue();
        final QueryRun.QuerySettings settings = new QueryRun.QuerySettings(context.getProperty(OVERLAP).asDuration(), waits,
                waits ? context.getProperty(DELIVERY_TIMEOUT).asDuration() : Duration.ZERO, startDate == null ? null : StartDate.parse(startDate).orElse(null),
                bulkUse(context), Objects.requireNonNullElse(context.getProperty(FULL_SYNC_REQUEST).getValue(), ""));
        return new QueryRun(sessionFactory, new QueryRun.QueryRoutes(REL_SUCCESS, REL_OPTED_OUT, REL_EVENTS),
                context.getProperty(INTEGRATION).asControllerService(SalesforceIntegration.class), settings,
                new Checkpoints(context.getStateManager(), unusedPages), syncs.knownOptOuts(), gate, getLogger(), clock, serverClock,
                () -> !isScheduled() || cancellation.isCancelled(), () -> !context.getAvailableRelationships().contains(REL_SUCCESS));
    }

    private static BulkUse bulkUse(final ProcessContext context) {
        final QueryApi api = context.getProperty(QUERY_API).asAllowableValue(QueryApi.class);
        return new BulkUse(api, api == QueryApi.AUTOMATIC ? context.getProperty(BULK_THRESHOLD).asInteger() : 0);
    }
}
