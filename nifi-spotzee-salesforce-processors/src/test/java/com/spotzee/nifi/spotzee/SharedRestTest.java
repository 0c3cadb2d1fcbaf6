package com.spotzee.nifi.spotzee;

import com.spotzee.nifi.http.RetryPolicy;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SharedRestTest {

    private static final SpotzeeFailure THROTTLED = new SpotzeeFailure.Unavailable("throttled", null, null);
    private static final Duration LONGEST_JITTER = Duration.ofMillis(500);

    private final ManualTime time = new ManualTime();
    private final SharedRest rest = new SharedRest(
            new Patience(new RetryPolicy(6, Duration.ofSeconds(1), Duration.ofMinutes(1)), time, time, new Random(5)), time);

    @Test
    void keepsToRetryAfterThenDoublesUpToAMinuteAndAddsJitter() throws Exception {
        SharedRest.Turn turn = rest.await();
        final List<Duration> rests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rest.trouble(turn, THROTTLED, Duration.ofSeconds(10), false);
            turn = rest.await();
            rests.add(time.slept().getLast());
        }

        final List<Integer> seconds = List.of(10, 20, 40, 60, 60);
        for (int i = 0; i < seconds.size(); i++) {
            final Duration jitter = rests.get(i).minusSeconds(seconds.get(i));
            assertTrue(!jitter.isNegative() && jitter.compareTo(LONGEST_JITTER) <= 0, rests::toString);
        }
        assertTrue(rests.stream().map(Duration::toMillisPart).distinct().count() > 1, rests::toString);
    }

    @Test
    void whatWasSentBeforeTheRestSaysNothingNew() throws Exception {
        final SharedRest.Turn one = rest.await();
        final SharedRest.Turn other = rest.await();
        rest.trouble(one, THROTTLED, Duration.ZERO, false);
        rest.trouble(other, THROTTLED, Duration.ZERO, false);
        rest.over(other);

        assertFalse(rest.holds(other));
        assertTrue(rest.await().probe());
        assertTrue(time.slept().getFirst().compareTo(Duration.ofMillis(1_500)) <= 0, "counted once");
    }

    @Test
    void oneGoesAheadAndTheOthersFollowIt() throws Exception {
        rest.trouble(rest.await(), THROTTLED, Duration.ZERO, false);
        final SharedRest.Turn probe = rest.await();
        final List<SharedRest.Turn> followers = new ArrayList<>();
        final List<Thread> waiting = List.of(follower(followers), follower(followers));
        assertTrue(followers.isEmpty());
        rest.over(probe);
        for (final Thread thread : waiting) {
            thread.join();
        }

        assertEquals(2, followers.size());
        assertTrue(followers.stream().noneMatch(SharedRest.Turn::probe));
    }

    @Test
    void whoComesWhileSomethingMustBeChangedIsToldAtOnceUntilItMayBeAskedAgain() throws Exception {
        final SpotzeeFailure denied = new SpotzeeFailure.Denied("revoked", null);
        rest.trouble(rest.await(), denied, Duration.ZERO, true);

        assertSame(denied, assertThrows(SpotzeeFailure.class, rest::await));
        time.pass(Duration.ofSeconds(2));
        rest.over(rest.await());
        assertFalse(rest.await().probe());
    }

    @Test
    void aProbeThatComesToNothingLeavesItToTheNext() throws Exception {
        rest.trouble(rest.await(), THROTTLED, Duration.ZERO, false);
        rest.abandon(rest.await());
        assertTrue(rest.await().probe());
    }

    private Thread follower(final List<SharedRest.Turn> followers) {
        return Thread.ofVirtual().start(() -> {
            try {
                final SharedRest.Turn turn = rest.await();
                synchronized (followers) {
                    followers.add(turn);
                }
            } catch (final InterruptedException | SpotzeeFailure e) {
                throw new AssertionError(e);
            }
        });
    }
}
