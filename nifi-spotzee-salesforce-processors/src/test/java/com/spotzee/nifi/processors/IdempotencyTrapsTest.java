package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.spotzee.ActiveProjectFault;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectFault;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.sandbox.spotzee.ProjectWhen;
import com.spotzee.nifi.spotzee.IdempotencyKey;
import com.spotzee.nifi.spotzee.ManualSpotzeeProject;
import com.spotzee.nifi.spotzee.ManualTime;
import com.spotzee.nifi.spotzee.SpotzeeFailure;
import com.spotzee.nifi.spotzee.UserBatch;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What Spotzee's idempotency memory does to those who name their operations carelessly, and that PutSpotzeeUsers does not. */
class IdempotencyTrapsTest {

    private final ManualTime time = new ManualTime();
    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withClock(time));

    @AfterEach
    void close() {
        project.close();
    }

    @Test
    void aKeyOfTheContentAloneLeavesAUserAtB() throws SpotzeeFailure {
        try (ManualSpotzeeProject service = service()) {
            for (final String value : List.of("A", "B", "A")) {
                service.client().upsert(new UserBatch(List.of(user(value))), new IdempotencyKey("content of " + value));
            }
        }
        assertEquals("B", status());
    }

    @Test
    void aValueThatGoesBackWithinADayArrives() throws InitializationException {
        try (ManualSpotzeeProject service = service()) {
            final TestRunner runner = runner(service);
            for (final String value : List.of("A", "B", "A")) {
                runner.enqueue(user(value) + "\n");
            }
            runner.run();
        }
        assertEquals("A", status());
    }

    @Test
    void aRefusalIsRememberedThoughItsCauseIsGone() throws SpotzeeFailure {
        project.limitUsers(0);
        final IdempotencyKey key = new IdempotencyKey("k");
        try (ManualSpotzeeProject service = service()) {
            assertThrows(SpotzeeFailure.Denied.class, () -> service.client().upsert(new UserBatch(List.of(user("A"))), key));
        }
        project.limitUsers(10);
        try (ManualSpotzeeProject service = service()) {
            service.client().upsert(new UserBatch(List.of(user("A"))), key);
        }

        final List<Integer> answers = project.requests().stream().map(RecordedRequest::status).toList();
        assertEquals(List.of(402, 402, 200), answers, "the second comes from memory");
        assertEquals("A", status());
    }

    @Test
    void aQuotaThatIsRaisedLetsEverythingArriveAlsoAfterARestart() throws InitializationException {
        project.limitUsers(120);
        final Map<String, String> identity = Map.of(CoreAttributes.UUID.key(), UUID.randomUUID().toString());
        try (ManualSpotzeeProject service = service()) {
            final TestRunner before = runner(service);
            before.enqueue(flowFile(300, identity));
            before.run();
            before.assertQueueNotEmpty();
            before.assertPenalizeCount(0);
        }
        project.limitUsers(1_000);
        time.pass(Duration.ofHours(1));
        try (ManualSpotzeeProject service = service()) {
            final TestRunner afterwards = runner(service);
            afterwards.enqueue(flowFile(300, identity));
            afterwards.run();
            afterwards.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 1);
        }
        assertEquals(300, project.userCount());
    }

    @Test
    void aUserWhoWasRefusedIsTakenWhenTheFlowFileComesAgainAfterTheCure() throws InitializationException {
        final ActiveProjectFault poison = project.faults().add(ProjectWhen.always(), ProjectFault.refusedUser("p7"));
        project.limitUsers(120);
        final Map<String, String> identity = Map.of(CoreAttributes.UUID.key(), UUID.randomUUID().toString());
        try (ManualSpotzeeProject service = service()) {
            final TestRunner before = runner(service);
            before.enqueue(flowFile(300, identity));
            before.run();
            before.assertQueueNotEmpty();
            before.assertTransferCount(PutSpotzeeUsers.REL_FAILURE, 0);
        }
        project.faults().end(poison);
        project.limitUsers(1_000);
        sendOnce(identity, 300);
        assertEquals(300, project.userCount());
    }

    @Test
    void whatIsSentAgainAfterARestartHasItsKeysAndWhatIsReplayedHasOthers() throws InitializationException {
        final Map<String, String> identity = Map.of(CoreAttributes.UUID.key(), UUID.randomUUID().toString());
        sendOnce(identity);
        final HashSet<String> first = keys();
        sendOnce(identity);
        final HashSet<String> again = keys();
        // a replay from provenance and a clone are FlowFiles of their own
        sendOnce(Map.of(CoreAttributes.UUID.key(), UUID.randomUUID().toString()));
        final HashSet<String> replayed = keys();

        assertEquals(3, first.size());
        assertEquals(first, again);
        assertTrue(replayed.size() == 3 && first.stream().noneMatch(replayed::contains), replayed::toString);
    }

    private void sendOnce(final Map<String, String> identity) throws InitializationException {
        sendOnce(identity, 250);
    }

    private void sendOnce(final Map<String, String> identity, final int users) throws InitializationException {
        try (ManualSpotzeeProject service = service()) {
            final TestRunner runner = runner(service);
            runner.enqueue(flowFile(users, identity));
            runner.run();
            runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 1);
        }
    }

    private HashSet<String> keys() {
        final HashSet<String> keys = new HashSet<>();
        project.requests().forEach(request -> keys.add(request.header("Idempotency-Key").orElseThrow()));
        project.clearRequests();
        return keys;
    }

    private ManualSpotzeeProject service() {
        return new ManualSpotzeeProject(project, time, exchange -> exchange);
    }

    private TestRunner runner(final ManualSpotzeeProject service) throws InitializationException {
        final TestRunner runner = EventCheck.runner(new PutSpotzeeUsers(time, time));
        runner.addControllerService("project", service);
        runner.enableControllerService(service);
        runner.setProperty("Spotzee Project", "project");
        return runner;
    }

    private String status() {
        return project.user("x").orElseThrow().path("data").path("status").textValue();
    }

    private static MockFlowFile flowFile(final int users, final Map<String, String> identity) {
        final MockFlowFile flowFile = new MockFlowFile(1);
        flowFile.putAttributes(identity);
        flowFile.setData(IntStream.range(0, users).mapToObj("{\"external_id\":\"p%d\"}\n"::formatted).collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
        return flowFile;
    }

    private static ObjectNode user(final String value) {
        final ObjectNode user = JsonNodeFactory.instance.objectNode().put("external_id", "x");
        user.putObject("data").put("status", value);
        return user;
    }
}
