package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.events.EventSchema;
import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.ledger.SyncCount;
import com.spotzee.nifi.ledger.SyncStanding;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.MockProcessSession;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * An org, and NiFi with the query in it, which may die and be started again with the state and the queues as they were committed. Time passes only
 * here. What is committed to {@code success} counts as emitted; a moment later it is delivered, as PutSpotzeeUsers would.
 */
final class SyncTrial implements AutoCloseable {

    static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    static final Duration TICK = Duration.ofSeconds(30);

    private final Setup setup;
    private final OptionalInt optOutRoom;
    private final OrgClock clock = OrgClock.standingAt(BEGIN);
    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
    private final Crashes crashes = new Crashes();
    private final List<JsonNode> emitted = new ArrayList<>();
    private final List<String> optedOut = new ArrayList<>();
    private final Map<String, Boolean> marks = new HashMap<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final List<MockFlowFile> undelivered = new ArrayList<>();
    private final List<MockFlowFile> undeliveredOptOuts = new ArrayList<>();
    private TrialDelivery spotzee;
    private int everyTicks = 1;
    private int ticks;
    private long elapsedMillis;
    private int lives;
    private Life life;

    /**
     * How a trial is set up.
     *
     * @param integration   properties of the integration
     * @param query         properties of the query
     * @param hostAhead     how far this machine's clock is ahead of Salesforce's
     * @param answerTimeout how long the client waits for an answer that stalls
     */
    record Setup(Map<String, String> integration, Map<String, String> query, Duration hostAhead, Duration answerTimeout) {

        Setup withHostAhead(final Duration offset) {
            return new Setup(integration, query, offset, answerTimeout);
        }

        Setup withAnswerTimeout(final Duration timeout) {
            return new Setup(integration, query, hostAhead, timeout);
        }

        Setup withQuery(final Map<String, String> properties) {
            return new Setup(integration, properties, hostAhead, answerTimeout);
        }
    }

    /** One run of NiFi, from its start to its death. */
    private record Life(TestRunner runner, QuerySalesforceIncremental query, StandardSalesforceIntegration integration, TrialServices.Connection connection) {
    }

    SyncTrial(final Setup setup) throws InitializationException, IOException {
        this(setup, OptionalInt.empty());
    }

    /** @param optOutRoom characters for people in the register of opt-outs; empty for as many as usual */
    SyncTrial(final Setup setup, final OptionalInt optOutRoom) throws InitializationException, IOException {
        this.setup = setup;
        this.optOutRoom = optOutRoom;
        this.life = begin(Map.of(), Map.of());
    }

    @Override
    public void close() {
        end(life);
        org.close();
        if (spotzee != null) {
            spotzee.close();
        }
    }

    /** Lets people arrive in an emulated project, where it is watched that nobody who has opted out is ever mailable; some ticks after they were read. */
    void deliverToSpotzee(final int newEveryTicks) {
        spotzee = new TrialDelivery();
        everyTicks = newEveryTicks;
    }

    EmulatedOrg org() {
        return org;
    }

    /** Where people arrive. */
    TrialDelivery spotzee() {
        return spotzee;
    }

    Crashes crashes() {
        return crashes;
    }

    /** All records that were committed to {@code success}, in order. */
    List<JsonNode> emitted() {
        return emitted;
    }

    /** The ids that were committed to {@code opted_out}, in order. */
    List<String> optedOut() {
        return optedOut;
    }

    /** What was committed to {@code opted_out} last of records whose users are to be marked: whether they are deleted. */
    Map<String, Boolean> marks() {
        return marks;
    }

    List<JsonNode> events(final String type) {
        return events.stream().filter(event -> type.equals(event.path("event").asText())).toList();
    }

    /** How often NiFi was started. */
    int lives() {
        return lives;
    }

    void pass(final Duration time) {
        clock.advance(time);
        elapsedMillis += time.toMillis();
    }

    /** A FlowFile comes in that asks for a sync now. */
    void askForSync() {
        life.runner().enqueue("", Map.of("sync.mode", "incremental"));
    }

    /**
     * Lets time pass until every object has had a sync that began after now and was delivered.
     *
     * @return how many ticks that took
     */
    int settle(final Set<String> objects, final int mostTicks) throws InitializationException, IOException {
        final int before = events.size();
        for (int tick = 1; tick <= mostTicks; tick++) {
            tick();
            if (completedSince(before).containsAll(objects)) {
                // the opt-out lane asks once more when nothing older is under way
                tick();
                return tick;
            }
            pass(TICK);
        }
        throw new AssertionError("not settled after " + mostTicks + " ticks: " + events.subList(before, events.size()) + " " + log());
    }

    /** Triggers the query and delivers what it emitted. */
    void tick() throws InitializationException, IOException {
        try {
            life.query().onTrigger(watchedContext(), watchedSessions());
            deliver();
        } catch (final Crashes.Killed killed) {
            rise();
        }
    }

