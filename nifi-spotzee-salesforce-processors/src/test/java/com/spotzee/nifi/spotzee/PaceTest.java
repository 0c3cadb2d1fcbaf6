package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.Sleeper;
import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PaceTest {

    private final FakeTime time = new FakeTime();

    @Test
    void bothLimitsHoldInEverySpanAlsoAfterARest() throws InterruptedException {
        final Pace pace = new Pace(new PaceLimits(100, 240), time, time);
        final List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            if (i == 300 || i == 310) {
                time.pass(Duration.ofMinutes(5));
            }
            pace.awaitTurn();
            sent.add(time.nanos);
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

        assertTrue(time.nanos < Duration.ofSeconds(104).toNanos(), "10,000 requests took " + Duration.ofNanos(time.nanos));
    }

    @Test
    void nodesShareTheLimits() throws InterruptedException {
        final Pace pace = new Pace(new PaceLimits(100, 6_000), time, time);
        pace.shareAmong(4);
        for (int i = 0; i < 100; i++) {
            pace.awaitTurn();
        }

        assertTrue(time.nanos > Duration.ofSeconds(35).toNanos(), "a quarter of the pace, but it took " + Duration.ofNanos(time.nanos));
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
    void aLimitOfNothingIsNoLimit() {
        assertEquals("0 requests per 10 seconds, 5 per minute: both must be positive",
                assertThrows(IllegalArgumentException.class, () -> new PaceLimits(0, 5)).getMessage());
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

    /** Time that passes only while somebody sleeps. */
    private static final class FakeTime implements TimeMeter, Sleeper {

        private long nanos;

        private void pass(final Duration duration) {
            nanos += duration.toNanos();
        }

        @Override
        public void sleep(final Duration duration) {
            pass(duration);
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
