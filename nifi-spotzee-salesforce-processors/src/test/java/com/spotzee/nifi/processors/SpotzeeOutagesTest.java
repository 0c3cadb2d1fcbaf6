package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.http.AnswerReader;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.salesforce.ScriptedExchange;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProblemCode;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.spotzee.ManualSpotzeeProject;
import com.spotzee.nifi.spotzee.ManualTime;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Spotzee is away or refuses everything, for long, while much is queued. */
class SpotzeeOutagesTest {

    private static final Duration YIELD = Duration.ofSeconds(10);
    private static final int USERS = 3_000;
    /** What is in flight when the trouble begins. */
    private static final int IN_FLIGHT = 30;

    private final ManualTime time = new ManualTime();
    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withClock(time));
    /** When what reached Spotzee, or what stands in the way, was sent. */
    private final List<Long> attempts = Collections.synchronizedList(new ArrayList<>());
    private final Portal portal = new Portal();
    private final ManualSpotzeeProject service = new ManualSpotzeeProject(project, time, exchange -> new Counted(portal.before(exchange)));
    private final TestRunner runner = EventCheck.runner(new PutSpotzeeUsers(time, time));

    @BeforeEach
    void configure() throws InitializationException {
        runner.addControllerService("project", service);
        runner.enableControllerService(service);
        runner.setProperty("Spotzee Project", "project");
        final FakeIntegration integration = new FakeIntegration();
        runner.addControllerService("integration", integration);
        runner.enableControllerService(integration);
        runner.setProperty("Salesforce Integration", "integration");
        for (int page = 0; page < 3; page++) {
            final int from = page * USERS / 3;
            runner.enqueue(IntStream.range(from, from + USERS / 3).mapToObj("{\"external_id\":\"p%d\"}\n"::formatted).collect(Collectors.joining()));
        }
        runner.run(1, false);
        runner.assertAllFlowFilesTransferred(PutSpotzeeUsers.REL_SUCCESS, 3);
        runner.clearTransferState();
        for (int page = 0; page < 3; page++) {
            final int from = USERS + page * USERS / 3;
            runner.enqueue(IntStream.range(from, from + USERS / 3).mapToObj("{\"external_id\":\"p%d\"}\n"::formatted).collect(Collectors.joining()));
        }
        attempts.clear();
    }

    @AfterEach
    void close() {
        service.close();
        project.close();
    }

    @ParameterizedTest
    @EnumSource(value = ProblemCode.class, names = {"SERVICE_UNAVAILABLE", "INTERNAL_ERROR", "RATE_LIMITED", "AUTHENTICATION_REQUIRED", "QUOTA_EXCEEDED",
        "PERMISSION_DENIED"})
    void anHourOfItCostsFewRequestsAndOneBulletinAndGoesOnByItself(final ProblemCode code) {
        project.refuseAll(code);
        anHour();
        assertFewAttempts();
        assertTrue(runner.getLogger().getErrorMessages().getFirst().toString().contains(code.code()));
        project.refuseNone();
        comesBack();
        final MockFlowFile told = runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_EVENTS).getFirst();
        assertTrue(told.getAttribute("event.request.id").startsWith("req_"));
        assertTrue(told.getAttribute("event.error").contains(code.code()));
    }

    @Test
    void aNetworkThatIsGoneAsWell() {
        portal.shut(new HttpFailure.Unreachable("no connection to 127.0.0.1", null));
        anHour();
        assertFewAttempts();
        assertTrue(runner.getLogger().getErrorMessages().getFirst().toString().contains("no connection to 127.0.0.1"));
        portal.open();
        comesBack();
    }

    @Test
    void aCaptivePortalIsToldOnceAndWaitedOut() {
        portal.shut(null);
        anHour();
        assertFewAttempts();
        assertTrue(runner.getLogger().getErrorMessages().getFirst().toString().contains("check that the Spotzee URL leads to Spotzee"));
        portal.open();
        comesBack();
    }

    /** What is in flight when it begins, some more in the first minutes, and then a request or two a minute. */
    private void assertFewAttempts() {
        final long begin = attempts.getFirst();
        final Map<Long, Long> byMinute = attempts.stream().collect(Collectors.groupingBy(at -> (at - begin) / Duration.ofMinutes(1).toNanos(),
                Collectors.counting()));
        assertTrue(attempts.size() > 30 && attempts.size() <= IN_FLIGHT + 70, byMinute::toString);
        byMinute.forEach((minute, number) -> assertTrue(number <= (minute == 0 ? IN_FLIGHT + 10 : 2), byMinute::toString));
    }

    /** NiFi's triggers, which the processor asks to leave a pause of its yield duration. */
    private void anHour() {
        final long end = time.getAsLong() + Duration.ofHours(1).toNanos();
        int triggers = 0;
        while (time.getAsLong() < end) {
            runner.run(1, false, false);
            time.pass(YIELD);
            triggers++;
        }
        assertTrue(triggers > 100, "triggers " + triggers);
        assertEquals(3, runner.getQueueSize().getObjectCount());
        runner.assertPenalizeCount(0);
        assertTrue(runner.isYieldCalled());
        // one at a time on the board, which shows each for five minutes
        assertTrue(runner.getLogger().getErrorMessages().size() <= 13, () -> runner.getLogger().getErrorMessages().toString());
        assertEquals(1, runner.getLogger().getErrorMessages().stream()
                .map(message -> message.toString().replaceAll(".*held up since ", "").replaceAll(";.*", "")).distinct().count());
    }

    private void comesBack() {
        time.pass(Duration.ofMinutes(2));
        runner.run(1, false, false);
        runner.assertTransferCount(PutSpotzeeUsers.REL_SUCCESS, 3);
        runner.assertTransferCount(PutSpotzeeUsers.REL_FAILURE, 0);
        assertEquals(List.of("sending_held", "sending_resumed"), runner.getFlowFilesForRelationship(PutSpotzeeUsers.REL_EVENTS).stream()
                .map(event -> event.getAttribute("event.type")).toList());
        assertEquals(2 * USERS, project.userCount());
        assertEquals(1, runner.getLogger().getWarnMessages().stream().filter(message -> message.toString().contains("Sending goes on")).count());
    }

    /** Notes what is sent. */
    private final class Counted implements HttpExchange {

        private final HttpExchange exchange;

        private Counted(final HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public <T> T send(final HttpCall call, final AnswerReader<T> reader) throws HttpFailure, IOException {
            attempts.add(time.getAsLong());
            return exchange.send(call, reader);
        }
    }

    /** Stands in the way when it is shut, with a page that is no JSON or with trouble. */
    private static final class Portal {

        private volatile boolean shut;
        private volatile HttpFailure trouble;

        HttpExchange before(final HttpExchange exchange) {
            return new HttpExchange() {
                @Override
                public <T> T send(final HttpCall call, final AnswerReader<T> reader) throws HttpFailure, IOException {
                    if (!shut) {
                        return exchange.send(call, reader);
                    }
                    if (trouble != null) {
                        throw trouble;
                    }
                    return new ScriptedExchange().answer(200, "<html>sign in to the hotel</html>").send(call, reader);
                }
            };
        }

        void shut(final HttpFailure by) {
            trouble = by;
            shut = true;
        }

        void open() {
            shut = false;
        }
    }
}
