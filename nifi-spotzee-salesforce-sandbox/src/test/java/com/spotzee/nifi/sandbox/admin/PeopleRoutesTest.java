package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter;
import com.spotzee.nifi.sandbox.salesforce.store.PeopleFilter.Group;
import com.spotzee.nifi.sandbox.salesforce.store.Person;
import com.spotzee.nifi.sandbox.spotzee.SyncedUsers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PeopleRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpClient http;
    private Sandbox sandbox;
    private SyncedUsers sync;

    @BeforeEach
    void start() {
        http = HttpClient.newHttpClient();
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(110, 3).withClock(OrgClock.standingAt(Instant.parse("2026-11-23T10:00:00Z")))
                .withRateLimits(false));
        sync = new SyncedUsers(sandbox, "demo");
    }

    @AfterEach
    void close() {
        sync.close();
        sandbox.close();
        http.close();
    }

    private HttpResponse<String> ask(final String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(sandbox.adminUrl() + path)).build(), BodyHandlers.ofString());
    }

    private JsonNode get(final String path) throws IOException, InterruptedException {
        final HttpResponse<String> response = ask(path);
        assertEquals(200, response.statusCode(), response::body);
        return JSON.readTree(response.body());
    }

    private List<String> ids(final JsonNode found) {
        final List<String> ids = new ArrayList<>();
        found.get("people").forEach(person -> ids.add(person.get("id").asText()));
        return ids;
    }

    private Person first(final String object) {
        return sandbox.org().store().people().page(object, PeopleFilter.PRESENT, "", 1).getFirst();
    }

    @Test
    void pagesShowEverybodyOnce() throws IOException, InterruptedException {
        final List<String> all = new ArrayList<>();
        JsonNode page = get("/people/contact?limit=7");
        while (!page.get("next").isNull()) {
            assertEquals(7, page.get("people").size());
            all.addAll(ids(page));
            page = get("/people/Contact?limit=7&after=" + page.get("next").asText());
        }
        all.addAll(ids(page));
        assertEquals(sandbox.org().store().count("Contact"), all.size());
        assertEquals(new TreeSet<>(all).stream().toList(), all);
    }

    @Test
    void aSyncedPersonStandsBesideTheUser() throws IOException, InterruptedException {
        sync.bringEverybody();
        final JsonNode row = get("/people/Contact?limit=1").get("people").get(0);
        assertEquals("same", row.get("standing").asText());
        assertEquals(row.get("lastName"), row.get("users").get(0).get("lastName"));
        final JsonNode one = get("/people/Contact/" + row.get("id").asText());
        assertEquals("sf_demo_Contact_" + row.get("id").asText(), one.get("users").get(0).get("externalId").asText());
        assertEquals("unset", one.get("users").get(0).get("subscriptions").get(0).get("state").asText());
        assertTrue(one.get("visible").asBoolean());
    }

    @Test
    void whatDiffersIsNamedAndFound() throws IOException, InterruptedException {
        sync.bringEverybody();
        final Person contact = first("Contact");
        sandbox.org().clock().advance(Duration.ofSeconds(90));
        sandbox.org().edits().edit("Contact", contact.id(), Map.of("LastName", "Renamed"));
        final JsonNode found = get("/people/Contact?only=behind&search=renamed");
        assertEquals(List.of(contact.id()), ids(found));
        assertEquals("LastName", found.get("people").get(0).get("users").get(0).get("differing").get(0).asText());
        assertEquals(List.of(), ids(get("/people/Contact?only=behind&search=nobody%20at%20all")));
    }

    @Test
    void theComparisonTellsHowFarBehindSpotzeeIs() throws IOException, InterruptedException {
        sync.bringEverybody();
        sandbox.org().clock().advance(Duration.ofSeconds(90));
        sandbox.org().edits().edit("Contact", first("Contact").id(), Map.of("LastName", "Renamed"));
        sandbox.org().clock().advance(Duration.ofSeconds(30));
        final JsonNode comparison = get("/comparison");
        assertEquals(1, comparison.get("behind").get("people").asInt());
        assertEquals(30, comparison.get("behind").get("seconds").asInt());
        assertEquals("2026-11-23T10:01:30Z", comparison.get("behind").get("since").asText());
        assertEquals("demo", comparison.get("integrations").get(0).asText());
        assertEquals(0, comparison.get("otherUsers").asInt());
        assertEquals(1, comparison.get("objects").get(1).get("behind").asInt());
    }

    @Test
    void theRecycleBinIsAGroup() throws IOException, InterruptedException {
        final Person contact = first("Contact");
        sandbox.org().edits().delete("Contact", contact.id());
        assertEquals(List.of(contact.id()), ids(get("/people/Contact?only=deleted")));
        assertFalse(ids(get("/people/Contact?limit=200")).contains(contact.id()));
        assertEquals(1, sandbox.org().store().people().count("Contact", Group.DELETED));
    }

    @ParameterizedTest
    @CsvSource({
        "/people/Account, 404, is no object with people",
        "/people/Lead/00Q000000000000, 404, GET /people/Lead lists some",
        "/people/Lead?only=all, 400, 'takes one of present, opted_out, deleted, behind, missing, mailable_opt_out'",
        "/people/Lead?limit=0, 400, whole number from 1 to 200",
        "/people/Lead?size=1, 400, use after"})
    void whatCanNotBeShownIsExplained(final String path, final int status, final String sentence) throws IOException, InterruptedException {
        final HttpResponse<String> response = ask(path);
        assertEquals(status, response.statusCode());
        assertTrue(JSON.readTree(response.body()).get("detail").asText().contains(sentence), response::body);
    }
}
