package com.spotzee.nifi.system.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.salesforce.RecordConsumer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The yardstick of sending: takes the same pages and makes the same requests for the same users, as many at once as we do, without NiFi, rules, keys or
 * a look at the answers. Who has opted out takes four requests, as with us: unsubscribed, created without address, unsubscribed again, sent.
 */
final class PlainLoop implements RecordConsumer, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXTERNAL_ID = "external_id";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int BATCH = 100;
    private static final int IN_FLIGHT = 64;
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ProjectMain.Address project;
    private final Semaphore places = new Semaphore(IN_FLIGHT);
    private final ArrayNode mailable = JSON.createArrayNode();
    private final ArrayNode optedOut = JSON.createArrayNode();
    private final LongAdder failed = new LongAdder();

    PlainLoop(final ProjectMain.Address project) {
        this.project = project;
    }

    @Override
    public void accept(final ObjectNode lead) throws IOException {
        final ArrayNode batch = lead.path("HasOptedOutOfEmail").asBoolean() ? optedOut : mailable;
        batch.add(user(lead));
        if (batch.size() == BATCH) {
            send(batch);
        }
    }

    /** Our pages are FlowFiles, and no batch reaches over the end of one. */
    void endPage() {
        send(mailable);
        send(optedOut);
    }

    /** Waits for all answers. */
    void finish() {
        takePlaces(IN_FLIGHT);
        if (failed.sum() > 0) {
            throw new BenchmarkFailure("The emulated project did not take %d requests of the plain loop".formatted(failed.sum()));
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** Sends what a batch holds, when there is a place, and empties it. */
    private void send(final ArrayNode batch) {
        if (batch.isEmpty()) {
            return;
        }
        final boolean out = batch == optedOut;
        final ArrayNode users = JSON.createArrayNode().addAll(batch);
        batch.removeAll();
        takePlaces(1);
        Thread.ofVirtual().start(() -> {
            try {
                if (out) {
                    post("/subscriptions/batch", states(users));
                    post("/users/batch", bare(users));
                    post("/subscriptions/batch", states(users));
                }
                post("/users/batch", users);
            } catch (final IOException | InterruptedException e) {
                failed.increment();
            } finally {
                places.release();
            }
        });
    }

    private void takePlaces(final int number) {
        try {
            if (!places.tryAcquire(number, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchmarkFailure("The emulated project has not answered the plain loop for %d s".formatted(LIMIT.toSeconds()));
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted while the emulated project was waited for");
        }
    }

    private void post(final String path, final ArrayNode items) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create(project.url() + path)).timeout(LIMIT)
                .header("Authorization", "Bearer " + project.key()).header("Content-Type", "application/json").header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(items))).build();
        if (http.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode() != OK) {
            failed.increment();
        }
    }

    private static ArrayNode states(final ArrayNode users) {
        final ArrayNode states = JSON.createArrayNode();
        users.forEach(user -> states.addObject().put(EXTERNAL_ID, user.path(EXTERNAL_ID).textValue()).put("subscription_id", 1).put("state", 0));
        return states;
    }

    private static ArrayNode bare(final ArrayNode users) {
        final ArrayNode bare = JSON.createArrayNode();
        users.forEach(user -> bare.addObject().put(EXTERNAL_ID, user.path(EXTERNAL_ID).textValue()).putObject("data").put("unsubscribed", true));
        return bare;
    }

    private static ObjectNode user(final JsonNode lead) {
        final ObjectNode user = JSON.createObjectNode().put(EXTERNAL_ID, "sf_benchmark_Lead_" + lead.path("Id").textValue());
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
