package com.spotzee.nifi.system.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.salesforce.Session;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * The yardstick of sending: reads the same pages and posts batches of the same users, as many at once as we do, without NiFi, rules, opt-outs, keys or
 * a look at the answers.
 */
final class PlainLoop implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 100;
    private static final int IN_FLIGHT = 64;
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Session session;
    private final ProjectMain.Address project;
    private final Semaphore slots = new Semaphore(IN_FLIGHT);
    private final LongAdder failed = new LongAdder();

    PlainLoop(final Session session, final ProjectMain.Address project) {
        this.session = session;
        this.project = project;
    }

    long run(final String apiVersion, final String soql) throws IOException, InterruptedException {
        String path = "/services/data/v" + apiVersion + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
        long users = 0;
        ArrayNode batch = JSON.createArrayNode();
        while (path != null) {
            final JsonNode page = page(path);
            for (final JsonNode lead : page.path("records")) {
                batch.add(user(lead));
                users++;
                if (batch.size() == BATCH) {
                    post(batch);
                    batch = JSON.createArrayNode();
                }
            }
            path = page.path("nextRecordsUrl").textValue();
        }
        if (!batch.isEmpty()) {
            post(batch);
        }
        slots.acquire(IN_FLIGHT);
        if (failed.sum() > 0) {
            throw new BenchmarkFailure("The emulated project did not take %d requests of the plain loop".formatted(failed.sum()));
        }
        return users;
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode page(final String path) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(session.instance().resolve(URI.create(path)))
                .header("Authorization", "Bearer " + session.accessToken().reveal()).header("Accept", "application/json").build();
        return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    private void post(final ArrayNode batch) throws IOException, InterruptedException {
        slots.acquire();
        final HttpRequest request = HttpRequest.newBuilder(URI.create(project.url() + "/users/batch")).header("Authorization", "Bearer " + project.key())
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(batch))).build();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((answer, trouble) -> {
            if (trouble != null || answer.statusCode() != OK) {
                failed.increment();
            }
            slots.release();
        });
    }

    private static ObjectNode user(final JsonNode lead) {
        final ObjectNode user = JSON.createObjectNode().put("external_id", "sf_benchmark_Lead_" + lead.path("Id").textValue());
        user.set("email", lead.path("Email"));
        user.set("phone", lead.path("MobilePhone").isNull() ? lead.path("Phone") : lead.path("MobilePhone"));
        final ObjectNode data = user.putObject("data");
        data.set("first_name", lead.path("FirstName"));
        data.set("last_name", lead.path("LastName"));
        data.set("company", lead.path("Company"));
        data.set("title", lead.path("Title"));
        data.set("lead_source", lead.path("LeadSource"));
        data.set("annual_revenue", lead.path("AnnualRevenue"));
        data.set("unsubscribed", lead.path("HasOptedOutOfEmail"));
        data.put("source", "salesforce");
        return user;
    }
}
