package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.salesforce.store.People;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter;
import com.spotzee.nifi.sandbox.salesforce.store.Person;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Brings people into the project over its API, as a sync with the usual mappings does: opt-outs first. */
public final class SyncedUsers implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 100;

    private final Sandbox sandbox;
    private final String integration;
    private final HttpClient http = HttpClient.newHttpClient();

    public SyncedUsers(final Sandbox sandbox, final String integration) {
        this.sandbox = sandbox;
        this.integration = integration;
    }

    /** Brings everybody who is in the org now. */
    public void bringEverybody() throws IOException, InterruptedException {
        for (final String object : People.OBJECTS) {
            String after = "";
            List<Person> page = sandbox.org().store().people().page(object, PeopleFilter.PRESENT, after, BATCH);
            while (!page.isEmpty()) {
                bring(page);
                after = page.getLast().id();
                page = sandbox.org().store().people().page(object, PeopleFilter.PRESENT, after, BATCH);
            }
        }
    }

    private void bring(final List<Person> people) throws IOException, InterruptedException {
        final ArrayNode users = JSON.createArrayNode();
        final ArrayNode states = JSON.createArrayNode();
        for (final Person person : people) {
            final ObjectNode user = users.addObject().put("external_id", externalId(person)).put("email", person.contact().email());
            user.put("phone", person.contact().phone() == null ? null : sandbox.project().phoneAsKept(person.contact().phone()).orElse(null));
            user.putObject("data").put("first_name", person.contact().firstName()).put("last_name", person.contact().lastName())
                    .put("unsubscribed", person.optedOut());
            if (person.optedOut()) {
                states.addObject().put("external_id", externalId(person)).put("subscription_id", 1).put("state", 0);
            }
        }
        send("/users/batch", users);
        if (!states.isEmpty()) {
            send("/subscriptions/batch", states);
        }
    }

    private String externalId(final Person person) {
        return "sf_" + integration + "_" + person.object() + "_" + person.id();
    }

    @Override
    public void close() {
        http.close();
    }

    private void send(final String path, final ArrayNode items) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.project().url() + path)).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + sandbox.project().secretKey()).POST(BodyPublishers.ofString(items.toString())).build();
        final HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        assertEquals(0, JSON.readTree(response.body()).get("failed").asInt(), response::body);
    }
}
