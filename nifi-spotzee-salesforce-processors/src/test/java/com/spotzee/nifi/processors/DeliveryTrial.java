package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.MailableWatch;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import com.spotzee.nifi.spotzee.ManualSpotzeeProject;
import com.spotzee.nifi.spotzee.ManualTime;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.MockProcessSession;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/**
 * An org, a project, and the whole flow between them with what is queued before the sender, which may die and be started again. Time passes only here
 * and where somebody waits.
 */
final class DeliveryTrial implements AutoCloseable {

    private static final long MARKETING = 1;
    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Map<String, String> INTEGRATION = Map.of("Objects", "Lead, Contact", "Sync Rules", "LeadSource equals \"" + PeopleStory.WANTED + "\"",
            "email", "Email", "last_name", "LastName", "unsubscribed", "HasOptedOutOfEmail : boolean", "Converted Leads", "Sync");

    private final OrgClock clock = OrgClock.standingAt(BEGIN);
    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
    private final ManualTime time = new ManualTime();
    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withClock(time));
    private final MailableWatch watch = MailableWatch.on(project, MARKETING);
    private final AtomicLong elapsedMillis = new AtomicLong();
    private final Crashes crashes = new Crashes();
    private final TestRunner query;
    private final StandardSalesforceIntegration integration;
    private final TestRunner rules;
    private final TestRunner mapper;
    private final TestRunner naming;
    private final PutSpotzeeUsers put = new PutSpotzeeUsers(time, time);
    private final TestRunner sender = TestRunners.newTestRunner(put);
    private final List<JsonNode> events = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private ManualSpotzeeProject service;
    private boolean started;
    private int deaths;

    DeliveryTrial(final int batchesInFlight) throws InitializationException {
        query = TestRunners.newTestRunner(new QuerySalesforceIncremental(() -> BEGIN.plusMillis(elapsedMillis.get()), elapsedMillis::get));
        integration = EmulatedOrgRunner.integration(query, org, INTEGRATION);
        query.setProperty("Salesforce Integration", "integration");
        rules = step(TestRunners.newTestRunner(ApplySyncRules.class));
        mapper = step(TestRunners.newTestRunner(MapFieldsToSpotzee.class));
        naming = step(TestRunners.newTestRunner(ResolveExternalId.class));
        step(sender).setProperty("Batches In Flight", Integer.toString(batchesInFlight));
        startSender();
    }

    EmulatedOrg org() {
        return org;
    }

    EmulatedProject project() {
        return project;
    }

    /** The events of the flow, in order. */
    List<JsonNode> events() {
        return events;
    }

    /** Who was refused so far. */
    Set<String> refused() {
        return refused;
    }

    /** How often the sender died. */
    int deaths() {
        return deaths;
    }

    /** Who could be written to although it was known that they have opted out. */
    List<String> breaches() {
        return watch.breaches();
    }

    /** Kills the sender at these moments: before and after each of its commits. */
    void killSenderAt(final IntPredicate moment) {
        crashes.at(moment);
    }

    /** Time passes, on both sides. */
    void pass(final Duration duration) {
        clock.advance(duration);
        time.pass(duration);
        elapsedMillis.addAndGet(duration.toMillis());
    }

    /** Everything is to be read again. */
    void askForEverything() {
        query.enqueue("", Map.of("sync.mode", "full"));
    }

    /** The query looks what is due, and what it has read goes on to the sender. */
    void read() {
        query.run(1, false, !started);
        started = true;
        for (final MockFlowFile page : query.getFlowFilesForRelationship(QuerySalesforceIncremental.REL_OPTED_OUT)) {
            if ("opt-out".equals(page.getAttribute("sync.lane"))) {
                page.getContent().lines().map(line -> WindowRun.json(line).path("Id").asText())
                        .forEach(id -> watch.optedOut("sf_crm-emea_%s_%s".formatted(page.getAttribute("salesforce.object"), id)));
            }
            queue(page);
        }
        for (final MockFlowFile page : query.getFlowFilesForRelationship(QuerySalesforceIncremental.REL_SUCCESS)) {
            queue(through(mapper, through(rules, page, ApplySyncRules.REL_MATCHED), MapFieldsToSpotzee.REL_SUCCESS));
        }
        query.getFlowFilesForRelationship(QuerySalesforceIncremental.REL_EVENTS).forEach(event -> events.add(WindowRun.json(event.getContent())));
        query.clearTransferState();
    }

    /** Sends until the queue is empty, the sender holds or it dies. */
    void send() throws InitializationException {
        try {
            put.onTrigger(sender.getProcessContext(),
                    () -> crashes.watch((MockProcessSession) sender.getProcessSessionFactory().createSession(), this::arrived));
        } catch (final Crashes.Killed killed) {
            deaths++;
            crashes.reborn();
            startSender();
        }
    }

    /** Whether nothing waits before the sender. */
    boolean isIdle() {
        return sender.isQueueEmpty();
    }

    @Override
    public void close() {
        service.close();
        project.close();
        org.close();
    }

    private void startSender() throws InitializationException {
        if (service != null) {
            service.close();
        }
        service = new ManualSpotzeeProject(project, time, exchange -> exchange);
        final String id = "project " + deaths;
        sender.addControllerService(id, service);
        sender.enableControllerService(service);
        sender.setProperty("Spotzee Project", id);
        put.onScheduled();
    }

    private TestRunner step(final TestRunner runner) throws InitializationException {
        final AbstractControllerService shared = new InterceptedIntegration(integration);
        runner.addControllerService("integration", shared);
        runner.enableControllerService(shared);
        runner.setProperty("Salesforce Integration", "integration");
        return runner;
    }

    private void queue(final MockFlowFile page) {
        final MockFlowFile users = through(naming, page, ResolveExternalId.REL_SUCCESS);
        users.getContent().lines().map(WindowRun::json).filter(user -> user.path("data").path("unsubscribed").asBoolean())
                .forEach(user -> watch.optedOut(user.path("external_id").asText()));
        sender.enqueue(users.getData(), users.getAttributes());
    }

    private void arrived(final MockProcessSession session) {
        for (final MockFlowFile failed : session.getFlowFilesForRelationship(PutSpotzeeUsers.REL_FAILURE)) {
            failed.getContent().lines().map(WindowRun::json).forEach(line -> refused.add(line.at("/item/external_id").asText()));
        }
        session.clearTransferState();
    }

    private static MockFlowFile through(final TestRunner runner, final MockFlowFile page, final Relationship onward) {
        runner.clearTransferState();
        runner.enqueue(page.getData(), page.getAttributes());
        runner.run();
        runner.assertQueueEmpty();
        final Processor processor = runner.getProcessor();
        final List<MockFlowFile> gone = runner.getFlowFilesForRelationship(onward);
        if (gone.size() != 1) {
            throw new AssertionError(processor + " let " + gone.size() + " FlowFiles go on");
        }
        return gone.getFirst();
    }
}
