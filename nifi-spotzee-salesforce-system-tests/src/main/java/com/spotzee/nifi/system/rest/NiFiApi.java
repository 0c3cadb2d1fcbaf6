package com.spotzee.nifi.system.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.system.Deadline;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part of NiFi's REST API that a flow is imported, configured, started and watched with. */
public final class NiFiApi {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final DateTimeFormatter PROVENANCE_DATE = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String CLIENT = "spotzee-system-tests";

    private final NiFiRest rest;

    public NiFiApi(final URI base) {
        this.rest = new NiFiRest(base);
    }

    public boolean isReady() {
        return rest.answers("flow/about");
    }

    public String version() {
        return rest.get("flow/about").path("about").path("version").asText();
    }

    /** The nodes of the cluster; none while it can't say, as when it has lost one and has not noticed yet. */
    public List<NodeStatus> nodes() {
        final List<NodeStatus> nodes = new ArrayList<>();
        if (rest.answers("controller/cluster")) {
            rest.get("controller/cluster").path("cluster").path("nodes").forEach(node -> nodes.add(NodeStatus.of(node)));
        }
        return nodes;
    }

    public String rootGroup() {
        return rest.get("flow/process-groups/root").path("processGroupFlow").path("id").asText();
    }

    /** The process groups of the root group, id by name. */
    public Map<String, String> groups() {
        final Map<String, String> groups = new LinkedHashMap<>();
        rest.get("process-groups/" + rootGroup() + "/process-groups").path("processGroups")
                .forEach(group -> groups.put(group.path("component").path("name").asText(), group.path("id").asText()));
        return groups;
    }

    /** Imports a flow definition as a new process group of the root group. */
    public FlowGroup importFlow(final Path definition, final String name) throws IOException {
        final Map<String, String> fields = Map.of("groupName", name, "positionX", "0", "positionY", "0", "clientId", CLIENT);
        final JsonNode answer = rest.upload("process-groups/" + rootGroup() + "/process-groups/upload", fields,
                definition.getFileName().toString(), Files.readString(definition));
        return new FlowGroup(rest, answer.path("id").asText());
    }

    /** A second process group with all that is in the given one, as <em>Copy</em> and <em>Paste</em> on the canvas make it. */
    public FlowGroup copy(final FlowGroup group) {
        final String root = "process-groups/" + rootGroup();
        final ObjectNode copying = NiFiRest.object();
        copying.putArray("processGroups").add(group.id());
        final ObjectNode pasting = NiFiRest.object();
        pasting.set("copyResponse", rest.post(root + "/copy", copying));
        pasting.set("revision", rest.get(root).path("revision"));
        return new FlowGroup(rest, rest.put(root + "/paste", pasting).path("flow").path("processGroups").path(0).path("id").asText());
    }

    /** A new, empty process group of the root group. */
    public FlowGroup createGroup(final String name) {
        final ObjectNode body = revision(0);
        body.putObject("component").put("name", name).putObject("position").put("x", 0.0).put("y", 0.0);
        return new FlowGroup(rest, rest.post("process-groups/" + rootGroup() + "/process-groups", body).path("id").asText());
    }

    public String parameterContext(final String name) {
        for (final JsonNode context : rest.get("flow/parameter-contexts").path("parameterContexts")) {
            if (name.equals(context.path("component").path("name").asText())) {
                return context.path("id").asText();
            }
        }
        throw new IllegalStateException("NiFi has no parameter context named \"" + name + "\"");
    }

    /** The values of the parameters that have one and are not sensitive, by name. */
    public Map<String, String> parameters(final String contextId) {
        final Map<String, String> values = new LinkedHashMap<>();
        rest.get("parameter-contexts/" + contextId).path("component").path("parameters").forEach(entity -> {
            final JsonNode parameter = entity.path("parameter");
            if (parameter.hasNonNull("value") && !parameter.path("sensitive").asBoolean()) {
                values.put(parameter.path("name").asText(), parameter.path("value").asText());
            }
        });
        return values;
    }

    /** Gives parameters new values; NiFi stops what they affect and starts it again. A null value clears a parameter. */
    public void setParameters(final String contextId, final Map<String, String> values) {
        final JsonNode current = rest.get("parameter-contexts/" + contextId);
        final ObjectNode body = NiFiRest.object().put("id", contextId);
        body.set("revision", current.path("revision"));
        final ObjectNode component = body.putObject("component").put("id", contextId);
        component.put("name", current.path("component").path("name").asText());
        values.forEach((name, value) -> {
            final JsonNode known = parameter(current, name);
            component.withArray("parameters").addObject().putObject("parameter").put("name", name).put("value", value).put("valueRemoved", value == null)
                    .put("sensitive", known.path("sensitive").asBoolean()).put("description", known.path("description").asText());
        });
        final String path = "parameter-contexts/" + contextId + "/update-requests";
        final String requestId = rest.post(path, body).path("request").path("requestId").asText();
        Deadline.in(LIMIT).await("the parameters are set", () -> rest.get(path + "/" + requestId).path("request").path("complete").asBoolean());
        final String failure = rest.delete(path + "/" + requestId).path("request").path("failureReason").asText("");
        if (!failure.isEmpty()) {
            throw new IllegalStateException("NiFi did not take the parameters: " + failure);
        }
    }

