package com.spotzee.nifi.system.template;

import java.util.List;
import java.util.Map;

/**
 * A flow on paper: what a person would put on NiFi's canvas, in the order they would.
 *
 * @param name the name of the process group
 * @param comments what the group says about itself
 * @param parameters the parameter context that goes with it, and the one all its components read
 * @param services its controller services; a service stands after those it refers to
 * @param processors its processors
 * @param funnels its funnels
 * @param connections what leads where
 * @param labels the notes on the canvas
 */
record Sketch(String name, String comments, Parameters parameters, List<Service> services, List<Processor> processors, List<Funnel> funnels,
              List<Connection> connections, List<Label> labels) {

    Sketch {
        services = List.copyOf(services);
        processors = List.copyOf(processors);
        funnels = List.copyOf(funnels);
        connections = List.copyOf(connections);
        labels = List.copyOf(labels);
    }

    /** A parameter context. */
    record Parameters(String name, String description, List<Parameter> parameters) {

        Parameters {
            parameters = List.copyOf(parameters);
        }
    }

    /** One parameter; a sensitive one never has a value here. */
    record Parameter(String name, String value, boolean sensitive, String description) {

        Parameter {
            if (sensitive && value != null) {
                throw new IllegalArgumentException("The sensitive parameter \"" + name + "\" must not have a value in a template");
            }
        }

        static Parameter of(final String name, final String value, final String description) {
            return new Parameter(name, value, false, description);
        }

        static Parameter secret(final String name, final String description) {
            return new Parameter(name, null, true, description);
        }
    }

    /** A controller service; what {@code references} names by property are other services of the sketch. */
    record Service(String name, String type, Map<String, String> properties, Map<String, String> references, String comments) {

        Service {
            properties = Map.copyOf(properties);
            references = Map.copyOf(references);
        }
    }

    /** A processor; what {@code references} names by property are services of the sketch. */
    record Processor(String name, String type, Point position, Schedule schedule, Map<String, String> properties, Map<String, String> references,
                     List<String> autoTerminated) {

        Processor {
            properties = Map.copyOf(properties);
            references = Map.copyOf(references);
            autoTerminated = List.copyOf(autoTerminated);
        }

        /** The same, ending what goes to these relationships. */
        Processor autoTerminating(final String... relationships) {
            return new Processor(name, type, position, schedule, properties, references, List.of(relationships));
        }
    }

    /** When and where a processor runs. */
    record Schedule(String period, boolean primaryNodeOnly, int concurrentTasks) {
    }

    /** Where connections meet, or end; the name is for this sketch, funnels have none in NiFi. */
    record Funnel(String name, Point position) {
    }

    /** A connection between two components of the sketch; a funnel's connection has no relationships and bears the funnel's name. */
    record Connection(String source, List<String> relationships, String destination, Queueing queueing, List<Point> bends) {

        Connection {
            relationships = List.copyOf(relationships);
            bends = List.copyOf(bends);
        }
    }

    /** How a connection queues: thresholds (0 = no back-pressure), expiry, order, and whether a cluster spreads it. */
    record Queueing(long objects, String size, String expiry, Order order, boolean acrossNodes) {
    }

    /** What leaves a queue first. */
    enum Order {
        ARRIVAL(""),
        PRIORITY("org.apache.nifi.prioritizer.PriorityAttributePrioritizer"),
        NEWEST_FIRST("org.apache.nifi.prioritizer.NewestFlowFileFirstPrioritizer");

        private final String prioritizer;

        Order(final String prioritizer) {
            this.prioritizer = prioritizer;
        }

        /** NiFi's class for it, empty for its own order. */
        String prioritizer() {
            return prioritizer;
        }
    }

    /** A note on the canvas. */
    record Label(String text, Point position, double width, double height, Look look) {
    }

    /** The colour and font size of a note. */
    record Look(String background, String fontSize) {
    }

    /** A place on the canvas, of the upper left corner. */
    record Point(double x, double y) {
    }
}
