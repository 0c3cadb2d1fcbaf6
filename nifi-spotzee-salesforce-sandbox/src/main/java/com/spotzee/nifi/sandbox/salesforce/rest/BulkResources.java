package com.spotzee.nifi.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJob;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkJobs;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkOrder;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkOrder.Delimiter;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkOrder.LineEnding;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkOrder.Operation;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkRefusal;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code jobs/query}: Bulk API 2.0 as far as it reads. */
final class BulkResources {

    private static final String JSON = "application/json;charset=UTF-8";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_BODY = 1024 * 1024;
    private static final int JOBS_OF_A_PAGE = 1_000;
    private static final Set<String> MEMBERS = Set.of("operation", "query", "contentType", "columnDelimiter", "lineEnding");

    private final BulkJobs jobs;
    private final BulkResults results;
    private final String user;

    BulkResources(final BulkJobs jobs, final String user) {
        this.jobs = jobs;
        this.results = new BulkResults(jobs, user);
        this.user = user;
    }

    static boolean owns(final List<String> path) {
        return path.size() > 1 && "jobs".equals(path.getFirst()) && "query".equals(path.get(1));
    }

    void answer(final Exchange exchange, final DataRequest request) throws IOException {
        try {
            switch (request.path().size()) {
                case 2 -> all(exchange, request);
                case 3 -> one(exchange, request.path().get(2));
                case 4 -> results.answer(exchange, request);
                default -> throw ApiError.notFound();
            }
        } catch (final BulkRefusal e) {
            throw new ApiError(e.status(), e.errorCode(), e.getMessage());
        } catch (final SoqlError e) {
            throw ApiError.of(e);
        }
    }

    private void all(final Exchange exchange, final DataRequest request) throws IOException {
        switch (exchange.method()) {
            case "POST" -> {
                final BulkJob job = jobs.create(user, order(exchange.body(LONGEST_BODY), request.version()));
                exchange.json(200, JSON, json -> {
                    json.writeStartObject();
                    writeOrder(json, job);
                    json.writeEndObject();
                });
            }
            case "GET" -> list(exchange, request);
            default -> throw ApiError.methodNotAllowed(exchange.method(), "HEAD,GET,POST");
        }
    }

    private void one(final Exchange exchange, final String id) throws IOException {
        switch (exchange.method()) {
            case "GET" -> write(exchange, jobs.look(id));
            case "PATCH" -> {
                final JsonNode body = read(exchange.body(LONGEST_BODY));
                if (body.size() != 1 || !"Aborted".equals(body.path("state").textValue())) {
                    throw new ApiError(400, "INVALIDJOBSTATE", "A query job can be given the state Aborted only");
                }
                write(exchange, jobs.abort(user, id));
            }
            case "DELETE" -> {
                jobs.delete(user, id);
                exchange.empty(204);
            }
            default -> throw ApiError.methodNotAllowed(exchange.method(), "HEAD,GET,PATCH,DELETE");
        }
    }

    private void list(final Exchange exchange, final DataRequest request) throws IOException {
        final Optional<String> type = request.parameters().first("jobType");
        final List<BulkJob> found = type.filter(wanted -> !"V2Query".equals(wanted)).isPresent() ? List.of() : jobs.jobs();
        final int from = request.parameters().first("queryLocator").map(locator -> (int) BulkLocator.read(locator, found.size())).orElse(0);
        final int to = Math.min(found.size(), from + JOBS_OF_A_PAGE);
        exchange.json(200, JSON, json -> {
            json.writeStartObject();
            json.writeBooleanField("done", to == found.size());
            json.writeArrayFieldStart("records");
            for (final BulkJob job : found.subList(from, to)) {
                json.writeStartObject();
                writeOrder(json, job);
                json.writeStringField("jobType", "V2Query");
                json.writeEndObject();
            }
            json.writeEndArray();
            if (to < found.size()) {
                json.writeStringField("nextRecordsUrl", request.address("jobs/query?queryLocator=" + BulkLocator.write(to)));
            } else {
                json.writeNullField("nextRecordsUrl");
            }
            json.writeEndObject();
        });
    }

    private static void write(final Exchange exchange, final BulkJob job) throws IOException {
        exchange.json(200, JSON, json -> {
            json.writeStartObject();
            writeOrder(json, job);
            json.writeStringField("jobType", "V2Query");
            json.writeNumberField("numberRecordsProcessed", job.numberRecordsProcessed());
            json.writeNumberField("retries", 0);
            json.writeNumberField("totalProcessingTime", Duration.between(job.createdAt(), job.changedAt()).toMillis());
            json.writeBooleanField("isPkChunkingSupported", job.chunkable());
            if (job.errorMessage().isPresent()) {
                json.writeStringField("errorMessage", job.errorMessage().get());
            }
            json.writeEndObject();
        });
    }

    private static void writeOrder(final JsonGenerator json, final BulkJob job) throws IOException {
        json.writeStringField("id", job.id());
        json.writeStringField("operation", job.order().operation().apiName());
        json.writeStringField("object", job.object());
        json.writeStringField("createdById", job.createdById());
        json.writeStringField("createdDate", STAMP.format(job.createdAt()));
        json.writeStringField("systemModstamp", STAMP.format(job.changedAt()));
        json.writeStringField("state", job.state().apiName());
        json.writeStringField("concurrencyMode", "Parallel");
        json.writeStringField("contentType", "CSV");
        json.writeFieldName("apiVersion");
        json.writeNumber(job.order().apiVersion());
        json.writeStringField("lineEnding", job.order().lineEnding().name());
        json.writeStringField("columnDelimiter", job.order().delimiter().name());
    }

    private static BulkOrder order(final byte[] body, final String version) throws IOException {
        final JsonNode json = read(body);
        for (final Iterator<String> names = json.fieldNames(); names.hasNext();) {
            final String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw new ApiError(400, "JSON_PARSER_ERROR", "Unrecognized field \"" + name + "\"");
            }
        }
        final String query = json.path("query").asText();
        if (query.isBlank()) {
            throw new ApiError(400, "INVALIDJOB", "A query job needs a query");
        }
        if (!"CSV".equals(json.path("contentType").asText("CSV"))) {
            throw new ApiError(400, "INVALIDJOB", "Unsupported content type: query jobs answer CSV");
        }
        final String operation = json.path("operation").asText();
        return new BulkOrder(Arrays.stream(Operation.values()).filter(each -> each.apiName().equals(operation)).findFirst()
                .orElseThrow(() -> new ApiError(400, "INVALIDJOB", "Unsupported operation '" + operation + "': query jobs do query and queryAll")), query,
                choice(json, "columnDelimiter", Delimiter.COMMA), choice(json, "lineEnding", LineEnding.LF), version);
    }

    private static <T extends Enum<T>> T choice(final JsonNode json, final String name, final T otherwise) {
        final String wanted = json.path(name).asText(otherwise.name());
        return Arrays.stream(otherwise.getDeclaringClass().getEnumConstants()).filter(each -> each.name().equals(wanted)).findFirst()
                .orElseThrow(() -> new ApiError(400, "INVALIDJOB", "'" + wanted + "' is not a valid value for " + name));
    }

    private static JsonNode read(final byte[] body) throws IOException {
        try {
            final JsonNode json = MAPPER.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (final JsonProcessingException e) {
            throw new ApiError(400, "JSON_PARSER_ERROR", "The body is not valid JSON.");
        }
        throw new ApiError(400, "JSON_PARSER_ERROR", "The body must be a JSON object.");
    }
}
