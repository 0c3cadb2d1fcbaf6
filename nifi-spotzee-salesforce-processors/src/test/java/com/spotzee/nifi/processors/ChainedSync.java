package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.MailableWatch;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import com.spotzee.nifi.services.SpotzeeProject;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import com.spotzee.nifi.sync.SyncOutcome;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Query, mapper, external ids and sender in a row, from an emulated org to an emulated project, round after round on a clock of its own. */
final class ChainedSync implements AutoCloseable {

    static final Duration FREQUENCY = Duration.ofHours(1);
    private static final long MARKETING = 1;
    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");

    private final OrgClock clock = OrgClock.standingAt(BEGIN);
    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
    private final MailableWatch watch = MailableWatch.on(project, MARKETING);
    private final AtomicLong elapsedMillis = new AtomicLong();
    private boolean started;
    private int superseded;
    private final List<MockFlowFile> events = new ArrayList<>();
    private final List<String> doubles = new ArrayList<>();
    private final Map<String, String> properties;
    private final TestRunner query;
    private final StandardSalesforceIntegration integration;
    private final TestRunner mapper;
    private final TestRunner naming;
    private final StandardSpotzeeProject service = new StandardSpotzeeProject();
    private final TestRunner sender = EventCheck.runner(PutSpotzeeUsers.class);

    ChainedSync(final Map<String, String> properties) throws InitializationException {
        this(properties, new StandardSalesforceIntegration());
    }

    /** The same with an integration of the query and the sender that is not quite the usual one. */
    ChainedSync(final Map<String, String> properties, final StandardSalesforceIntegration ofQuery) throws InitializationException {
        this.properties = properties;
        query = EventCheck.runner(new QuerySalesforceIncremental(() -> BEGIN.plusMillis(elapsedMillis.get()), elapsedMillis::get));
        integration = EmulatedOrgRunner.integration(query, org, ofQuery, properties);
        query.setProperty("Salesforce Integration", "integration");
        mapper = step(MapFieldsToSpotzee.class);
        naming = step(ResolveExternalId.class);
        sender.addControllerService("project", service, Map.of("Spotzee URL", project.url().toString(), "API Key", project.secretKey(),
                "Opt-Out Subscriptions", Long.toString(MARKETING)));
        sender.enableControllerService(service);
        sender.setProperty("Spotzee Project", "project");
        // the account is the query's, as in a flow
        final InterceptedIntegration accounted = new InterceptedIntegration(integration);
        sender.addControllerService("integration", accounted);
        sender.enableControllerService(accounted);
        sender.setProperty("Salesforce Integration", "integration");
    }

    EmulatedOrg org() {
        return org;
    }

    OrgEdits edits() {
        return org.edits();
    }

    EmulatedProject project() {
        return project;
    }

    TestRunner query() {
        return query;
    }

    Instant now() {
        return clock.now();
    }

    /** People change the integration: they stop the flow and its services for it, which keeps the queues and looks the org's fields up anew. */
    void change(final String property, final String value) {
        query.stop();
        for (final TestRunner step : List.of(query, mapper, naming)) {
            final ControllerService settings = step.getControllerService("integration");
            final ControllerService connection = step.getControllerService("connection");
            step.disableControllerService(settings);
            step.disableControllerService(connection);
            step.enableControllerService(connection);
            step.setProperty(settings, property, value);
            step.enableControllerService(settings);
        }
        started = false;
    }

    /** Does something when Spotzee has been asked to take people, and before it answers. */
    void whileSending(final Runnable action) throws InitializationException {
        final SpotzeeProject watched = new WatchedSpotzeeProject(service, client -> new FailingSpotzeeClient(client, Integer.MAX_VALUE) {
            @Override
            protected void before() {
                action.run();
            }
        });
        sender.addControllerService("watched", watched);
        sender.enableControllerService(watched);
        sender.setProperty("Spotzee Project", "watched");
    }

    StandardSalesforceIntegration integration() {
        return integration;
    }

    /** Time passes, on both sides. */
    void pass(final Duration time) {
        clock.advance(time);
        elapsedMillis.addAndGet(time.toMillis());
    }

    /** A sync that is due now: read, sent, settled; and what the query does after that. */
    void sync() throws IOException {
        readOnly();
        deliver();
        trigger();
        trigger();
        deliver();
    }

    /** The query alone, after the frequency has passed. */
    void readOnly() {
        pass(FREQUENCY);
        trigger();
    }

    /** The query looks what is due. */
    void trigger() {
        final int before = query.getFlowFilesForRelationship(QuerySalesforceIncremental.REL_OPTED_OUT).size();
        query.run(1, false, !started);
        started = true;
        query.getFlowFilesForRelationship(QuerySalesforceIncremental.REL_OPTED_OUT).stream().skip(before).forEach(this::optedOut);
    }

    /** The flow knows from now on, whatever has been sent by then. */
    private void optedOut(final MockFlowFile page) {
        if ("opt-out".equals(page.getAttribute("sync.lane"))) {
            page.getContent().lines().map(line -> WindowRun.json(line).path("Id").asText())
                    .forEach(id -> watch.optedOut("sf_crm-emea_%s_%s".formatted(page.getAttribute("salesforce.object"), id)));
        }
    }

