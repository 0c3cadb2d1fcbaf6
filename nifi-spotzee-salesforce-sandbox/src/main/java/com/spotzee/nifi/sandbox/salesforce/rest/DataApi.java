package com.spotzee.nifi.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.http.BodyTooLargeException;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJobs;
import com.spotzee.nifi.sandbox.salesforce.oauth.Session;
import com.spotzee.nifi.sandbox.salesforce.oauth.Sessions;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import org.eclipse.jetty.http.HttpException;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The REST data API: reading only, with Salesforce's shapes, limits and refusals. */
public final class DataApi {

    private static final System.Logger LOG = System.getLogger(DataApi.class.getName());
    private static final String JSON = "application/json;charset=UTF-8";
    private static final int ROOT_SEGMENTS = 2;
    private static final int LONGEST_BODY = 1024 * 1024;
    private static final List<String> RESOURCES = List.of("composite", "jobs", "limits", "query", "queryAll", "sobjects");

    private final Sessions sessions;
    private final ApiUsage usage;
    private final ApiVersions versions;
    private final QueryResources queries;
    private final ObjectResources objects;
    private final LimitResources limits;
    private final BulkResources bulk;
    private final AtomicLong failures = new AtomicLong();

    /** The API over a store. */
    public DataApi(final OrgStore store, final Sessions sessions, final ApiUsage usage, final BulkJobs jobs, final List<String> apiVersions) {
        this.sessions = sessions;
        this.usage = usage;
        this.versions = new ApiVersions(apiVersions);
        this.queries = new QueryResources(store);
        this.objects = new ObjectResources(store);
        this.limits = new LimitResources(store, usage, jobs);
        this.bulk = new BulkResources(jobs, store.adminUserId());
    }

    /** Whether a path is one of this API's. */
    public static boolean owns(final List<String> path) {
        return path.size() >= ROOT_SEGMENTS && path.subList(0, ROOT_SEGMENTS).equals(List.of("services", "data"));
    }

