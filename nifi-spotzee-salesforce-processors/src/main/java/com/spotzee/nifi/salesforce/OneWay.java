package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpCall;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The sync is one way: these are all requests to Salesforce that are no GET, and none of them can change the org's records. Query jobs are
 * made and ended, and a query that is too long for an address travels as a GET inside the body of a POST.
 */
final class OneWay {

    private static final String VERSION = "/services/data/v\\d{2,3}\\.0";
    /** Methods with the paths that they may be used on. */
    private static final Map<String, Pattern> HARMLESS = Map.of(
            "GET", Pattern.compile("/services/.*"),
            "POST", Pattern.compile(VERSION + "/(?:jobs/query|composite)"),
            "PATCH", Pattern.compile(VERSION + "/jobs/query/[A-Za-z0-9]{15,18}"),
            "DELETE", Pattern.compile(VERSION + "/jobs/query/[A-Za-z0-9]{15,18}"));

    private OneWay() {
    }

    /** A query job: Bulk API 2.0 Developer Guide, "Create a Query Job". */
    static HttpCall createJob(final URI instance, final String basePath, final String soql, final boolean withDeleted) {
        final ObjectNode job = JsonNodeFactory.instance.objectNode().put("operation", withDeleted ? "queryAll" : "query").put("query", soql)
                .put("contentType", "CSV").put("columnDelimiter", "COMMA").put("lineEnding", "LF");
        return HttpCall.json("POST", instance.resolve(basePath + "/jobs/query"), bytes(job));
    }

    static HttpCall abortJob(final URI instance, final BulkJob job) {
        return HttpCall.json("PATCH", instance.resolve(job.path()), bytes(JsonNodeFactory.instance.objectNode().put("state", "Aborted")));
    }

    static HttpCall deleteJob(final URI instance, final BulkJob job) {
        return new HttpCall("DELETE", instance.resolve(job.path()), Map.of("Accept", "application/json"), null);
    }

    /** Reading requests in one: REST API Developer Guide, "Composite". */
    static HttpCall composite(final URI instance, final String basePath, final List<Subrequest<?>> parts) {
        final ObjectNode composite = JsonNodeFactory.instance.objectNode();
        final ArrayNode requests = composite.putArray("compositeRequest");
        for (final Subrequest<?> part : parts) {
            final ObjectNode request = requests.addObject().put("method", "GET").put("url", part.path()).put("referenceId", reference(requests.size() - 1));
            if (!part.headers().isEmpty()) {
                final ObjectNode headers = request.putObject("httpHeaders");
                part.headers().forEach(headers::put);
            }
        }
        return HttpCall.json("POST", instance.resolve(basePath + "/composite"), bytes(composite));
    }

    /** What the part of this number is called in a composite request. */
    static String reference(final int index) {
        return "part" + index;
    }

    static String queryPath(final String basePath, final boolean withDeleted, final String soql) {
        return basePath + (withDeleted ? "/queryAll?q=" : "/query?q=") + URLEncoder.encode(soql, StandardCharsets.UTF_8);
    }

    /** Lets a request pass that can change nothing. Any other would be a bug of ours, and is stopped before it is sent. */
    static HttpCall harmless(final HttpCall call) {
        final Pattern paths = HARMLESS.get(call.method());
        if (paths == null || !paths.matcher(call.uri().getPath()).matches()) {
            throw new IllegalStateException("%s %s could change Salesforce's data: the sync is one way".formatted(call.method(), call.uri().getPath()));
        }
        return call;
    }

    private static byte[] bytes(final ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