    /** The same where a record says so itself. */
    private MockFlowFile watched(final MockFlowFile users) {
        users.getContent().lines().map(WindowRun::json).filter(user -> user.path("data").path("unsubscribed").asBoolean())
                .forEach(user -> watch.optedOut(user.path("external_id").asText()));
        return users;
    }

    /** Sends what the query has emitted. */
    void deliver() throws IOException {
        // taken first: what is emitted meanwhile waits for the next time
        final List<MockFlowFile> optedOut = taken(query, QuerySalesforceIncremental.REL_OPTED_OUT);
        final List<MockFlowFile> pages = taken(query, QuerySalesforceIncremental.REL_SUCCESS);
        events.addAll(taken(query, QuerySalesforceIncremental.REL_EVENTS));
        query.clearTransferState();
        for (final MockFlowFile page : optedOut) {
            send(page);
        }
        for (final MockFlowFile page : pages) {
            send(through(mapper, page, MapFieldsToSpotzee.REL_SUCCESS));
        }
    }

    /** Sends the pages of an object that the query has emitted; all else stays queued. */
    void deliver(final String object) throws IOException {
        final List<MockFlowFile> pages = taken(query, QuerySalesforceIncremental.REL_SUCCESS);
        for (final MockFlowFile page : pages) {
            if (object.equals(page.getAttribute("salesforce.object"))) {
                send(through(mapper, page, MapFieldsToSpotzee.REL_SUCCESS));
            }
        }
    }

    /** NiFi is stopped and started: the state and the queues are what they were. */
    void restart() {
        query.stop();
        started = false;
    }

    /** How many pages were not sent because their sync had been given up. */
    int superseded() {
        return superseded;
    }

    /** All events so far. */
    List<MockFlowFile> events() {
        return List.copyOf(events);
    }

    /** Reports of suspected doubles so far, as text. */
    String doubles() {
        return String.join("", doubles);
    }

    /** How the last attempt to sync an object ended, as the health check sees it. */
    SyncOutcome lastOutcome(final String object) throws IOException {
        return integration.history().lastOutcome(object).orElseThrow();
    }

    /** Events of a type so far. */
    List<MockFlowFile> events(final String type) {
        return events.stream().filter(event -> type.equals(event.getAttribute("event.type"))).toList();
    }

    /** The resources that gave an answer since this was asked before; an expired session is no answer. */
    List<String> calls() {
        final List<String> calls = org.requests().stream().filter(request -> request.status() < 400).map(RecordedRequest::path)
                .filter(path -> path.startsWith("/services/data/v")).map(path -> path.replaceFirst("/services/data/v[0-9.]+/", "")).sorted().toList();
        org.clearRequests();
        return calls;
    }

    Optional<JsonNode> user(final String object, final String id) {
        return project.user("sf_crm-emea_%s_%s".formatted(object, id));
    }

    /** A user's property under data. */
    JsonNode property(final String object, final String id, final String name) {
        return user(object, id).orElseThrow().path("data").path(name);
    }

    boolean unsubscribed(final String object, final String id) {
        return project.subscriptionState("sf_crm-emea_%s_%s".formatted(object, id), MARKETING).filter(state -> state == 0).isPresent();
    }

    /** Closes everything, and sees that nobody who has opted out could be written to at any moment. */
    @Override
    public void close() {
        project.close();
        org.close();
        assertEquals(List.of(), watch.breaches());
    }

    private TestRunner step(final Class<? extends Processor> processor) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        EmulatedOrgRunner.integration(runner, org, properties);
        runner.setProperty("Salesforce Integration", "integration");
        return runner;
    }

    private void send(final MockFlowFile page) {
        naming.clearTransferState();
        naming.enqueue(page.getData(), page.getAttributes());
        naming.run();
        naming.getFlowFilesForRelationship(ResolveExternalId.REL_DUPLICATES).forEach(report -> doubles.add(report.getContent()));
        final MockFlowFile users = watched(naming.getFlowFilesForRelationship(ResolveExternalId.REL_SUCCESS).getFirst());
        sender.enqueue(users.getData(), users.getAttributes());
        sender.run();
        sender.assertQueueEmpty();
        assertEquals(1, sender.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUCCESS).size()
                + sender.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUPERSEDED).size());
        superseded += sender.getFlowFilesForRelationship(PutSpotzeeUsers.REL_SUPERSEDED).size();
        sender.clearTransferState();
    }

    private static MockFlowFile through(final TestRunner runner, final MockFlowFile page, final Relationship onward) {
        // the FlowFile itself has an id of its runner, which this one may have given as well
        runner.enqueue(page.getData(), page.getAttributes());
        runner.run();
        runner.assertQueueEmpty();
        return taken(runner, onward).getFirst();
    }

    private static List<MockFlowFile> taken(final TestRunner runner, final Relationship relationship) {
        final List<MockFlowFile> taken = List.copyOf(runner.getFlowFilesForRelationship(relationship));
        if (!(runner.getProcessor() instanceof QuerySalesforceIncremental)) {
            runner.clearTransferState();
        }
        return taken;
    }
}
