package com.spotzee.nifi.system.operations;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.spotzee.ActiveProjectFault;
import com.spotzee.nifi.sandbox.spotzee.ProjectFault;
import com.spotzee.nifi.sandbox.spotzee.ProjectWhen;
import com.spotzee.nifi.system.demo.DemoWorld;
import com.spotzee.nifi.system.demo.SyncWatch;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.org.Crowd;
import com.spotzee.nifi.system.rest.Queue;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import com.spotzee.nifi.system.runtime.NiFiAssembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Operates a flow in a real NiFi that syncs some leads, and nothing else. */
final class Operator implements AutoCloseable {

    /** Every request that is under way, and every wait, must be over so soon after a stop. */
    static final Duration SOON = Duration.ofSeconds(5);
    static final String LAST_QUEUE = "Resolve External Ids, success";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String LEAD = "Lead";
    private static final List<String> UNUSED_ROWS = List.of("first_name", "phone", "title", "lead_source", "campaign", "annual_revenue", "interests", "score");

    private final DemoWorld world;

    private Operator(final DemoWorld world) {
        this.world = world;
    }

    /** A flow that is ready to be started, beside an org with so many leads. */
    static Operator of(final Path nifi, final int leads) {
        final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(0, 1));
        // long ago, so that no later sync finds them in the overlap of two windows
        Crowd.ofLeads(sandbox.org().store(), leads, sandbox.org().clock().stamp().minus(Duration.ofDays(1)));
        final Operator operator = new Operator(DemoWorld.around(sandbox, nifi, LoopbackPort.free().number(), Duration.ofHours(1)));
        final Map<String, String> parameters = new HashMap<>(Map.of(TemplateNames.OBJECTS, LEAD));
        UNUSED_ROWS.forEach(row -> parameters.put(TemplateNames.MAPPING + row, null));
        operator.flow().setParameters(parameters);
        runOften(operator.flow());
        return operator;
    }

    Sandbox sandbox() {
        return world.sandbox();
    }

    SyncFlow flow() {
        return world.flow();
    }

    /** Does something that begins a sync, and waits until it is complete. */
    void sync(final SyncFlow flow, final Runnable start) {
        final Map<String, String> earlier = flow.completedSyncs();
        start.run();
        new SyncWatch(flow, System.out, Set.of(LEAD)).await(earlier);
    }

    /** Imports the template once more, beside what is there. */
    SyncFlow imported() {
        final SyncFlow imported = SyncFlow.imported(world.nifi().api(), TemplateNames.file(NiFiAssembly.projectRootOfThisBuild()));
        runOften(imported);
        return imported;
    }

    void delete(final SyncFlow flow) {
        flow.group().stop();
        flow.group().disableServices();
        flow.group().delete();
    }

    /** Stops everything; the next start reads everybody, by a query with these properties. */
    void startOver(final Map<String, String> properties) {
        flow().group().stop();
        final String query = flow().group().processor(SyncFlow.QUERY).id();
        flow().group().configureProcessor(query, properties);
        flow().group().clearState(query);
    }

    /** Stops everything; the next start sends so many requests a minute at most. */
    void pace(final int requestsPerMinute) {
        flow().group().stop();
        flow().group().disableServices();
        final String project = flow().group().service("Spotzee Project").id();
        flow().group().configureService(project, Map.of("Requests Per Minute", Integer.toString(requestsPerMinute)));
    }

    /** Starts, stops when a request to Salesforce has been struck, and has it go on without the fault. */
    void stopDuring(final When when, final Fault fault) throws InterruptedException {
        final ActiveFault active = sandbox().org().faults().add(when, fault);
        flow().start();
        assertTrue(active.awaitStruck(1, LIMIT), "The request is never made");
        flow().group().stop(SOON);
        sandbox().org().faults().end(active);
        sync(flow(), flow()::start);
    }

    /** Starts, stops when the sending of people has been struck, and has it go on without the fault. */
    void stopDuring(final ProjectFault fault) throws InterruptedException {
        final ActiveProjectFault active = sandbox().project().faults().add(ProjectWhen.always().method("POST"), fault);
        flow().start();
        assertTrue(active.awaitStruck(1, LIMIT), "Nobody is ever sent");
        flow().group().stop(SOON);
        sandbox().project().faults().end(active);
        // the time that Spotzee has asked for is forgotten with the service
        flow().group().disableServices();
        sync(flow(), flow()::start);
    }

    /** How many FlowFiles wait on their way to Spotzee, by source and relationship. */
    static Map<String, Long> queues(final SyncFlow flow) {
        return flow.group().queues().stream().filter(queue -> queue.flowFiles() > 0 && !queue.destination().equals("Funnel"))
                .collect(Collectors.toMap(queue -> queue.source() + ", " + queue.name(), Queue::flowFiles));
    }

    /** A sync is settled when the query runs the next time. */
    private static void runOften(final SyncFlow flow) {
        flow.group().scheduleProcessor(flow.group().processor(SyncFlow.QUERY).id(), "500 ms");
    }

    @Override
    public void close() {
        world.close();
    }
}
