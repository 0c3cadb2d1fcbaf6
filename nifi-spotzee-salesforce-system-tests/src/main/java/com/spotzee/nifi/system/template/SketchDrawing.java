package com.spotzee.nifi.system.template;

import com.spotzee.nifi.system.rest.CanvasApi;
import com.spotzee.nifi.system.rest.FlowGroup;

import java.util.HashMap;
import java.util.Map;

/** Puts a sketch on the canvas of a running NiFi, component by component, as a person would. */
final class SketchDrawing {

    private final CanvasApi canvas;
    private final Sketch sketch;
    private final Map<String, CanvasApi.Placed> placed = new HashMap<>();
    private final Map<String, String> serviceIds = new HashMap<>();

    private SketchDrawing(final CanvasApi canvas, final Sketch sketch) {
        this.canvas = canvas;
        this.sketch = sketch;
    }

    static FlowGroup draw(final CanvasApi canvas, final Sketch sketch) {
        return new SketchDrawing(canvas, sketch).draw();
    }

    private FlowGroup draw() {
        final FlowGroup group = canvas.createGroup(sketch.name(), sketch.comments(), parameterContext());
        sketch.services().forEach(service -> serviceIds.put(service.name(), canvas.createService(group.id(), SketchJson.service(service, serviceIds))));
        sketch.processors().forEach(processor -> placed.put(processor.name(),
                canvas.createProcessor(group.id(), SketchJson.processor(processor, serviceIds))));
        sketch.funnels().forEach(funnel -> placed.put(funnel.name(), canvas.createFunnel(group.id(), SketchJson.funnel(funnel))));
        sketch.connections().forEach(connection -> canvas.createConnection(group.id(), SketchJson.connection(connection, group.id(), placed)));
        sketch.labels().forEach(label -> canvas.createLabel(group.id(), SketchJson.label(label)));
        return group;
    }

    private String parameterContext() {
        return canvas.createParameterContext(SketchJson.parameters(sketch.parameters()));
    }
}
