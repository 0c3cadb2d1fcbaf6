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
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final AtomicInteger requests = new AtomicInteger();
    private final Portal portal = new Portal();
    private final ManualSpotzeeProject service = new ManualSpotzeeProject(project, time, exchange -> portal.before(new Counted(exchange)));
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
        requests.set(0);
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
        assertTrue(requests.get() <= IN_FLIGHT + 70, "sent " + requests);
        project.refuseNone();
        comesBack();
    }

    @Test
    void aNetworkThatIsGoneAsWell() {
        portal.shut(new HttpFailure.Unreachable("no connection to 127.0.0.1", null));
        anHour();
        assertTrue(portal.asked() <= IN_FLIGHT + 70, "asked " + portal.asked());
        portal.open();
        comesBack();
    }

    @Test
    void aCaptivePortalIsToldOnceAndWaitedOut() {
        portal.shut(null);
        anHour();
        assertTrue(portal.asked() <= IN_FLIGHT + 70, "asked " + portal.asked());
        assertTrue(runner.getLogger().getErrorMessages().getFirst().toString().contains("check that the Spotzee URL leads to Spotzee"));
        portal.open();
        comesBack();
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

    /** Counts what reaches Spotzee. */
    private final class Counted implements HttpExchange {

        private final HttpExchange exchange;

        private Counted(final HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public <T> T send(final HttpCall call, final AnswerReader<T> reader) throws HttpFailure, IOException {
            requests.incrementAndGet();
            return exchange.send(call, reader);
        }
    }

    /** Stands in the way when it is shut, with a page that is no JSON or with trouble. */
    private static final class Portal {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean shut;
        private volatile HttpFailure trouble;

        HttpExchange before(final HttpExchange exchange) {
            return new HttpExchange() {
                @Override
                public <T> T send(final HttpCall call, final AnswerReader<T> reader) throws HttpFailure, IOException {
                    if (!shut) {
                        return exchange.send(call, reader);
                    }
                    asked.incrementAndGet();
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

        int asked() {
            return asked.get();
        }
    }
}
