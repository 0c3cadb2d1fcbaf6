package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
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

    private static final Duration LIMIT = Duration.ofMinutes(30);
    /** What the connection before the last processor holds when it is full. */
    private static final long FULL_QUEUE = 20;
    private static final String NO_LIMIT = "10000000";

    private final OrgAddress org;
    private final long leads;

    NiFiSending(final OrgAddress org, final long leads) {
        this.org = org;
        this.leads = leads;
    }

    Sending send(final SendingWay way) throws IOException {
        final NiFiAssembly assembly = NiFiAssembly.ofThisBuild();
        final Path home = Files.createDirectories(assembly.target().resolve("benchmark")).resolve("nifi");
        try (ProjectProcess project = ProjectProcess.start(way.enforced(), way.answerTime());
                NiFiInstance nifi = NiFiInstance.start(assembly, home, LoopbackPort.free().number(), List.of("-XX:TieredStopAtLevel=4"))) {
            final SyncFlow flow = SyncFlow.imported(nifi.api(), TemplateNames.file(NiFiAssembly.projectRootOfThisBuild()));
            flow.setParameters(parameters(project.address()));
            if (!way.enforced()) {
                flow.group().configureService(project(flow), Map.of("Requests Per 10 Seconds", NO_LIMIT, "Requests Per Minute", NO_LIMIT));
            }
            final Duration nifiBefore = nifi.worked();
            final Duration projectBefore = project.worked();
            flow.start();
            if (way.queued()) {
                final String sender = flow.group().processor(SyncFlow.PUT).id();
                flow.group().stopProcessor(sender);
                Deadline.in(LIMIT).await("the queue is full", () -> waiting(flow) >= FULL_QUEUE || allWait(flow), flow::state);
                flow.group().startProcessor(sender);
            }
            Deadline.in(LIMIT).await("all leads have arrived", () -> flow.counts().queried() >= leads && flow.counts().delivered() >= leads, flow::state);
            final Duration nifiWorked = nifi.worked().minus(nifiBefore);
            final Duration projectWorked = project.worked().minus(projectBefore);
            return new Sending(project.finish(), nifiWorked, projectWorked);
        }
    }

    private static String project(final SyncFlow flow) {
        return flow.group().services().stream().filter(service -> service.name().equals("Spotzee Project")).findFirst().orElseThrow().id();
    }

    /** Few leads may not fill it. */
    private boolean allWait(final SyncFlow flow) {
        return flow.counts().queried() >= leads && flow.group().queues().stream().filter(queue -> !queue.source().equals(SyncFlow.PUT))
                .filter(queue -> queue.flowFiles() > 0 && !queue.name().equals("events")).allMatch(queue -> queue.destination().equals(SyncFlow.PUT));
    }

    private static long waiting(final SyncFlow flow) {
        return flow.group().queues().stream().filter(queue -> queue.destination().equals(SyncFlow.PUT)).mapToLong(queue -> queue.flowFiles()).sum();
    }

    private Map<String, String> parameters(final ProjectMain.Address project) {
        final Map<String, String> values = new HashMap<>();
        values.put(TemplateNames.INTEGRATION_ID, "benchmark");
        values.put(TemplateNames.SYNC_FREQUENCY, "24 hours");
        values.put(TemplateNames.OBJECTS, "Lead");
        values.put(TemplateNames.SALESFORCE_ENVIRONMENT, "Custom Domain");
        values.put(TemplateNames.SALESFORCE_DOMAIN, org.url().toString());
        values.put(TemplateNames.SALESFORCE_CLIENT_ID, org.clientId());
        values.put(TemplateNames.SALESFORCE_CLIENT_SECRET, org.clientSecret());
        values.put(TemplateNames.SPOTZEE_URL, project.url());
        values.put(TemplateNames.SPOTZEE_KEY, project.key());
        values.put(TemplateNames.OPT_OUT_SUBSCRIPTIONS, "1");
        return values;
    }
}