    /** Answers a request below {@code /services/data}, in the mood in which the org is at this moment. */
    public void answer(final Exchange exchange, final QueryMood mood) throws IOException {
        if (exchange.header("X-PrettyPrint").filter(value -> "1".equals(value) || "true".equalsIgnoreCase(value)).isPresent()) {
            exchange.pretty();
        }
        try {
            final List<String> whole = withoutTrailingSlash(exchange.pathSegments());
            final List<String> path = whole.subList(ROOT_SEGMENTS, whole.size());
            if (path.isEmpty()) {
                readOnly(exchange.method());
                exchange.json(200, JSON, versions::write);
                return;
            }
            final String version = versions.named(path.getFirst());
            final Session session = sessions.authorized(exchange.header("Authorization").orElse("")).orElseThrow(ApiError::sessionInvalid);
            usage.count();
            exchange.with("Sforce-Limit-Info", usage.header());
            final DataRequest request = new DataRequest(version, path.subList(1, path.size()), exchange.parameters(), exchange::header, session, mood);
            answer(exchange, request);
        } catch (final ApiError e) {
            exchange.json(e.status(), JSON, e::write);
        } catch (final BodyTooLargeException e) {
            final ApiError error = new ApiError(413, "REQUEST_ENTITY_TOO_LARGE", e.getMessage());
            exchange.json(error.status(), JSON, error::write);
        } catch (final HttpException.RuntimeException e) {
            throw e;
        } catch (final RuntimeException e) {
            // Clients must find Salesforce's own form whatever went wrong, as long as nothing else has left yet.
            if (exchange.sent()) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "The Salesforce org failed at " + exchange.method() + " " + exchange.path(), e);
            final ApiError error = ApiError.unexpected(Instant.now(), failures.incrementAndGet());
            exchange.json(error.status(), JSON, error::write);
        }
    }

    private void answer(final Exchange exchange, final DataRequest request) throws IOException {
        if (request.path().equals(List.of("composite"))) {
            composite(exchange, request);
        } else if (BulkResources.owns(request.path())) {
            bulk.answer(exchange, request);
        } else {
            readOnly(exchange.method());
            send(exchange, read(request));
        }
    }

    private DataAnswer read(final DataRequest request) {
        final List<String> path = request.path();
        if (path.isEmpty()) {
            return resources(request);
        }
        return switch (path.getFirst()) {
            case "query", "queryAll" -> switch (path.size()) {
                case 1 -> queries.first(request, "queryAll".equals(path.getFirst()));
                case 2 -> queries.next(request);
                default -> throw ApiError.notFound();
            };
            case "sobjects" -> objects(request);
            case "limits" -> {
                if (path.size() == 1) {
                    yield limits.limits();
                }
                if (path.equals(List.of("limits", "recordCount"))) {
                    yield limits.recordCount(request);
                }
                throw ApiError.notFound();
            }
            default -> throw ApiError.notFound();
        };
    }

    private DataAnswer objects(final DataRequest request) {
        return switch (request.path().size()) {
            case 1 -> objects.list(request);
            case 2 -> objects.entry(request);
            case 3 -> switch (request.path().get(2)) {
                case "describe" -> objects.describe(request);
                case "updated" -> objects.updated(request);
                case "deleted" -> objects.deleted(request);
                default -> objects.record(request);
            };
            default -> throw ApiError.notFound();
        };
    }

    private static DataAnswer resources(final DataRequest request) {
        return DataAnswer.json(json -> {
            json.writeStartObject();
            for (final String resource : RESOURCES) {
                json.writeStringField(resource, request.address(resource));
            }
            json.writeEndObject();
        });
    }

    private void composite(final Exchange exchange, final DataRequest request) throws IOException {
        if (!"POST".equals(exchange.method())) {
            throw ApiError.methodNotAllowed(exchange.method(), "POST");
        }
        final List<JsonNode> parts = CompositeBody.parts(exchange.body(LONGEST_BODY));
        exchange.json(200, JSON, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("compositeResponse");
            for (final JsonNode part : parts) {
                writePart(json, request, part);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void writePart(final JsonGenerator json, final DataRequest whole, final JsonNode part) throws IOException {
        json.writeStartObject();
        json.writeFieldName("body");
        int status;
        Map<String, String> headers = Map.of();
        try {
            final DataAnswer answer = read(part(whole, part));
            status = answer.status();
            headers = answer.headers();
            if (answer.body() == null) {
                json.writeNull();
            } else {
                answer.body().write(json);
            }
        } catch (final ApiError e) {
            status = e.status();
            e.write(json);
        }
        json.writeObjectFieldStart("httpHeaders");
        for (final Map.Entry<String, String> header : headers.entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("httpStatusCode", status);
        json.writeStringField("referenceId", part.path("referenceId").asText());
        json.writeEndObject();
    }

    private DataRequest part(final DataRequest whole, final JsonNode part) {
        readOnly(part.path("method").asText());
        final String[] url = part.path("url").asText().split("\\?", 2);
        final List<String> path = withoutTrailingSlash(List.of(url[0].substring(url[0].startsWith("/") ? 1 : 0).split("/", -1)));
        if (!owns(path) || path.size() <= ROOT_SEGMENTS) {
            throw ApiError.notFound();
        }
        final String version = versions.named(path.get(ROOT_SEGMENTS));
        return new DataRequest(version, path.subList(ROOT_SEGMENTS + 1, path.size()), parameters(url.length > 1 ? url[1] : ""),
                name -> Optional.ofNullable(part.path("httpHeaders").path(name).textValue()), whole.session(), whole.mood());
    }

    /** The whole answer has begun when a part is read, so a part's bad address must be the part's error. */
    private static Parameters parameters(final String query) {
        try {
            return Parameters.parse(query);
        } catch (final HttpException.RuntimeException e) {
            throw new ApiError(400, "MALFORMED_QUERY", "The address is not percent-encoded as it must be.");
        }
    }

    private static void send(final Exchange exchange, final DataAnswer answer) throws IOException {
        answer.headers().forEach(exchange::with);
        if (answer.body() == null) {
            exchange.empty(answer.status());
        } else {
            exchange.json(answer.status(), JSON, answer.body());
        }
    }

    /** Nothing can be changed through this API: the sandbox's admin API changes the org. */
    private static void readOnly(final String method) {
        if (!"GET".equals(method) && !"HEAD".equals(method)) {
            throw ApiError.methodNotAllowed(method, "HEAD,GET");
        }
    }

    private static List<String> withoutTrailingSlash(final List<String> path) {
        final List<String> segments = new ArrayList<>(path);
        if (segments.getLast().isEmpty()) {
            segments.removeLast();
        }
        return segments;
    }
}
