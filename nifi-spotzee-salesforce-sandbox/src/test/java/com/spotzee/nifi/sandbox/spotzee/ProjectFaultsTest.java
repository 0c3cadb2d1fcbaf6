package com.spotzee.nifi.sandbox.spotzee;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProjectFaultsTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final SettableClock clock = new SettableClock();
    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withClock(clock));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        project.close();
    }

    @Test
    void strikesTheRequestsThatFitInTheirTurns() throws Exception {
        final ActiveProjectFault fault = project.faults().add(ProjectWhen.always().method("POST").path("^/users").nth(2).every(2).times(1),
                ProjectFault.throttled(7));
        assertEquals(200, upsert("k1", "a").statusCode());
        final HttpResponse<String> throttled = upsert("k2", "b");
        assertEquals(429, throttled.statusCode());
        assertEquals("7", throttled.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(List.of(200, 200), List.of(upsert("k2", "b").statusCode(), upsert("k3", "c").statusCode()));
        assertEquals(1, fault.struck());
        assertEquals(3, project.userCount());
    }

    @Test
    void strikesWhatIsAboutAPerson() throws Exception {
        project.faults().add(ProjectWhen.always().about("b"), ProjectFault.refusal(ProblemCode.VALIDATION_FAILED));
        assertEquals(List.of(200, 422), List.of(upsert("k1", "a").statusCode(), upsert("k2", "a", "b").statusCode()));
        assertEquals(1, project.userCount());
    }

    @Test
    void aRefusalOfTheOperationIsRememberedAndOneBeforeItIsNot() throws Exception {
        for (final ProblemCode code : List.of(ProblemCode.QUOTA_EXCEEDED, ProblemCode.PERMISSION_DENIED)) {
            project.faults().add(ProjectWhen.always().times(1), ProjectFault.refusal(code));
            assertEquals(code.status(), upsert(code.code(), "a").statusCode());
            final HttpResponse<String> again = upsert(code.code(), "a");
            assertEquals(code.status(), again.statusCode());
            assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElseThrow());
        }
        for (final ProblemCode code : List.of(ProblemCode.AUTHENTICATION_REQUIRED, ProblemCode.RATE_LIMITED, ProblemCode.SERVICE_UNAVAILABLE)) {
            project.faults().add(ProjectWhen.always().times(1), ProjectFault.refusal(code));
            assertEquals(List.of(code.status(), 200), List.of(upsert(code.code(), "a").statusCode(), upsert(code.code(), "a").statusCode()));
        }
    }

    @Test
    void aLostAnswerIsOfARequestThatWasCarriedOut() throws Exception {
        for (final ProjectFault fault : List.of(ProjectFault.lostAnswer(), ProjectFault.cut(20))) {
            project.faults().clear();
            final long before = project.userCount();
            project.faults().add(ProjectWhen.always().times(1), fault);
            final String id = "after " + before;
            assertThrows(IOException.class, () -> upsert(id, id));
            assertEquals(before + 1, project.userCount());
            final HttpResponse<String> again = upsert(id, id);
            assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElseThrow());
        }
    }

    @Test
    void whereNobodyIsThereNothingIsDone() throws Exception {
        project.faults().add(ProjectWhen.always().times(1), ProjectFault.unreachable());
        assertThrows(IOException.class, () -> upsert("k", "a"));
        project.faults().add(ProjectWhen.always().times(1), ProjectFault.html(200));
        assertTrue(upsert("k", "a").body().startsWith("<html>"));
        assertEquals(0, project.userCount());
        assertFalse(upsert("k", "a").headers().firstValue("Idempotent-Replayed").isPresent());
    }

    @Test
    void aStallEndsWithTheFaultAndThenTheAnswerComes() throws Exception {
        final ActiveProjectFault stall = project.faults().add(ProjectWhen.always().times(1), ProjectFault.stall());
        final CompletableFuture<HttpResponse<String>> late = client.sendAsync(request("k", "a"), BodyHandlers.ofString());
        assertTrue(stall.awaitStruck(1, LONGEST));
        assertFalse(late.isDone());
        project.faults().end(stall);
        assertEquals(200, late.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join().statusCode());
    }

    @Test
    void oneUserIsRefusedAndTheOthersAreTaken() throws Exception {
        project.faults().add(ProjectWhen.always(), ProjectFault.refusedItem(4));
        final HttpResponse<String> answer = upsert("k", "a", "b", "c");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"failed\":1"), answer::body);
        assertTrue(project.user("a").isPresent() && project.user("b").isEmpty() && project.user("c").isPresent());
    }

    @Test
    void aCertainUserIsRefusedWhereverItStands() throws Exception {
        project.faults().add(ProjectWhen.always(), ProjectFault.refusedUser("b"));
        assertTrue(upsert("k1", "a", "b").body().contains("\"failed\":1"));
        assertTrue(upsert("k2", "b", "c").body().contains("\"failed\":1"));
        assertTrue(upsert("k3", "d").body().contains("\"failed\":0"));
        assertEquals(3, project.userCount());
    }

    @Test
    void aScriptSeesEachRequestAndDecides() throws Exception {
        final List<ProjectRequest> seen = new ArrayList<>();
        project.faults().follow(request -> {
            seen.add(request);
            return List.of(ProjectFault.meanwhile(() -> clock.advance(Duration.ofMinutes(1))), ProjectFault.refusal(ProblemCode.INTERNAL_ERROR));
        });
        assertEquals(500, upsert("k", "a", "b").statusCode());
        assertEquals(List.of(new ProjectRequest("POST", "/users/batch", List.of("a", "b"))), seen);
        project.faults().clear();
        assertTrue(upsert("k", "a", "b").body().contains("10:01:00"));
    }

    @Test
    void aRevokedKeyIsRefusedAndItsSuccessorIsNot() throws Exception {
        final HttpRequest before = request("k", "a");
        final String key = project.replaceSecretKey();
        assertEquals(401, client.send(before, BodyHandlers.ofString()).statusCode());
        assertEquals(200, upsert("k", "a").statusCode());
        assertEquals(key, project.secretKey());
    }

    private HttpResponse<String> upsert(final String key, final String... ids) throws IOException, InterruptedException {
        return client.send(request(key, ids), BodyHandlers.ofString());
    }

    private HttpRequest request(final String key, final String... ids) {
        final List<String> items = List.of(ids).stream().map("{\"external_id\":\"%s\"}"::formatted).toList();
        return HttpRequest.newBuilder(URI.create(project.url() + "/users/batch")).header("Authorization", "Bearer " + project.secretKey())
                .header("Content-Type", "application/json").header("Idempotency-Key", key).POST(BodyPublishers.ofString(items.toString())).build();
    }
}
