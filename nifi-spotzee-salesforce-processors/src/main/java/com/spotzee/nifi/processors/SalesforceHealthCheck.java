package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.spotzee.nifi.events.EventType;
import com.spotzee.nifi.events.LogEvent;
import com.spotzee.nifi.health.HealthCheckName;
import com.spotzee.nifi.health.HealthChecks;
import com.spotzee.nifi.health.HealthFinding;
import com.spotzee.nifi.health.HealthReport;
import com.spotzee.nifi.health.HealthResult;
import com.spotzee.nifi.health.OptOutCheck;
import com.spotzee.nifi.health.SpotzeeKeyCheck;
import com.spotzee.nifi.health.Watch;
import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.processors.pages.EventEmitter;
import com.spotzee.nifi.processors.pages.FlowAttributes;
import com.spotzee.nifi.services.SalesforceIntegration;
import com.spotzee.nifi.services.SpotzeeProject;
import com.spotzee.nifi.sync.StateStandings;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.PrimaryNodeOnly;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnUnscheduled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.scheduling.SchedulingStrategy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells, on a schedule of its own, whether an integration is well; raises its voice only when that changes. */
@Tags({"salesforce", "spotzee", "health", "monitoring", "status"})
@CapabilityDescription("""
        Checks an integration: whether Salesforce still accepts the login, whether every mapped field is still there, whether more than 10 % of the \
        day's API calls are left, whether the last sync is no older than twice the Sync Frequency and did not fail; and whether opt-outs find \
        their way, the organisation is the one of the first login, the user sees records, the clock is right and Spotzee accepts the key. \
        Each run emits its findings; a bulletin is written only when a check begins to fail or is well again. Verify runs the checks at once \
        while the processor is stopped.""")
@SeeAlso({QuerySalesforceIncremental.class})
@InputRequirement(InputRequirement.Requirement.INPUT_FORBIDDEN)
@PrimaryNodeOnly
// a full connection keeps nobody from hearing that something is wrong
@TriggerWhenAnyDestinationAvailable
@TriggerSerially
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "5 min")
@Stateful(scopes = Scope.CLUSTER, description = """
        Since when the integration has had its status, each check its result, and the sync of each object its place; and when it was looked at last. \
        Clearing it lets them count anew""")
@WritesAttributes({
    @WritesAttribute(attribute = SalesforceHealthCheck.STATUS, description = "Active if no check failed, Error otherwise"),
    @WritesAttribute(attribute = SalesforceHealthCheck.STATUS_SINCE, description = "Since when the status has been the same, ISO 8601"),
    @WritesAttribute(attribute = SalesforceHealthCheck.FAILED_CHECKS,
            description = "The checks that failed, with commas: credentials, field_mappings, api_limits, sync_staleness, last_sync, open_syncs, opt_outs, "
                    + "organization, visibility, clock, spotzee_key"),
    @WritesAttribute(attribute = SalesforceHealthCheck.REASON, description = "What failed and what to do about it; empty if nothing failed"),
    @WritesAttribute(attribute = "health.syncing.since", description = "Since when a sync is under way, ISO 8601; missing while none is"),
    @WritesAttribute(attribute = "health.last.success", description = "When the object whose last sync is the oldest was synced, ISO 8601"),
    @WritesAttribute(attribute = "health.lag.seconds",
            description = "How much of Salesforce's time is not in Spotzee yet, for the object that is furthest behind"),
    @WritesAttribute(attribute = "health.api.calls.left", description = "How many of the org's API calls a day are left"),
    @WritesAttribute(attribute = FlowAttributes.INTEGRATION_ID, description = "The integration's id"),
    @WritesAttribute(attribute = "event.type", description = "health_check"),
    @WritesAttribute(attribute = "event.timestamp", description = "When, ISO 8601"),
    @WritesAttribute(attribute = "filename", description = "health_check_all_<time>.json"),
    @WritesAttribute(attribute = "mime.type", description = "application/json")
})
public class SalesforceHealthCheck extends AbstractProcessor implements VerifiableProcessor {

    public static final PropertyDescriptor INTEGRATION = new PropertyDescriptor.Builder()
            .name("Salesforce Integration")
            .description("The integration that is checked")
            .identifiesControllerService(SalesforceIntegration.class)
            .required(true)
            .build();

    public static final PropertyDescriptor PROJECT = new PropertyDescriptor.Builder()
            .name("Spotzee Project")
            .description("""
                    Where people go. When it is named, it is checked whether its key works and whether its Opt-Out Subscriptions are e-mail subscriptions of \
                    the project, with two requests to Spotzee a run""")
            .identifiesControllerService(SpotzeeProject.class)
            .required(false)
            .build();

    public static final Relationship REL_HEALTHY = new Relationship.Builder()
            .name("healthy")
            .description("One FlowFile for each run in which no check failed, with all findings as JSON")
            .build();

    public static final Relationship REL_UNHEALTHY = new Relationship.Builder()
            .name("unhealthy")
            .description("One FlowFile for each run in which a check failed, with all findings as JSON: send it to whoever should know")
            .build();

    public static final Relationship REL_EVENTS = new Relationship.Builder()
            .name("events")
            .description("The integration log: one health_check event for each run")
            .build();

    static final String STATUS = "health.status";
    static final String STATUS_SINCE = "health.status.since";
    static final String FAILED_CHECKS = "health.failed.checks";
    static final String REASON = "health.reason";
    static final String FIGURE_PREFIX = "health.";

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(INTEGRATION, PROJECT);
    private static final Set<Relationship> RELATIONSHIPS = Set.of(REL_HEALTHY, REL_UNHEALTHY, REL_EVENTS);