    private void deliver() throws IOException {
        while (!undeliveredOptOuts.isEmpty()) {
            if (spotzee != null) {
                spotzee.sendOptOuts(undeliveredOptOuts.getFirst(), life.integration());
            }
            undeliveredOptOuts.removeFirst();
        }
        ticks++;
        while (!undelivered.isEmpty() && ticks % everyTicks == 0) {
            final MockFlowFile page = undelivered.getFirst();
            final String syncId = page.getAttribute("sync.id");
            final int number = Integer.parseInt(page.getAttribute("sync.page"));
            if (spotzee != null && life.integration().ledger().standing(syncId, number) == SyncStanding.OPEN) {
                spotzee.send(page, life.integration());
            }
            life.integration().ledger().settle(new PageDelivery(syncId, number, Map.of(
                    SyncCount.IMPORTED.label(), Long.parseLong(page.getAttribute("record.count")),
                    SyncCount.RECOGNISED.label(), Long.parseLong(page.getAttribute("sync.count.recognised")))));
            undelivered.removeFirst();
        }
    }

    private Set<String> completedSince(final int firstEvent) {
        final Set<String> started = new HashSet<>();
        final Set<String> completed = new HashSet<>();
        for (final JsonNode event : events.subList(firstEvent, events.size())) {
            final String sync = event.path("sync_id").asText();
            switch (event.path("event").asText()) {
                case "sync_started" -> started.add(sync);
                case "sync_completed" -> {
                    if (started.contains(sync)) {
                        completed.add(event.path("object").asText());
                    }
                }
                default -> { }
            }
        }
        return completed;
    }

    private void rise() throws InitializationException, IOException {
        final Life dead = life;
        final Map<String, String> queryState = dead.runner().getStateManager().getState(Scope.CLUSTER).toMap();
        final Map<String, String> integrationState = dead.runner().getStateManager(dead.integration()).getState(Scope.CLUSTER).toMap();
        final int requests = dead.runner().getQueueSize().getObjectCount();
        crashes.reborn();
        end(dead);
        life = begin(queryState, integrationState);
        for (int request = 0; request < requests; request++) {
            askForSync();
        }
    }

    private Life begin(final Map<String, String> queryState, final Map<String, String> integrationState) throws InitializationException, IOException {
        lives++;
        final InstantSource host = () -> clock.instant().plus(setup.hostAhead());
        final QuerySalesforceIncremental query = new QuerySalesforceIncremental(host, () -> elapsedMillis);
        final TestRunner runner = TestRunners.newTestRunner(query);
        final TrialServices.Connection connection = new TrialServices.Connection(org, host, setup.answerTimeout(), this::pass);
        runner.addControllerService("connection", connection);
        runner.enableControllerService(connection);
        final StandardSalesforceIntegration integration = new TrialServices.Integration(crashes, optOutRoom);
        runner.addControllerService("integration", integration);
        runner.setProperty(integration, StandardSalesforceIntegration.INTEGRATION_ID, "crm");
        runner.setProperty(integration, StandardSalesforceIntegration.CONNECTION, "connection");
        setup.integration().forEach((name, value) -> runner.setProperty(integration, name, value));
        runner.getStateManager(integration).setState(integrationState, Scope.CLUSTER);
        runner.enableControllerService(integration);
        runner.setProperty("Salesforce Integration", "integration");
        setup.query().forEach(runner::setProperty);
        runner.assertValid();
        runner.getStateManager().setState(queryState, Scope.CLUSTER);
        query.updateScheduledTrue();
        query.onScheduled(runner.getProcessContext());
        return new Life(runner, query, integration, connection);
    }

    private static void end(final Life ended) {
        ended.runner().disableControllerService(ended.integration());
        ended.connection().close();
    }

    private ProcessContext watchedContext() {
        final ProcessContext real = life.runner().getProcessContext();
        final StateManager state = crashes.watch(real.getStateManager());
        return Crashes.watched(ProcessContext.class, real, (method, arguments) ->
                method.getName().equals("getStateManager") ? state : method.invoke(real, arguments));
    }

    private ProcessSessionFactory watchedSessions() {
        return () -> {
            final ProcessSession session = life.runner().getProcessSessionFactory().createSession();
            return crashes.watch((MockProcessSession) session, this::committed);
        };
    }

    private void committed(final MockProcessSession session) {
        for (final MockFlowFile page : session.getFlowFilesForRelationship(QuerySalesforceIncremental.REL_SUCCESS)) {
            page.getContent().lines().map(WindowRun::json).forEach(emitted::add);
            undelivered.add(page);
        }
        for (final FlowFile page : session.getFlowFilesForRelationship(QuerySalesforceIncremental.REL_OPTED_OUT)) {
            final boolean marked = "deleted".equals(page.getAttribute("sync.lane"));
            ((MockFlowFile) page).getContent().lines().map(WindowRun::json).forEach(line -> {
                if (marked) {
                    marks.put(line.path("Id").asText(), line.path("IsDeleted").booleanValue());
                } else {
                    optedOut.add(line.path("Id").asText());
                }
            });
            if (!marked) {
                undeliveredOptOuts.add((MockFlowFile) page);
                Optional.ofNullable(spotzee).ifPresent(watched -> watched.optOutsLeft((MockFlowFile) page));
            }
        }
        session.getFlowFilesForRelationship(QuerySalesforceIncremental.REL_EVENTS).forEach(event -> {
            EventSchema.requireEvent(event);
            final JsonNode told = WindowRun.json(event.getContent());
            assertTrue(!"sync_completed".equals(told.path("event").asText()) || told.at("/counts/unaccounted").asLong(-1) == 0, told::toString);
            events.add(told);
        });
        session.clearTransferState();
    }

    private String log() {
        return life.runner().getLogger().getErrorMessages() + " " + life.runner().getLogger().getWarnMessages();
    }
}
