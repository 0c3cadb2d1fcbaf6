package com.spotzee.nifi.system.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URI;

/** The part of NiFi's REST API that a flow is drawn with; a component is passed as NiFi's own JSON, its bundle and revision are added. */
public final class CanvasApi {

    private static final String PROCESS_GROUPS = "process-groups/";

    private final NiFiRest rest;
    private final Bundle bundle;

    public CanvasApi(final URI base, final Bundle bundle) {
        this.rest = new NiFiRest(base);
        this.bundle = bundle;
    }

    public String createParameterContext(final ObjectNode component) {
        return rest.post("parameter-contexts", entity(component)).path("id").asText();
    }

    /** A new process group of the root group, whose components read the given parameter context. */
    public FlowGroup createGroup(final String name, final String comments, final String parameterContextId) {
        final String root = rest.get("flow/process-groups/root").path("processGroupFlow").path("id").asText();
        final ObjectNode component = NiFiRest.object().put("name", name).put("comments", comments);
        component.putObject("position").put("x", 0.0).put("y", 0.0);
        component.putObject("parameterContext").put("id", parameterContextId);
        return new FlowGroup(rest, rest.post(PROCESS_GROUPS + root + "/process-groups", entity(component)).path("id").asText());
    }

    public String createService(final String groupId, final ObjectNode component) {
        return rest.post(PROCESS_GROUPS + groupId + "/controller-services", entity(bundled(component))).path("id").asText();
    }

    public Placed createProcessor(final String groupId, final ObjectNode component) {
        return placed("PROCESSOR", rest.post(PROCESS_GROUPS + groupId + "/processors", entity(bundled(component))));
    }

    public Placed createFunnel(final String groupId, final ObjectNode component) {
        return placed("FUNNEL", rest.post(PROCESS_GROUPS + groupId + "/funnels", entity(component)));
    }

    public void createConnection(final String groupId, final ObjectNode component) {
        rest.post(PROCESS_GROUPS + groupId + "/connections", entity(component));
    }

    public void createLabel(final String groupId, final ObjectNode component) {
        rest.post(PROCESS_GROUPS + groupId + "/labels", entity(component));
    }

    private ObjectNode bundled(final ObjectNode component) {
        component.putObject("bundle").put("group", bundle.group()).put("artifact", bundle.artifact()).put("version", bundle.version());
        return component;
    }

    private static ObjectNode entity(final ObjectNode component) {
        final ObjectNode entity = NiFiApi.revision(0);
        entity.set("component", component);
        return entity;
    }

    private static Placed placed(final String kind, final JsonNode entity) {
        return new Placed(kind, entity.path("id").asText());
    }

    /** The NAR that the components come from. */
    public record Bundle(String group, String artifact, String version) {
    }

    /** What was put on the canvas, as a connection names it. */
    public record Placed(String kind, String id) {
    }
}
