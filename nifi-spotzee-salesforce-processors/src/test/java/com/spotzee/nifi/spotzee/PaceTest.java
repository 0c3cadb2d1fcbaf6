package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.AnswerReader;
import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.HttpAnswer;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpExchange;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.http.Sleeper;
import com.spotzee.nifi.salesforce.ScriptedExchange;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.sandbox.spotzee.RateLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PaceTest {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();

    @Test
    void bothLimitsHoldInEverySpanAlsoAfterARest() throws InterruptedException {
        final Line line = new Line(new PaceLimits(100, 240));
        for (int i = 0; i < 900; i++) {
            if (i == 300 || i == 310) {
                time.pass(Duration.ofMinutes(5));
            }
            line.send(Duration.ZERO, Duration.ofMillis(20));
        }

        assertTrue(line.most(SHORT) <= 100, "in 10 s: " + line.most(SHORT));
        assertTrue(line.most(LONG) <= 240, "in a minute: " + line.most(LONG));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 500})
    void theDocumentedLimitsAreNearlyUsedUp(final int answerMillis) throws InterruptedException {
        final Line line = new Line(PaceLimits.DOCUMENTED);
        for (int i = 0; i < 20_000; i++) {
            line.send(Duration.ofMillis(1), Duration.ofMillis(answerMillis));
        }

        assertTrue(time.getAsLong() <= Duration.ofSeconds(200).toNanos() * 100 / 95, "less than 95 %: took " + Duration.ofNanos(time.getAsLong()));
    }

    @Test
    void requestsThatWaitLongForAProcessorOnTheirWayStayBelowTheLimits() throws InterruptedException {
        final Line line = new Line(PaceLimits.DOCUMENTED);
        final Random random = new Random(11);
        long standsUntil = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i % 700 == 0) {
                standsUntil = time.getAsLong() + random.nextLong(Duration.ofSeconds(4).toNanos());
            }
            // what leaves while the process stands arrives when it goes on, all at once
            final Duration late = Duration.ofNanos(Math.max(0, standsUntil - time.getAsLong()) + random.nextLong(1_000_000));
            line.send(late, late.plusMillis(random.nextInt(500)));
        }

        assertTrue(line.most(SHORT) <= 1_000, "in 10 s: " + line.most(SHORT));
        assertTrue(line.most(SHORT) > 990, "the limit is what held it: " + line.most(SHORT));
        assertTrue(line.most(LONG) <= 8_000, "in a minute: " + line.most(LONG));
    }

    @Test
    void aRequestWhoseAnswerIsLostCountsUntilItIsGivenUp() throws InterruptedException {
        final Line line = new Line(new PaceLimits(10, 1_000));
        for (int i = 0; i < 10; i++) {
            line.send(Duration.ofSeconds(30), Duration.ofSeconds(30));
        }
        line.send(Duration.ZERO, Duration.ZERO);

        assertTrue(time.getAsLong() >= Duration.ofSeconds(40).toNanos(), "gone after " + Duration.ofNanos(time.getAsLong()));
        assertTrue(time.getAsLong() < Duration.ofSeconds(41).toNanos(), "gone after " + Duration.ofNanos(time.getAsLong()));
    }

    @Test
    void aClockThatIsBeingSetSeesTheLimitsKept() throws InterruptedException {
        final Line line = new Line(new PaceLimits(1, 10));
        line.send(Duration.ZERO, Duration.ZERO);
        line.send(Duration.ZERO, Duration.ZERO);

        assertEquals(1, line.most(Duration.ofMillis(10_004)));
    }

    @Test
    void theSmallestLimitsHoldAsWell() throws InterruptedException {
        for (int limit = 1; limit <= 5; limit++) {
            final Line line = new Line(new PaceLimits(limit, 4 * limit));
            final Random random = new Random(limit);
            for (int i = 0; i < 40; i++) {
                final Duration late = Duration.ofMillis(random.nextInt(8_000));
                line.send(late, late.plusMillis(5));
            }
            assertTrue(line.most(SHORT) <= limit, limit + " in 10 s: " + line.most(SHORT));
            assertTrue(line.most(LONG) <= 4 * limit, 4 * limit + " in a minute: " + line.most(LONG));
        }
    }

    @Test
    void nodesShareTheLimits() throws InterruptedException {
        final Line line = new Line(new PaceLimits(100, 6_000));
        for (int i = 0; i < 50; i++) {
            line.send(Duration.ZERO, Duration.ofMillis(5));
        }
        line.pace.shareAmong(4);
        // those from before count as well
        line.arrived.subList(0, 25).clear();
        for (int i = 0; i < 100; i++) {
            line.send(Duration.ofSeconds(i % 3), Duration.ofSeconds(3));
        }

        assertTrue(line.most(SHORT) <= 25, "a quarter of the limit, but " + line.most(SHORT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWaitEndsWhenTheProcessorIsStopped(final boolean answered) throws InterruptedException {
        final Pace pace = new Pace(new PaceLimits(1, 1), time, Sleeper.REAL);
        pace.awaitTurn();
        if (answered) {
            pace.answered();
        }
        // now the bucket has room, and only what was not answered a span ago is in the way
        time.pass(answered ? Duration.ZERO : Duration.ofMinutes(2));
        final Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThrows(InterruptedException.class, () -> cancellation.during(() -> {
            pace.awaitTurn();
            return null;
        }));
    }

    @Test
    void whoeverStoppedWaitingTakesNobodysPlaceForLong() throws InterruptedException {
        final Pace pace = new Pace(new PaceLimits(1, 10), time, pause -> {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped");
            }
            time.sleep(pause);
        });
        pace.awaitTurn();
        time.pass(Duration.ofSeconds(11));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, pace::awaitTurn);
        pace.answered();
        pace.awaitTurn();

        assertTrue(time.getAsLong() < Duration.ofSeconds(22).toNanos(), "gone after " + Duration.ofNanos(time.getAsLong()));
    }

    @Test
    void everyRequestGivesItsTurnBackWhateverBecomesOfIt() throws SpotzeeFailure {
        final ScriptedExchange script = new ScriptedExchange();
        final Deque<Runnable> meanwhile = new ArrayDeque<>();
        final Pace pace = new Pace(new PaceLimits(1, 1_000), time, pause -> {
            assertTrue(time.getAsLong() < Duration.ofHours(1).toNanos(), "a turn was never given back");
            time.sleep(pause);
            Optional.ofNullable(meanwhile.poll()).ifPresent(Runnable::run);
        });
        final SpotzeeClient client = client(URI.create("http://127.0.0.1:1/api/client"), new Secret("sk_x"), script, pace);
        final String found = "{\"external_id\":\"a\"}";

        script.failure(new HttpFailure.Broken("the connection broke", null)).answer(503, "").answer(200, found);
        assertTrue(client.knows("a"), "a lost answer, an outage and an answer");
        script.failure(new HttpFailure.Ended("stopped", null));
        assertThrows(SpotzeeFailure.Unavailable.class, () -> client.knows("a"));
        script.failure(new HttpFailure.Broken("the connection broke", null)).answer(200, found).answer(200, found);
        meanwhile.add(() -> assertDoesNotThrow(() -> client.knows("a"), "what the one meets for whom the other has to rest"));
        assertTrue(client.knows("a"));
        assertTrue(script.isPlayed());
    }

    @Test
    void aRequestHasArrivedWhenItsAnswerBeginsHoweverLongThatTakesToRead() throws SpotzeeFailure {
        final HttpExchange slow = new HttpExchange() {
            @Override
            public <T> T send(final HttpCall call, final AnswerReader<T> reader) throws IOException {
                final InputStream body = new ByteArrayInputStream("{\"external_id\":\"a\"}".getBytes(StandardCharsets.UTF_8));
                return reader.read(new HttpAnswer(200, HttpHeaders.of(Map.of(), (name, value) -> true), new FilterInputStream(body) {
                    @Override
                    public int read(final byte[] target, final int offset, final int length) throws IOException {
                        time.pass(Duration.ofSeconds(2));
                        return super.read(target, offset, length);
                    }
                }));
            }
        };
        final SpotzeeClient client = client(URI.create("http://127.0.0.1:1/api/client"), new Secret("sk_x"), slow,
                new Pace(new PaceLimits(1, 1_000), time, time));
        client.knows("a");
        final long read = time.getAsLong();
        client.knows("a");

        assertTrue(read >= Duration.ofSeconds(2).toNanos());
        assertEquals(Duration.ofNanos(10_005_000_000L + read), Duration.ofNanos(time.getAsLong()));
    }

    @Test
    void otherTrafficOnTheAddressIsGivenWay() throws SpotzeeFailure {
        try (EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withClock(time).withRateLimits(new RateLimits(800, 100)));
                JdkHttpExchange exchange = JdkHttpExchange.open(HttpSettings.defaults())) {
            final SpotzeeClient ours = client(project.url(), new Secret(project.secretKey()), exchange, new Pace(new PaceLimits(100, 800), time, time));
            final SpotzeeClient others = client(project.url(), new Secret(project.secretKey()), exchange, new Pace(new PaceLimits(100, 800), time, time));
            for (int i = 0; i < 400; i++) {
                ours.knows("nobody");
                others.knows("nobody");
            }
            final List<RecordedRequest> refused = project.requests().stream().filter(request -> request.status() == 429).toList();
            project.clearRequests();
            for (int i = 0; i < 200; i++) {
                ours.knows("nobody");
            }

            assertTrue(!refused.isEmpty() && refused.size() < 40, "refused " + refused.size());
            assertTrue(time.slept().stream().filter(pause -> pause.compareTo(Duration.ofSeconds(10)) >= 0).count() >= refused.size(), "Retry-After is kept");
            assertTrue(project.requests().stream().filter(request -> request.status() == 429).count() <= 1, "it comes back");
        }
    }

    @Test
    void aLimitOfNothingIsNoLimit() {
        assertEquals("0 requests per 10 seconds, 5 per minute: both must be positive",
                assertThrows(IllegalArgumentException.class, () -> new PaceLimits(0, 5)).getMessage());
    }

    private SpotzeeClient client(final URI url, final Secret key, final HttpExchange exchange, final Pace pace) {
        return new HttpSpotzeeClient(new SpotzeeAccess(url, key), exchange, pace, new Patience(Patience.usual().policy(), time, time, new Random(3)),
                new SpotzeeClock(time));
    }

    /** A line to a Spotzee that notes when requests arrive, with a queue that never ends before it. Answers come in while somebody waits for a turn. */
    private final class Line {

        private final Pace pace;
        private final List<Long> arrived = new ArrayList<>();
        private final PriorityQueue<Long> answers = new PriorityQueue<>();

        private Line(final PaceLimits limits) {
            pace = new Pace(limits, time, this::sleep);
        }

        private void send(final Duration arrivesAfter, final Duration answeredAfter) throws InterruptedException {
            pace.awaitTurn();
            arrived.add(time.getAsLong() + arrivesAfter.toNanos());
            answers.add(time.getAsLong() + answeredAfter.toNanos());
        }

        private void sleep(final Duration pause) {
            final long until = time.getAsLong() + pause.toNanos();
            while (!answers.isEmpty() && answers.peek() <= until) {
                time.pass(Duration.ofNanos(Math.max(0, answers.poll() - time.getAsLong())));
                pace.answered();
            }
            time.pass(Duration.ofNanos(until - time.getAsLong()));
        }

        private int most(final Duration span) {
            arrived.sort(null);
            return mostWithin(arrived, span);
        }
    }

    private static int mostWithin(final List<Long> sent, final Duration span) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < sent.size(); to++) {
            while (sent.get(to) - sent.get(from) >= span.toNanos()) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