    private final InstantSource clock;
    /** What fails, from one start to the next as well: whoever has cured it starts the check to see it well again. */
    private final Set<HealthCheckName> failing = EnumSet.noneOf(HealthCheckName.class);
    /** Which of these has been told since the start, for NiFi forgets its bulletins. */
    private final Set<HealthCheckName> told = EnumSet.noneOf(HealthCheckName.class);
    private volatile Cancellation cancellation = new Cancellation();
    private volatile HealthWatch watch = new HealthWatch(Instant.EPOCH);

    public SalesforceHealthCheck() {
        this(InstantSource.system());
    }

    SalesforceHealthCheck(final InstantSource clock) {
        this.clock = clock;
    }

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
        told.clear();
        watch = new HealthWatch(clock.instant());
        cancellation = new Cancellation();
    }

    @OnUnscheduled
    public void onUnscheduled() {
        cancellation.cancel();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        if (getNodeTypeProvider().isConfiguredForClustering() && !getNodeTypeProvider().isConnected()) {
            // cluster state silently becomes local on a node that has lost its cluster, and every sync would look overdue
            context.yield();
            return;
        }
        final Cancellation current = cancellation;
        final HealthReport report = current.during(() -> checks(context, integration(context)::claimOrganization,
                watch.look(new StateStandings(context.getStateManager()), integration(context).settings().syncFrequency(), clock.instant())).run());
        if (current.isCancelled()) {
            return;
        }
        emit(session, integration(context).settings().id().value(), report, since(context, report));
        tellChanges(report);
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final Watch looks = HealthWatch.verifying(new StateStandings(context.getStateManager()), clock.instant());
        // it looks, and binds the integration to no org
        return checks(context, () -> { }, looks).run().findings().stream().map(SalesforceHealthCheck::verification).toList();
    }

    private HealthChecks checks(final PropertyContext context, final HealthChecks.Claim claim, final Watch looks) {
        final SalesforceIntegration integration = integration(context);
        final SpotzeeProject project = context.getProperty(PROJECT).asControllerService(SpotzeeProject.class);
        final OptOutCheck optOuts = new OptOutCheck(integration.settings(), integration::plan,
                project == null ? null : new OptOutCheck.Destination(project.client(), project.optOutSubscriptions()), integration.history());
        return new HealthChecks(new HealthChecks.Subject(integration.settings(), integration.client(), claim, integration::plan,
                integration.history(), integration.ledger(), optOuts, new SpotzeeKeyCheck(project == null ? null : project.client())), clock, looks);
    }

    private static SalesforceIntegration integration(final PropertyContext context) {
        return context.getProperty(INTEGRATION).asControllerService(SalesforceIntegration.class);
    }

    private static Map<String, Instant> since(final ProcessContext context, final HealthReport report) {
        try {
            return new StateStandings(context.getStateManager()).since(report.standings(), report.time());
        } catch (final IOException unreadable) {
            // the check of staleness, which needs the same state, says so: what is known is that it stands so now
            return report.standings().keySet().stream().collect(Collectors.toMap(Function.identity(), thing -> report.time()));
        }
    }

    private static void emit(final ProcessSession session, final String integration, final HealthReport report, final Map<String, Instant> since) {
        final LogEvent event = event(integration, report, since);
        final Map<String, String> status = new HashMap<>(Map.of(STATUS, report.status(), STATUS_SINCE, since.get(HealthReport.STATUS).toString(),
                FAILED_CHECKS, report.failedChecks(), REASON, report.sentences()));
        report.figures().summary().forEach((name, figure) -> status.put(FIGURE_PREFIX + name, figure));
        EventEmitter.emit(session, event, status, REL_EVENTS);
        EventEmitter.emit(session, event, status, report.healthy() ? REL_HEALTHY : REL_UNHEALTHY);
        session.adjustCounter(report.healthy() ? "Checks Healthy" : "Checks Unhealthy", 1, false);
    }

    private static LogEvent event(final String integration, final HealthReport report, final Map<String, Instant> since) {
        final LogEvent event = LogEvent.ofIntegration(EventType.HEALTH_CHECK, report.time(), integration)
                .with("status", JsonNodeFactory.instance.textNode(report.status()))
                .with("since", JsonNodeFactory.instance.textNode(since.get(HealthReport.STATUS).toString()))
                .with("checks", report.json(since)).with("syncs", report.figures().syncs()).withDuration(report.duration());
        final LogEvent counted = report.figures().apiCalls().map(calls -> event.with("api_calls", calls)).orElse(event);
        return report.healthy() ? counted : counted.withError(report.sentences());
    }

    private void tellChanges(final HealthReport report) {
        for (final HealthFinding finding : report.findings()) {
            if (finding.failed()) {
                tellFailure(finding);
            } else if (finding.verdict().result() == HealthResult.PASSED && failing.remove(finding.check())) {
                told.remove(finding.check());
                getLogger().warn("The health check {} is well again: {}", finding.check().label(), finding.sentence());
            }
        }
    }

    private void tellFailure(final HealthFinding finding) {
        failing.add(finding.check());
        if (told.add(finding.check())) {
            getLogger().error("The health check {} fails: {}", finding.check().label(), finding.sentence());
        }
    }

    private static ConfigVerificationResult verification(final HealthFinding finding) {
        final Outcome outcome = switch (finding.verdict().result()) {
            case PASSED -> Outcome.SUCCESSFUL;
            case FAILED -> Outcome.FAILED;
            case UNKNOWN -> Outcome.SKIPPED;
        };
        return new ConfigVerificationResult.Builder().verificationStepName(finding.check().title()).outcome(outcome)
                .explanation(finding.sentence()).build();
    }
}
