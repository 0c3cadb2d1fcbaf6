package com.spotzee.nifi.system.template;

import com.spotzee.nifi.system.flow.SyncFlow;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.template.Sketch.Connection;
import com.spotzee.nifi.system.template.Sketch.Funnel;
import com.spotzee.nifi.system.template.Sketch.Order;
import com.spotzee.nifi.system.template.Sketch.Point;
import com.spotzee.nifi.system.template.Sketch.Processor;
import com.spotzee.nifi.system.template.Sketch.Queueing;
import com.spotzee.nifi.system.template.Sketch.Schedule;
import com.spotzee.nifi.system.template.Sketch.Service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flow that we ship, on paper. */
final class TemplateFlow {

    private static final String CONNECTION = "Salesforce Connection";
    private static final String INTEGRATION = "Salesforce Integration";
    private static final String PROJECT = "Spotzee Project";

    private static final String APPLY = "Apply Sync Rules";
    private static final String MAP = "Map Fields";
    private static final String RESOLVE = "Resolve External Ids";

    private static final String LOG = "log";
    private static final String LOG_END = "end of the log";
    private static final String EVENTS = "events";
    private static final String FAILURE = "failure";

    private static final double STEP = 280;
    private static final double FUNNELS = 760;

    /** Pages hold up to 2,000 records, so a hundred of them are plenty; the query waits rather than filling the disk. */
    private static final Queueing PAGES = new Queueing(100, "1 GB", "0 sec", Order.PRIORITY, true);
    private static final Queueing PAGES_ON_NODE = new Queueing(100, "1 GB", "0 sec", Order.PRIORITY, false);
    private static final Queueing OPT_OUTS = new Queueing(0, "0 B", "0 sec", Order.PRIORITY, true);
    /** Short, so that an opt-out, which overtakes everything in it, is sent soon. */
    private static final Queueing LAST_STEP = new Queueing(20, "256 MB", "0 sec", Order.PRIORITY, false);
    private static final Queueing TO_LOOK_AT = new Queueing(0, "0 B", "30 days", Order.ARRIVAL, false);
    private static final Queueing LOG_ENTRIES = new Queueing(0, "0 B", "7 days", Order.NEWEST_FIRST, false);

    private static final Schedule AT_ONCE = new Schedule("0 sec", false, 1);

    private TemplateFlow() {
    }

    static Sketch sketch() {
        return new Sketch(TemplateNames.PARAMETER_CONTEXT, "Brings Leads, Contacts and CampaignMembers from Salesforce into Spotzee, one way, opt-outs first.",
                TemplateParameters.all(), services(), processors(), funnels(), connections(), TemplateLabels.all());
    }

    private static List<Service> services() {
        return List.of(
                new Service(CONNECTION, "com.spotzee.nifi.services.StandardSalesforceConnection", connectionProperties(), Map.of(),
                        "The login to the Salesforce org"),
                new Service(INTEGRATION, "com.spotzee.nifi.services.StandardSalesforceIntegration", integrationProperties(),
                        Map.of("Salesforce Connection", CONNECTION), "Which records come, and which field becomes which Spotzee property"),
                new Service(PROJECT, "com.spotzee.nifi.services.StandardSpotzeeProject", projectProperties(), Map.of(),
                        "The Spotzee project that people are sent to"));
    }

    private static Map<String, String> connectionProperties() {
        final Map<String, String> properties = new LinkedHashMap<>();
        properties.put("Environment", parameter(TemplateNames.SALESFORCE_ENVIRONMENT));
        properties.put("Custom Domain", parameter(TemplateNames.SALESFORCE_DOMAIN));
        properties.put("Authentication Strategy", parameter(TemplateNames.SALESFORCE_AUTHENTICATION));
        properties.put("Client ID", parameter(TemplateNames.SALESFORCE_CLIENT_ID));
        properties.put("Client Secret", parameter(TemplateNames.SALESFORCE_CLIENT_SECRET));
        properties.put("Refresh Token", parameter(TemplateParameters.REFRESH_TOKEN));
        properties.put("Username", parameter(TemplateNames.SALESFORCE_USERNAME));
        properties.put("Private Key", parameter(TemplateNames.SALESFORCE_PRIVATE_KEY));
        return properties;
    }

    private static Map<String, String> integrationProperties() {
        final Map<String, String> properties = new LinkedHashMap<>();
        properties.put("Integration ID", parameter(TemplateNames.INTEGRATION_ID));
        properties.put("Sync Frequency", parameter(TemplateNames.SYNC_FREQUENCY));
        properties.put("Objects", parameter(TemplateNames.OBJECTS));
        properties.put("Rule Logic", parameter(TemplateParameters.RULE_LOGIC));
        properties.put("Sync Rules", parameter(TemplateNames.SYNC_RULES));
        properties.put("Opt-Out Property", parameter(TemplateParameters.OPT_OUT_PROPERTY));
        properties.put("Converted Leads", parameter(TemplateParameters.CONVERTED_LEADS));
        properties.put("Deleted Records", parameter(TemplateParameters.DELETED_RECORDS));
        properties.put("Deletion Property", parameter(TemplateParameters.DELETION_PROPERTY));
        properties.putAll(TemplateParameters.mappingProperties());
        return properties;
    }