    /** The sums of all counters by name, over all components of the given class name. */
    public Map<String, Long> counters(final String componentName) {
        final Map<String, Long> sums = new HashMap<>();
        for (final JsonNode counter : rest.get("counters").path("counters").path("aggregateSnapshot").path("counters")) {
            // a counter stands once for its component and once for "All <class>s"
            if (counter.path("context").asText().startsWith(componentName + " (")) {
                sums.merge(counter.path("name").asText(), counter.path("valueCount").asLong(), Long::sum);
            }
        }
        return sums;
    }

    /** What Prometheus would scrape by our documentation, in its text format. */
    public String prometheusMetrics() {
        return rest.text("flow/metrics/prometheus?includedRegistries=NIFI");
    }

    /** The file names of the FlowFiles in provenance whose file name fits the pattern, with {@code *} for anything. */
    public List<String> provenanceOfFiles(final String pattern) {
        return provenanceOfFiles(pattern, Instant.EPOCH, Instant.now().plus(1, ChronoUnit.DAYS));
    }

    /** The same, of the events between two moments, which count to the second. */
    public List<String> provenanceOfFiles(final String pattern, final Instant from, final Instant to) {
        final List<String> names = new ArrayList<>();
        for (final JsonNode event : provenance("Filename", pattern, from, to)) {
            for (final JsonNode attribute : rest.get("provenance-events/" + event.path("eventId").asLong()).path("provenanceEvent").path("attributes")) {
                if (attribute.path("name").asText().equals("filename")) {
                    names.add(attribute.path("value").asText());
                }
            }
        }
        return names;
    }

    /** The types of the events in provenance that are about a FlowFile, as the parent or child of others too. */
    public Set<String> provenanceTypes(final String flowFileUuid) {
        final Set<String> types = new HashSet<>();
        provenance("FlowFileUUID", flowFileUuid, Instant.EPOCH, Instant.now().plus(1, ChronoUnit.DAYS))
                .forEach(event -> types.add(event.path("eventType").asText()));
        return types;
    }

    private JsonNode provenance(final String field, final String value, final Instant from, final Instant to) {
        final ObjectNode body = NiFiRest.object();
        final ObjectNode request = body.putObject("provenance").putObject("request").put("maxResults", 1000).put("summarize", false)
                .put("incrementalResults", false);
        request.put("startDate", PROVENANCE_DATE.format(from)).put("endDate", PROVENANCE_DATE.format(to));
        request.putObject("searchTerms").putObject(field).put("value", value).put("inverse", false);
        final String path = "provenance/" + rest.post("provenance", body).path("provenance").path("id").asText();
        final JsonNode found = Deadline.in(LIMIT).awaitValue("provenance is searched",
                () -> Optional.of(rest.get(path).path("provenance")).filter(answer -> answer.path("finished").asBoolean()));
        rest.delete(path);
        return found.path("results").path("provenanceEvents");
    }

    /** The bulletins NiFi still keeps (five minutes), oldest first. */
    public List<Bulletin> bulletins() {
        final List<Bulletin> bulletins = new ArrayList<>();
        for (final JsonNode entry : rest.get("flow/bulletin-board").path("bulletinBoard").path("bulletins")) {
            final JsonNode bulletin = entry.path("bulletin");
            bulletins.add(new Bulletin(entry.path("id").asLong(), bulletin.path("level").asText(), bulletin.path("sourceName").asText(),
                    bulletin.path("message").asText()));
        }
        bulletins.sort((a, b) -> Long.compare(a.id(), b.id()));
        return bulletins;
    }

    /** The state entries of a processor, whatever the scope. */
    public Map<String, String> processorState(final String processorId) {
        return state("processors/" + processorId);
    }

    /** Clears the state of a stopped processor. */
    public void clearProcessorState(final String processorId) {
        rest.post("processors/" + processorId + "/state/clear-requests", NiFiRest.object());
    }

    /** The state entries of a controller service, whatever the scope. */
    public Map<String, String> serviceState(final String serviceId) {
        return state("controller-services/" + serviceId);
    }

    private Map<String, String> state(final String path) {
        final JsonNode state = rest.get(path + "/state").path("componentState");
        final Map<String, String> entries = new LinkedHashMap<>();
        for (final String scope : List.of("localState", "clusterState")) {
            state.path(scope).path("state").forEach(entry -> entries.put(entry.path("key").asText(), entry.path("value").asText()));
        }
        return entries;
    }

    private static JsonNode parameter(final JsonNode context, final String name) {
        for (final JsonNode entry : context.path("component").path("parameters")) {
            if (name.equals(entry.path("parameter").path("name").asText())) {
                return entry.path("parameter");
            }
        }
        throw new IllegalArgumentException("The parameter context has no parameter \"" + name + "\"");
    }

    static ObjectNode revision(final long version) {
        final ObjectNode body = NiFiRest.object();
        body.putObject("revision").put("version", version).put("clientId", CLIENT);
        return body;
    }
}
