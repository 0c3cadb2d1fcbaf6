package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.rest.ComponentStatus;
import com.spotzee.nifi.system.rest.FlowGroup;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import com.spotzee.nifi.system.runtime.NiFiInstance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets our template in a real NiFi bring all leads of the org to a project. */
final class NiFiSending {

    private static final Duration MAPPING_LIMIT = Duration.ofMinutes(10);
    private static final String NO_LIMIT = "10000000";

    private final OrgProcess org;
    private final long leads;

    NiFiSending(final OrgProcess org, final long leads) {
        this.org = org;
        this.leads = leads;
    }

    Sending send(final SendingWay way) throws IOException {
        final NiFiAssembly assembly = NiFiAssembly.ofThisBuild();
        final Path home = Files.createDirectories(assembly.target().resolve("benchmark").resolve("sending")).resolve("nifi");
        try (ProjectProcess project = ProjectProcess.start(way.enforced(), way.answerTime());
                NiFiInstance nifi = NiFiInstance.start(assembly, home, LoopbackPort.free().number(), List.of("-XX:TieredStopAtLevel=4"))) {
            final SyncFlow flow = SyncFlow.imported(nifi.api(), TemplateNames.file(NiFiAssembly.projectRootOfThisBuild()));
            flow.setParameters(parameters(project.address()));
            if (!way.enforced()) {
                flow.group().configureService(project(flow), Map.of("Requests Per 10 Seconds", NO_LIMIT, "Requests Per Minute", NO_LIMIT));
            }
            final Sending.Worked before = worked(nifi, project);
            final ThreadWork threadsBefore = ThreadWork.of(nifi.pid());
            if (way.queued()) {
                sendFromQueue(flow);
            } else {
                flow.start();
            }
            Progress.patient().await("all leads have arrived", () -> flow.counts().delivered(), leads, flow::state);
            final Sending.Worked worked = worked(nifi, project).since(before);
            final ThreadWork threads = ThreadWork.of(nifi.pid()).since(threadsBefore);
            final Map<String, Duration> steps = new HashMap<>();
            flow.group().work().forEach((name, work) -> steps.put(name, work.cpu()));
            return new Sending(project.finish(), worked, steps, threads);
        }
    }

    private Sending.Worked worked(final NiFiInstance nifi, final ProjectProcess project) {
        return new Sending.Worked(nifi.worked(), org.worked(), project.worked());
    }

    /** Sending begins when all that is to be sent waits for it: reading and mapping take no processor from it then. */
    private void sendFromQueue(final SyncFlow flow) {
        final FlowGroup group = flow.group();
        group.queues().stream().filter(queue -> queue.destination().equals(SyncFlow.PUT)).forEach(queue -> group.liftBackPressure(queue.id()));
        group.enableServices();
        final List<ComponentStatus> processors = group.processors();
        processors.stream().filter(processor -> !processor.name().equals(SyncFlow.PUT)).forEach(processor -> group.startProcessor(processor.id()));
        Progress.patient().await("all leads are read", () -> flow.counts().queried(), leads, flow::state);
        Deadline.in(MAPPING_LIMIT).await("all leads wait for being sent", () -> flow.waitsFor(SyncFlow.PUT), flow::state);
        group.startProcessor(group.processor(SyncFlow.PUT).id());
    }

    private static String project(final SyncFlow flow) {
        return flow.group().service("Spotzee Project").id();
    }

    private Map<String, String> parameters(final ProjectMain.Address project) {
        final Map<String, String> values = new HashMap<>();
        values.put(TemplateNames.INTEGRATION_ID, "benchmark");
        values.put(TemplateNames.SYNC_FREQUENCY, "24 hours");
        values.put(TemplateNames.OBJECTS, "Lead");
        values.put(TemplateNames.SALESFORCE_ENVIRONMENT, "Custom Domain");
        values.put(TemplateNames.SALESFORCE_DOMAIN, org.address().url().toString());
        values.put(TemplateNames.SALESFORCE_CLIENT_ID, org.address().clientId());
        values.put(TemplateNames.SALESFORCE_CLIENT_SECRET, org.address().clientSecret());
        values.put(TemplateNames.SPOTZEE_URL, project.url());
        values.put(TemplateNames.SPOTZEE_KEY, project.key());
        values.put(TemplateNames.OPT_OUT_SUBSCRIPTIONS, "1");
        return values;
    }
}
