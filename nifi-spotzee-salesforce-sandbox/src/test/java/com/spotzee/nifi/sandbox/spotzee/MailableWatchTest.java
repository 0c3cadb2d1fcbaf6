package com.spotzee.nifi.sandbox.spotzee;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

class MailableWatchTest {

    private static final long NEWS = 1;

    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults());
    private final MailableWatch watch = MailableWatch.on(project, NEWS);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        project.close();
    }

    @Test
    void whoIsUnknownMustNotBecomeMailable() throws Exception {
        watch.optedOut("ann");
        upsert("ann", "null");
        assertEquals(List.of(), watch.breaches());
        upsert("ann", "'ann@example.com'");
        assertEquals(List.of("ann has opted out and can be written to"), watch.breaches());
    }

    @Test
    void whoIsUnsubscribedFirstMayHaveAnAddress() throws Exception {
        watch.optedOut("ann");
        upsert("ann", "null");
        unsubscribe("ann");
        upsert("ann", "'ann@example.com'");
        assertEquals(List.of(), watch.breaches());
    }

    @Test
    void whoWasMailableIsUnsubscribedBeforeAnythingElse() throws Exception {
        upsert("ann", "'ann@example.com'");
        upsert("bob", "'bob@example.com'");
        watch.optedOut("ann");
        watch.optedOut("bob");
        assertEquals(Set.of("ann", "bob"), watch.waiting());
        unsubscribe("ann");
        assertEquals(Set.of("bob"), watch.waiting());
        upsert("ann", "'other@example.com'");
        assertEquals(List.of(), watch.breaches());
        upsert("bob", "'other@example.com'");
        assertEquals(List.of("bob has opted out and was changed before being unsubscribed"), watch.breaches());
    }

    @Test
    void whoWasUnsubscribedOnceStaysSo() throws Exception {
        upsert("ann", "'ann@example.com'");
        unsubscribe("ann");
        send("/subscriptions/batch", "[{'external_id':'ann','subscription_id':1,'state':1}]");
        assertEquals(List.of("ann has opted out and can be written to"), watch.breaches());
    }

    @Test
    void changesAreToldOneByOneAsTheyStandThen() throws Exception {
        final List<UserChange> changes = new ArrayList<>();
        project.observe(changes::add);
        send("/users/batch", "[{'external_id':'ann','email':'ann@example.com'},{'external_id':'bob'},{'anonymous_id':'somebody'}]");
        unsubscribe("ann");
        send("DELETE", "/users?user_id=bob", "");
        assertEquals(List.of(
                new UserChange("ann", UserChange.Kind.USER, true, Map.of()),
                new UserChange("bob", UserChange.Kind.USER, false, Map.of()),
                new UserChange("ann", UserChange.Kind.SUBSCRIPTION, true, Map.of(NEWS, 0)),
                new UserChange("bob", UserChange.Kind.DELETION, false, Map.of())), changes);
    }

    private void upsert(final String id, final String email) throws IOException, InterruptedException {
        send("/users/batch", "[{'external_id':'%s','email':%s}]".formatted(id, email));
    }

    private void unsubscribe(final String id) throws IOException, InterruptedException {
        send("/subscriptions/batch", "[{'external_id':'%s','subscription_id':%d,'state':0}]".formatted(id, NEWS));
    }

    private void send(final String path, final String body) throws IOException, InterruptedException {
        send("POST", path, body);
    }

    private void send(final String method, final String path, final String body) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create(project.url() + path)).header("Authorization", "Bearer " + project.secretKey())
                .header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build();
        final HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(2, answer.statusCode() / 100, answer.body());
    }
}
