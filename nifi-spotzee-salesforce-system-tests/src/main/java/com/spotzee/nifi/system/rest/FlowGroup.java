package com.spotzee.nifi.system.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.system.Deadline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One process group of a running NiFi: what is in it, and its life. */
public final class FlowGroup {

    private static final String GROUPS = "process-groups/";
    private static final String PROCESSORS = "processors/";
    private static final String QUEUES = "flowfile-queues/";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final NiFiRest rest;
    private final String id;

    FlowGroup(final NiFiRest rest, final String id) {
        this.rest = rest;
        this.id = id;
    }

    public String id() {
        return id;
    }

    public List<ComponentStatus> processors() {
        final List<ComponentStatus> processors = new ArrayList<>();
        rest.get(GROUPS + id + "/processors").path("processors").forEach(entity -> processors.add(ComponentStatus.of(entity.path("component"))));
        return processors;
    }

    public ComponentStatus processor(final String name) {
        return processors().stream().filter(processor -> processor.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The flow has no processor named \"" + name + "\""));
    }

    public ComponentStatus service(final String name) {
        return services().stream().filter(service -> service.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The flow has no service named \"" + name + "\""));
    }

    public List<ComponentStatus> services() {
        final List<ComponentStatus> services = new ArrayList<>();
        rest.get("flow/process-groups/" + id + "/controller-services?includeAncestorGroups=false").path("controllerServices")
                .forEach(entity -> services.add(ComponentStatus.of(entity.path("component"))));
        return services;
    }

    /** The versions of the bundles of one group that processors and services come from. */
    public Set<String> versions(final String bundleGroup) {
        return Stream.concat(rest.get("process-groups/" + id + "/processors").path("processors").valueStream(),
                        rest.get("flow/process-groups/" + id + "/controller-services?includeAncestorGroups=false").path("controllerServices").valueStream())
                .map(entity -> entity.path("component").path("bundle")).filter(bundle -> bundle.path("group").asText().equals(bundleGroup))
                .map(bundle -> bundle.path("version").asText()).collect(Collectors.toUnmodifiableSet());
    }

    /** Enables all services and waits until they are. */
    public void enableServices() {
        changeServices("ENABLED");
    }

    /** Disables all services and waits until they are. */
    public void disableServices() {
        changeServices("DISABLED");
    }

    /** Starts everything in the group and waits until all processors run. */
    public void start() {
        rest.put("flow/process-groups/" + id, NiFiRest.object().put("id", id).put("state", "RUNNING"));
        Deadline.in(LIMIT).await("all processors run", () -> processors().stream().allMatch(processor -> processor.state().equals("RUNNING")),
                this::problems);
    }

    /** Stops everything in the group and waits until no thread is left in it. */
    public void stop() {
        stop(LIMIT);
    }

    /** Stops everything in the group; fails if a thread is left in it after the given time. */
    public void stop(final Duration within) {
        rest.put("flow/process-groups/" + id, NiFiRest.object().put("id", id).put("state", "STOPPED"));
        Deadline.in(within).await("all processors are stopped", () -> processors().stream().noneMatch(processor -> processor.state().equals("RUNNING"))
                && activeThreads() == 0);
    }

    /** Gives properties of a disabled controller service values. */
    public void configureService(final String serviceId, final Map<String, String> properties) {
        final ObjectNode body = NiFiRest.object();
        body.set("revision", rest.get("controller-services/" + serviceId).path("revision"));
        final ObjectNode values = body.putObject("component").put("id", serviceId).putObject("properties");
        properties.forEach(values::put);
        rest.put("controller-services/" + serviceId, body);
    }

    /** Gives properties of a stopped processor values. */
    public void configureProcessor(final String processorId, final Map<String, String> properties) {
        final ObjectNode config = NiFiRest.object();
        final ObjectNode values = config.putObject("properties");
        properties.forEach(values::put);
        changeConfig(processorId, config);
    }

    /** Says how often NiFi runs a stopped processor, such as {@code 5 sec}. */
    public void scheduleProcessor(final String processorId, final String period) {
        changeConfig(processorId, NiFiRest.object().put("schedulingPeriod", period));
    }

    /** What <em>Verify</em> on a stopped processor shows: outcome and explanation by step. */
    public Map<String, String> verifyProcessor(final String processorId) {
        final ObjectNode body = NiFiRest.object();
        final ObjectNode request = body.putObject("request").put("componentId", processorId);
        request.set("properties", rest.get(PROCESSORS + processorId).path("component").path("config").path("properties"));
        request.putObject("attributes");
        final String path = PROCESSORS + processorId + "/config/verification-requests";
        final String asked = path + "/" + rest.post(path, body).path("request").path("requestId").asText();
        final JsonNode answer = Deadline.in(LIMIT).awaitValue("the processor is verified",
                () -> Optional.of(rest.get(asked).path("request")).filter(found -> found.path("complete").asBoolean()));
        rest.delete(asked);
        final Map<String, String> steps = new LinkedHashMap<>();
        answer.path("results").forEach(result -> steps.put(result.path("verificationStepName").asText(),
                result.path("outcome").asText() + ": " + result.path("explanation").asText()));
        return steps;
    }

    /** Lets a connection hold any number of FlowFiles of any size. */
    public void liftBackPressure(final String connectionId) {
        final ObjectNode body = NiFiRest.object();
        body.set("revision", rest.get("connections/" + connectionId).path("revision"));
        body.putObject("component").put("id", connectionId).put("backPressureObjectThreshold", 0).put("backPressureDataSizeThreshold", "0 B");
        rest.put("connections/" + connectionId, body);
    }

    /** How long the threads of each processor have worked within the last five minutes, by its name; NiFi must be told to measure that. */
    public Map<String, ProcessorWork> work() {
        final Map<String, ProcessorWork> work = new LinkedHashMap<>();
        final JsonNode snapshot = rest.get("flow/process-groups/" + id + "/status?recursive=true").path("processGroupStatus").path("aggregateSnapshot");
        snapshot.path("processorStatusSnapshots").forEach(entry -> {
            final JsonNode processor = entry.path("processorStatusSnapshot");
            work.put(processor.path("name").asText(), ProcessorWork.of(processor.path("processingPerformanceStatus")));
        });
        return work;
    }

    /** Starts one processor and waits until it runs. */
    public void startProcessor(final String processorId) {
        changeProcessor(processorId, "RUNNING");
    }

    /** Stops one processor and waits until its last thread has ended. */
    public void stopProcessor(final String processorId) {
        changeProcessor(processorId, "STOPPED");
        Deadline.in(LIMIT).await("the processor has no thread left", () -> processorFigures(processorId).path("activeThreadCount").asInt() == 0);
    }

    /** Has a stopped processor run once, as <em>Run Once</em> does, and waits until it is stopped again. */
    public void runOnce(final String processorId) {
        final long earlier = runs(processorId);
        askProcessor(processorId, "RUN_ONCE");
        Deadline.in(LIMIT).await("the processor has run once", () -> runs(processorId) > earlier
                && rest.get(PROCESSORS + processorId).path("component").path("state").asText().equals("STOPPED"), this::problems);
    }

    /** How often a processor has run within the last five minutes. */
    public long runs(final String processorId) {
        return processorFigures(processorId).path("taskCount").asLong();
    }

    /** Forgets the state of a stopped processor, as <em>View State</em>, <em>Clear State</em> does. */
    public void clearState(final String processorId) {
        rest.post(PROCESSORS + processorId + "/state/clear-requests", NiFiRest.object());
    }

    /** Empties all queues of the stopped group and deletes it with all that is in it; its services must be disabled. */
    public void delete() {
        final String path = GROUPS + id;
        final String emptying = path + "/empty-all-connections-requests";
        final String request = emptying + "/" + rest.post(emptying, NiFiRest.object()).path("dropRequest").path("id").asText();
        Deadline.in(LIMIT).await("all queues are empty", () -> rest.get(request).path("dropRequest").path("finished").asBoolean());
        rest.delete(request);
        rest.delete(path + "?version=" + rest.get(path).path("revision").path("version").asLong());
    }

    public List<Queue> queues() {
        final Map<String, Long> counts = new HashMap<>();
        final JsonNode snapshot = rest.get("flow/process-groups/" + id + "/status").path("processGroupStatus").path("aggregateSnapshot");
        snapshot.path("connectionStatusSnapshots").forEach(entry -> counts.put(entry.path("id").asText(),
                entry.path("connectionStatusSnapshot").path("flowFilesQueued").asLong()));
        final List<Queue> queues = new ArrayList<>();
        for (final JsonNode entity : rest.get(GROUPS + id + "/connections").path("connections")) {
            final JsonNode component = entity.path("component");
            final List<String> relationships = new ArrayList<>();
            component.path("selectedRelationships").forEach(relationship -> relationships.add(relationship.asText()));
            final String name = component.path("name").asText("");
            queues.add(new Queue(component.path("id").asText(), name.isEmpty() ? String.join(", ", relationships) : name,
                    component.path("source").path("name").asText(), component.path("destination").path("name").asText(),
                    counts.getOrDefault(component.path("id").asText(), 0L)));
        }
        return queues;
    }

    /** The first hundred FlowFiles that wait in a connection, on each node. */
    public List<FlowFileId> flowFileIds(final String connectionId) {
        final String path = QUEUES + connectionId + "/listing-requests";
        final String request = path + "/" + rest.post(path, NiFiRest.object()).path("listingRequest").path("id").asText();
        final JsonNode listing = Deadline.in(LIMIT).awaitValue("the queue is listed",
                () -> Optional.of(rest.get(request).path("listingRequest")).filter(answer -> answer.path("finished").asBoolean()));
        rest.delete(request);
        final List<FlowFileId> ids = new ArrayList<>();
        listing.path("flowFileSummaries").forEach(summary ->
                ids.add(new FlowFileId(summary.path("uuid").asText(), summary.path("clusterNodeId").asText(""))));
        return ids;
    }

    /** One FlowFile that waits in a connection, with its content. */
    public QueuedFlowFile flowFile(final String connectionId, final FlowFileId flowFile) {
        final String path = QUEUES + connectionId + "/flowfiles/" + flowFile.uuid();
        final Map<String, String> attributes = new HashMap<>();
        rest.get(path + flowFile.query()).path("flowFile").path("attributes").properties()
                .forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue().asText()));
        return new QueuedFlowFile(attributes, rest.text(path + "/content" + flowFile.query()));
    }

    public long activeThreads() {
        return rest.get("flow/process-groups/" + id + "/status").path("processGroupStatus").path("aggregateSnapshot").path("activeThreadCount").asLong();
    }

    /** The flow definition as NiFi's <em>Download flow definition</em> gives it; values of sensitive properties are left out. */
    public JsonNode definition() {
        return rest.get(GROUPS + id + "/download?includeReferencedServices=false");
    }

    /** What is invalid in this group, one sentence each; empty if all is well. */
    public String problems() {
        final List<ComponentStatus> components = new ArrayList<>(services());
        components.addAll(processors());
        return components.stream().filter(component -> !component.validationErrors().isEmpty())
                .map(component -> component.name() + ": " + String.join("; ", component.validationErrors())).collect(Collectors.joining(" | "));
    }

    private void changeServices(final String state) {
        rest.put("flow/process-groups/" + id + "/controller-services", NiFiRest.object().put("id", id).put("state", state));
        Deadline.in(LIMIT).await("all services are " + state, () -> services().stream().allMatch(service -> service.state().equals(state)), this::problems);
    }

    private void changeConfig(final String processorId, final ObjectNode config) {
        final ObjectNode body = NiFiRest.object();
        body.set("revision", rest.get(PROCESSORS + processorId).path("revision"));
        body.putObject("component").put("id", processorId).set("config", config);
        rest.put(PROCESSORS + processorId, body);
    }

    private JsonNode processorFigures(final String processorId) {
        return rest.get("flow/processors/" + processorId + "/status").path("processorStatus").path("aggregateSnapshot");
    }

    private void askProcessor(final String processorId, final String state) {
        final ObjectNode body = NiFiRest.object().put("state", state);
        body.set("revision", rest.get(PROCESSORS + processorId).path("revision"));
        rest.put(PROCESSORS + processorId + "/run-status", body);
    }

    private void changeProcessor(final String processorId, final String state) {
        askProcessor(processorId, state);
        Deadline.in(LIMIT).await("the processor is " + state,
                () -> rest.get(PROCESSORS + processorId).path("component").path("state").asText().equals(state), this::problems);
    }
}
