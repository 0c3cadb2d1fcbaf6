package com.spotzee.nifi.system.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.system.rest.CanvasApi;
import com.spotzee.nifi.system.rest.FlowGroup;

import java.util.Map;

/** A flow of nothing but the query: what it emits is dropped at once, so that no other processor's work or memory is measured with it. */
final class ReadOnlyFlow {

    private static final String QUERY = "Query Salesforce";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FlowGroup group;
    private final String processorId;

    private ReadOnlyFlow(final FlowGroup group, final String processorId) {
        this.group = group;
        this.processorId = processorId;
    }

    /** Puts it on the canvas of a NiFi, its services enabled. */
    static ReadOnlyFlow draw(final CanvasApi canvas, final OrgAddress org, final Map<String, String> queryProperties) {
        final ObjectNode parameters = JSON.createObjectNode().put("name", "none");
        parameters.putArray("parameters");
        final FlowGroup group = canvas.createGroup("Benchmark", "", canvas.createParameterContext(parameters));
        final String connection = canvas.createService(group.id(), service("StandardSalesforceConnection", Map.of("Environment", "Custom Domain",
                "Custom Domain", org.url().toString(), "Client ID", org.clientId(), "Client Secret", org.clientSecret())));
        final String integration = canvas.createService(group.id(), service("StandardSalesforceIntegration", integration(connection)));
        final ObjectNode processor = JSON.createObjectNode().put("name", QUERY).put("type", "com.spotzee.nifi.processors.QuerySalesforceIncremental");
        processor.putObject("position").put("x", 0.0).put("y", 0.0);
        final ObjectNode config = processor.putObject("config").put("schedulingPeriod", "1 sec").put("executionNode", "PRIMARY");
        config.putArray("autoTerminatedRelationships").add("success").add("opted_out").add("events");
        final ObjectNode properties = config.putObject("properties").put("Salesforce Integration", integration).put("Wait For Delivery", "false");
        queryProperties.forEach(properties::put);
        final ReadOnlyFlow flow = new ReadOnlyFlow(group, canvas.createProcessor(group.id(), processor).id());
        group.enableServices();
        return flow;
    }

    private static Map<String, String> integration(final String connection) {
        return Map.ofEntries(Map.entry("Salesforce Connection", connection), Map.entry("Integration ID", "benchmark"),
                Map.entry("Sync Frequency", "24 hours"), Map.entry("Objects", "Lead"), Map.entry("email", "[Lead] Email"),
                Map.entry("first_name", "[Lead] FirstName"), Map.entry("last_name", "[Lead] LastName"),
                Map.entry("phone", "[Lead] Phone, [Lead] MobilePhone"), Map.entry("company", "[Lead] Company"), Map.entry("title", "[Lead] Title"),
                Map.entry("lead_source", "[Lead] LeadSource"), Map.entry("annual_revenue", "[Lead] AnnualRevenue : number"),
                Map.entry("unsubscribed", "[Lead] HasOptedOutOfEmail : boolean"));
    }

    private static ObjectNode service(final String simpleName, final Map<String, String> properties) {
        final ObjectNode service = JSON.createObjectNode().put("name", simpleName).put("type", "com.spotzee.nifi.services." + simpleName);
        final ObjectNode json = service.putObject("properties");
        properties.forEach(json::put);
        return service;
    }

    void start() {
        group.startProcessor(processorId);
    }

    void stop() {
        group.stopProcessor(processorId);
    }

    /** What its counters are kept under. */
    static String processorName() {
        return QUERY;
    }
}
