package com.spotzee.nifi.system.template;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.system.rest.CanvasApi;

import java.util.Map;

/** The parts of a sketch as NiFi's REST API takes them. */
final class SketchJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SketchJson() {
    }

    static ObjectNode parameters(final Sketch.Parameters context) {
        final ObjectNode component = JSON.createObjectNode().put("name", context.name()).put("description", context.description());
        final ArrayNode parameters = component.putArray("parameters");
        for (final Sketch.Parameter parameter : context.parameters()) {
            final ObjectNode json = parameters.addObject().putObject("parameter");
            json.put("name", parameter.name()).put("description", parameter.description()).put("sensitive", parameter.sensitive());
            if (parameter.value() != null) {
                json.put("value", parameter.value());
            }
        }
        return component;
    }

    static ObjectNode service(final Sketch.Service service, final Map<String, String> serviceIds) {
        final ObjectNode component = JSON.createObjectNode().put("name", service.name()).put("type", service.type()).put("comments", service.comments());
        properties(component.putObject("properties"), service.properties(), service.references(), serviceIds);
        return component;
    }

    static ObjectNode processor(final Sketch.Processor processor, final Map<String, String> serviceIds) {
        final ObjectNode component = JSON.createObjectNode().put("name", processor.name()).put("type", processor.type());
        position(component, processor.position());
        final ObjectNode config = component.putObject("config");
        config.put("schedulingStrategy", "TIMER_DRIVEN").put("schedulingPeriod", processor.schedule().period());
        config.put("executionNode", processor.schedule().primaryNodeOnly() ? "PRIMARY" : "ALL");
        config.put("concurrentlySchedulableTaskCount", processor.schedule().concurrentTasks());
        final ArrayNode autoTerminated = config.putArray("autoTerminatedRelationships");
        processor.autoTerminated().forEach(autoTerminated::add);
        properties(config.putObject("properties"), processor.properties(), processor.references(), serviceIds);
        return component;
    }

    static ObjectNode funnel(final Sketch.Funnel funnel) {
        return position(JSON.createObjectNode(), funnel.position());
    }

    static ObjectNode connection(final Sketch.Connection connection, final String groupId, final Map<String, CanvasApi.Placed> placed) {
        final ObjectNode component = JSON.createObjectNode();
        end(component.putObject("source"), groupId, placed.get(connection.source()));
        end(component.putObject("destination"), groupId, placed.get(connection.destination()));
        final ArrayNode relationships = component.putArray("selectedRelationships");
        connection.relationships().forEach(relationships::add);
        if (connection.relationships().isEmpty()) {
            component.put("name", connection.source());
        }
        final Sketch.Queueing queueing = connection.queueing();
        component.put("backPressureObjectThreshold", queueing.objects()).put("backPressureDataSizeThreshold", queueing.size());
        component.put("flowFileExpiration", queueing.expiry()).put("labelIndex", 0);
        component.put("loadBalanceStrategy", queueing.acrossNodes() ? "ROUND_ROBIN" : "DO_NOT_LOAD_BALANCE");
        final ArrayNode prioritizers = component.putArray("prioritizers");
        if (!queueing.order().prioritizer().isEmpty()) {
            prioritizers.add(queueing.order().prioritizer());
        }
        final ArrayNode bends = component.putArray("bends");
        connection.bends().forEach(bend -> bends.addObject().put("x", bend.x()).put("y", bend.y()));
        return component;
    }

    static ObjectNode label(final Sketch.Label label) {
        final ObjectNode component = position(JSON.createObjectNode(), label.position());
        component.put("label", label.text()).put("width", label.width()).put("height", label.height());
        component.putObject("style").put("background-color", label.look().background()).put("font-size", label.look().fontSize());
        return component;
    }

    private static void end(final ObjectNode json, final String groupId, final CanvasApi.Placed placed) {
        json.put("id", placed.id()).put("groupId", groupId).put("type", placed.kind());
    }

    private static ObjectNode position(final ObjectNode component, final Sketch.Point point) {
        component.putObject("position").put("x", point.x()).put("y", point.y());
        return component;
    }

    private static void properties(final ObjectNode json, final Map<String, String> values, final Map<String, String> references,
                                   final Map<String, String> serviceIds) {
        values.forEach(json::put);
        references.forEach((property, service) -> json.put(property, serviceIds.get(service)));
    }
}