    private static Map<String, String> projectProperties() {
        return Map.of("Spotzee URL", parameter(TemplateNames.SPOTZEE_URL), "API Key", parameter(TemplateNames.SPOTZEE_KEY),
                "Opt-Out Subscriptions", parameter(TemplateNames.OPT_OUT_SUBSCRIPTIONS));
    }

    private static List<Processor> processors() {
        final Map<String, String> integration = Map.of("Salesforce Integration", INTEGRATION);
        return List.of(
                new Processor(SyncFlow.QUERY, type("QuerySalesforceIncremental"), new Point(0, 0), new Schedule("5 sec", true, 1),
                        Map.of("Full Sync Request", parameter(TemplateNames.FULL_SYNC_REQUEST)), integration, List.of()),
                processor(APPLY, "ApplySyncRules", 1, AT_ONCE, integration).autoTerminating("unmatched"),
                processor(MAP, "MapFieldsToSpotzee", 2, AT_ONCE, integration),
                processor(RESOLVE, "ResolveExternalId", 3, AT_ONCE, integration),
                processor(SyncFlow.PUT, "PutSpotzeeUsers", 4, AT_ONCE, Map.of("Spotzee Project", PROJECT, "Salesforce Integration", INTEGRATION))
                        .autoTerminating("success"),
                new Processor(SyncFlow.HEALTH, type("SalesforceHealthCheck"), new Point(1040, 0), new Schedule("5 min", true, 1), Map.of(),
                        Map.of("Salesforce Integration", INTEGRATION, "Spotzee Project", PROJECT), List.of("healthy")));
    }

    private static Processor processor(final String name, final String type, final int row, final Schedule schedule, final Map<String, String> references) {
        return new Processor(name, type(type), new Point(0, row * STEP), schedule, Map.of(), references, List.of());
    }

    private static String type(final String simpleName) {
        return "com.spotzee.nifi.processors." + simpleName;
    }

    private static List<Funnel> funnels() {
        return List.of(
                new Funnel("rules failed", new Point(FUNNELS, 320)),
                new Funnel("mapping failed", new Point(FUNNELS, 600)),
                new Funnel("ids failed", new Point(FUNNELS, 840)),
                new Funnel("duplicates", new Point(FUNNELS, 920)),
                new Funnel("put failed", new Point(FUNNELS, 1240)),
                new Funnel("superseded", new Point(FUNNELS, 1320)),
                new Funnel("unhealthy", new Point(1720, 40)),
                new Funnel(LOG, new Point(1192, 560)),
                new Funnel(LOG_END, new Point(1560, 560)));
    }

    private static List<Connection> connections() {
        return List.of(
                line(SyncFlow.QUERY, "success", APPLY, PAGES),
                line(SyncFlow.QUERY, "opted_out", RESOLVE, OPT_OUTS, new Point(-180, 64), new Point(-180, 904)),
                line(APPLY, "matched", MAP, PAGES_ON_NODE),
                line(MAP, "success", RESOLVE, PAGES_ON_NODE),
                line(RESOLVE, "success", SyncFlow.PUT, LAST_STEP),
                line(APPLY, FAILURE, "rules failed", TO_LOOK_AT),
                line(MAP, FAILURE, "mapping failed", TO_LOOK_AT),
                line(RESOLVE, FAILURE, "ids failed", TO_LOOK_AT, new Point(556, 864)),
                line(RESOLVE, "duplicates", "duplicates", TO_LOOK_AT, new Point(556, 944)),
                line(SyncFlow.PUT, FAILURE, "put failed", TO_LOOK_AT, new Point(556, 1264)),
                line(SyncFlow.PUT, "superseded", "superseded", TO_LOOK_AT, new Point(556, 1344)),
                line(SyncFlow.QUERY, EVENTS, LOG, LOG_ENTRIES, new Point(900, 64), new Point(900, 584)),
                line(SyncFlow.PUT, EVENTS, LOG, LOG_ENTRIES, new Point(900, 1184), new Point(900, 604)),
                line(SyncFlow.HEALTH, "unhealthy", "unhealthy", TO_LOOK_AT),
                line(SyncFlow.HEALTH, EVENTS, LOG, LOG_ENTRIES),
                new Connection(LOG, List.of(), LOG_END, LOG_ENTRIES, List.of()));
    }

    private static Connection line(final String source, final String relationship, final String destination, final Queueing queueing, final Point... bends) {
        return new Connection(source, List.of(relationship), destination, queueing, List.of(bends));
    }

    private static String parameter(final String name) {
        return "#{" + name + "}";
    }
}
