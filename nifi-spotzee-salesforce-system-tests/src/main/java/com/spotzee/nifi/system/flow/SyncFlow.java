package com.spotzee.nifi.system.flow;

import com.spotzee.nifi.system.rest.FlowGroup;
import com.spotzee.nifi.system.rest.NiFiApi;
import com.spotzee.nifi.system.rest.Queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Our template in a running NiFi, driven as an operator drives it: fill the parameters, start, sync now, read the log. */
public final class SyncFlow {

    public static final String QUERY = "Query Salesforce";
    public static final String PUT = "Put Spotzee Users";
    public static final String HEALTH = "Check Salesforce Health";
    /** What NiFi calls every funnel; the log is the only connection between two of them. */
    private static final String FUNNEL = "Funnel";

    private final NiFiApi api;
    private final FlowGroup group;
    private final LogSchema schema = new LogSchema();
    private final Map<String, LogEntry> log = new HashMap<>();

    private SyncFlow(final NiFiApi api, final FlowGroup group) {
        this.api = api;
        this.group = group;
    }

    /** Imports the template as a new process group of the root group. */
    public static SyncFlow imported(final NiFiApi api, final Path template) {
        try {
            return new SyncFlow(api, api.importFlow(template, "Salesforce to Spotzee"));
        } catch (final IOException e) {
            throw new UncheckedIOException("The template can't be read: " + template, e);
        }
    }

    public NiFiApi api() {
        return api;
    }

    public FlowGroup group() {
        return group;
    }

    /** Gives parameters of the template's context values. */
    public void setParameters(final Map<String, String> values) {
        api.setParameters(api.parameterContext(TemplateNames.PARAMETER_CONTEXT), values);
    }

    /** The parameters of the template's context that have a value and are no secret. */
    public Map<String, String> parameters() {
        return api.parameters(api.parameterContext(TemplateNames.PARAMETER_CONTEXT));
    }

    /** Enables the services and starts the processors; the first sync begins. */
    public void start() {
        group.enableServices();
        group.start();
    }

    /** Stops the query and starts it again: that is <em>sync now</em>. */
    public void syncNow() {
        startAgain(QUERY);
    }

    /** Writes a new text into the parameter that asks for a <em>full re-sync</em>; NiFi stops and starts the query for it. */
    public void requestFullSync(final String text) {
        setParameters(Map.of(TemplateNames.FULL_SYNC_REQUEST, text));
    }

    /** Stops the query, forgets its state and starts it again: that is a first sync. */
    public void fullSync() {
        final String query = group.processor(QUERY).id();
        group.stopProcessor(query);
        group.clearState(query);
        group.startProcessor(query);
    }

    /** The entries of the query's state. */
    public Map<String, String> queryState() {
        return api.processorState(group.processor(QUERY).id());
    }

    /** The entries of the integration's state: what was delivered, and how each sync ended. */
    public Map<String, String> integrationState() {
        return api.serviceState(group.service("Salesforce Integration").id());
    }

    /** Copies the process group, as <em>Copy</em> and <em>Paste</em> do; the copy has the same parameter context, and nothing in it runs. */
    public SyncFlow copy() {
        return new SyncFlow(api, api.copy(group));
    }

    /** Stops the health check and starts it again: that is <em>check now</em>. */
    public void checkNow() {
        startAgain(HEALTH);
    }

    private void startAgain(final String name) {
        final String processor = group.processor(name).id();
        group.stopProcessor(processor);
        group.startProcessor(processor);
    }

    /**
     * The entries of the integration log, the newest hundred at least.
     *
     * @throws UndocumentedEvent if one of them is not as it is documented
     */
    public List<LogEntry> log() {
        for (final Queue queue : group.queues()) {
            if (queue.source().equals(FUNNEL) && queue.destination().equals(FUNNEL) && queue.flowFiles() > 0) {
                group.flowFileIds(queue.id()).forEach(id -> log.computeIfAbsent(id.uuid(),
                        unread -> LogEntry.of(schema.event(group.flowFile(queue.id(), id)))));
            }
        }
        return log.values().stream().sorted(Comparator.comparing(LogEntry::timestamp)).toList();
    }

    /** The last completed sync of each object, sync id by object. */
    public Map<String, String> completedSyncs() {
        final Map<String, String> syncs = new HashMap<>();
        log().stream().filter(entry -> entry.event().equals("sync_completed")).forEach(entry -> syncs.put(entry.object(), entry.syncId()));
        return syncs;
    }

    public SyncCounts counts() {
        final Map<String, Long> query = api.counters(QUERY);
        final Map<String, Long> put = api.counters(PUT);
        return new SyncCounts(query.getOrDefault("Records Queried", 0L), put.getOrDefault("Users Imported", 0L),
                put.getOrDefault("Users Updated", 0L), put.getOrDefault("Users Refused", 0L));
    }

    /** Whether nothing waits or moves between the query and the last processor. */
    public boolean isIdle() {
        return group.queues().stream().filter(queue -> !queue.destination().equals(FUNNEL)).allMatch(queue -> queue.flowFiles() == 0);
    }

    /** Whether all that is on its way waits for one processor. */
    public boolean waitsFor(final String processor) {
        return group.queues().stream().filter(queue -> queue.flowFiles() > 0 && !queue.destination().equals(FUNNEL))
                .allMatch(queue -> queue.destination().equals(processor));
    }

    /** What stands in the way, for a person who wonders why nothing happens. */
    public String state() {
        final String queues = group.queues().stream().filter(queue -> queue.flowFiles() > 0)
                .map(queue -> "%s of %s: %d".formatted(queue.name(), queue.source(), queue.flowFiles())).collect(Collectors.joining(", "));
        final String bulletins = api.bulletins().stream().map(bulletin -> bulletin.source() + ": " + bulletin.message()).distinct()
                .collect(Collectors.joining("\n  "));
        return "queues: %s%ninvalid: %s%nbulletins: %s".formatted(queues, group.problems(), bulletins);
    }
}
