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
import java.util.stream.Collectors;

/** One process group of a running NiFi: what is in it, and its life. */
public final class FlowGroup {

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
        rest.get("process-groups/" + id + "/processors").path("processors").forEach(entity -> processors.add(ComponentStatus.of(entity.path("component"))));
        return processors;
    }

    public ComponentStatus processor(final String name) {
        return processors().stream().filter(processor -> processor.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The flow has no processor named \"" + name + "\""));
    }

    public List<ComponentStatus> services() {
        final List<ComponentStatus> services = new ArrayList<>();
        rest.get("flow/process-groups/" + id + "/controller-services?includeAncestorGroups=false").path("controllerServices")
                .forEach(entity -> services.add(ComponentStatus.of(entity.path("component"))));
        return services;
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
        rest.put("flow/process-groups/" + id, NiFiRest.object().put("id", id).put("state", "STOPPED"));
        Deadline.in(LIMIT).await("all processors are stopped", () -> processors().stream().noneMatch(processor -> processor.state().equals("RUNNING"))
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
        final ObjectNode body = NiFiRest.object();
        body.set("revision", rest.get("processors/" + processorId).path("revision"));
        final ObjectNode values = body.putObject("component").put("id", processorId).putObject("config").putObject("properties");
        properties.forEach(values::put);
        rest.put("processors/" + processorId, body);
    }

    /** What <em>Verify</em> on a stopped processor shows: outcome and explanation by step. */
    public Map<String, String> verifyProcessor(final String processorId) {
        final ObjectNode body = NiFiRest.object();
        final ObjectNode request = body.putObject("request").put("componentId", processorId);
        request.set("properties", rest.get("processors/" + processorId).path("component").path("config").path("properties"));
        request.putObject("attributes");
        final String path = "processors/" + processorId + "/config/verification-requests";
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
        Deadline.in(LIMIT).await("the processor has no thread left", () -> rest.get("flow/processors/" + processorId + "/status")
                .path("processorStatus").path("aggregateSnapshot").path("activeThreadCount").asInt() == 0);
    }

    public List<Queue> queues() {
        final Map<String, Long> counts = new HashMap<>();
        final JsonNode snapshot = rest.get("flow/process-groups/" + id + "/status").path("processGroupStatus").path("aggregateSnapshot");
        snapshot.path("connectionStatusSnapshots").forEach(entry -> counts.put(entry.path("id").asText(),
                entry.path("connectionStatusSnapshot").path("flowFilesQueued").asLong()));
        final List<Queue> queues = new ArrayList<>();
        for (final JsonNode entity : rest.get("process-groups/" + id + "/connections").path("connections")) {
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
        return rest.get("process-groups/" + id + "/download?includeReferencedServices=false");
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

    private void changeProcessor(final String processorId, final String state) {
        final ObjectNode body = NiFiRest.object().put("state", state);
        body.set("revision", rest.get("processors/" + processorId).path("revision"));
        rest.put("processors/" + processorId + "/run-status", body);
        Deadline.in(LIMIT).await("the processor is " + state,
                () -> rest.get("processors/" + processorId).path("component").path("state").asText().equals(state), this::problems);
    }
}
