package com.spotzee.nifi.processors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** NiFi is killed in a first sync and in three later ones at each moment at which something becomes lasting. */
@Tag("fault-table")
class KilledSyncsTest {

    /** More than a start of NiFi needs to get on, and odd, so that kills before and after something becomes lasting take turns. */
    private static final int APART = 81;
    private static final int FEW_BY_BULK = 11;
    /** What a start of NiFi may cost, which knows nothing any more: login, API versions, descriptions, opt-outs. */
    private static final int CALLS_A_START = 30;

    static Stream<Arguments> kills() {
        return Stream.concat(kills(TrialWay.REST, RequestFault.FEW), kills(TrialWay.BULK, FEW_BY_BULK));
    }

    private static Stream<Arguments> kills(final TrialWay way, final int every) {
        return IntStream.iterate(1, first -> first <= APART, first -> first + TrialRun.step(every)).mapToObj(first -> Arguments.of(way, first));
    }

    /** Around each commit and each write of state, also between a commit and the state that stands for it. */
    @ParameterizedTest(name = "{0}: killed at moment {1} and again and again")
    @MethodSource("kills")
    void nothingIsLostWhenNiFiIsKilled(final TrialWay way, final int first) throws Exception {
        final TrialRun run = TrialRun.of(way.setup(), TrialRun.LATER, trial -> {
            trial.deliverToSpotzee(1);
            trial.crashes().at(moment -> moment >= first && (moment - first) % APART == 0);
        });
        final TrialRun usual = TrialRun.usual(way);
        final int lives = run.lives();
        assertTrue(lives > usual.moments() / APART, () -> "killed only " + lives + " times");
        assertTrue(run.emitted() <= usual.emitted() + TrialRun.PAGE * lives, () -> run.emitted() + " emitted in " + lives + " lives");
        assertTrue(run.requests().size() <= usual.requests().size() + CALLS_A_START * lives, () -> run.requests().size() + " calls");
        assertTrue(run.jobs() < lives, () -> run.jobs() + " jobs left behind in " + lives + " lives");
    }
}
