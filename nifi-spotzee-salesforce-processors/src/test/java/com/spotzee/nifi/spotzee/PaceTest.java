package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.http.Sleeper;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.sandbox.spotzee.RateLimits;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PaceTest {

    private final ManualTime time = new ManualTime();

    @Test
    void bothLimitsHoldInEverySpanAlsoAfterARest() throws InterruptedException {
        final Pace pace = new Pace(new PaceLimits(100, 240), time, time);
        final List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            if (i == 300 || i == 310) {
                time.pass(Duration.ofMinutes(5));
            }
            pace.awaitTurn();
            sent.add(time.getAsLong());
        }

        assertTrue(mostWithin(sent, Duration.ofSeconds(10)) <= 100, "in 10 s: " + mostWithin(sent, Duration.ofSeconds(10)));
        assertTrue(mostWithin(sent, Duration.ofMinutes(1)) <= 240, "in a minute: " + mostWithin(sent, Duration.ofMinutes(1)));
    }

    @Test
    void theDocumentedLimitsAreNearlyUsedUp() throws InterruptedException {
        final Pace pace = new Pace(PaceLimits.DOCUMENTED, time, time);
        for (int i = 0; i < 10_000; i++) {
            pace.awaitTurn();
        }

        assertTrue(time.getAsLong() <= Duration.ofMillis(105_200).toNanos(), "less than 95 %: 10,000 requests took " + Duration.ofNanos(time.getAsLong()));
    }

    @Test
    void requestsThatArriveCloserTogetherThanTheyWereSentStayBelowTheLimits() throws InterruptedException {
        final Pace pace = new Pace(PaceLimits.DOCUMENTED, time, time);
        final Random random = new Random(11);
        final List<Long> arrived = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (i % 1_500 == 0) {
                time.pass(Duration.ofMillis(random.nextInt(300)));
            }
            pace.awaitTurn();
            arrived.add(time.getAsLong() + random.nextLong(Duration.ofMillis(200).toNanos()));
        }
        arrived.sort(null);

        assertTrue(mostWithin(arrived, Duration.ofSeconds(10)) <= 1_000, "in 10 s: " + mostWithin(arrived, Duration.ofSeconds(10)));
        assertTrue(mostWithin(arrived, Duration.ofMinutes(1)) <= 8_000, "in a minute: " + mostWithin(arrived, Duration.ofMinutes(1)));
    }

    @Test
    void theSmallestLimitsHoldAsWell() throws InterruptedException {
        for (int limit = 1; limit <= 5; limit++) {
            final Pace pace = new Pace(new PaceLimits(limit, 4 * limit), time, time);
            final List<Long> sent = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                pace.awaitTurn();
                sent.add(time.getAsLong());
            }
            assertTrue(mostWithin(sent, Duration.ofSeconds(10)) <= limit, limit + " in 10 s: " + mostWithin(sent, Duration.ofSeconds(10)));
        }
    }

    @Test
    void nodesShareTheLimits() throws InterruptedException {
        final Pace pace = new Pace(new PaceLimits(100, 6_000), time, time);
        pace.shareAmong(4);
        for (int i = 0; i < 100; i++) {
            pace.awaitTurn();
        }

        assertTrue(time.getAsLong() > Duration.ofSeconds(35).toNanos(), "a quarter of the pace, but it took " + Duration.ofNanos(time.getAsLong()));
    }

    @Test
    void aWaitEndsWhenTheProcessorIsStopped() throws InterruptedException {
        final Pace pace = new Pace(new PaceLimits(1, 1), time, Sleeper.REAL);
        pace.awaitTurn();
        final Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThrows(InterruptedException.class, () -> cancellation.during(() -> {
            pace.awaitTurn();
            return null;
        }));
    }

    @Test
    void otherTrafficOnTheAddressIsGivenWay() throws SpotzeeFailure {
        try (EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withClock(time).withRateLimits(new RateLimits(800, 100)));
                JdkHttpExchange exchange = JdkHttpExchange.open(HttpSettings.defaults())) {
            final SpotzeeClient ours = client(project, exchange);
            final SpotzeeClient others = client(project, exchange);
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

    private SpotzeeClient client(final EmulatedProject project, final JdkHttpExchange exchange) {
        return new HttpSpotzeeClient(new SpotzeeAccess(project.url(), new Secret(project.secretKey())), exchange,
                new Pace(new PaceLimits(100, 800), time, time), new Patience(Patience.usual().policy(), time, time, new Random(3)), new SpotzeeClock(time));
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
