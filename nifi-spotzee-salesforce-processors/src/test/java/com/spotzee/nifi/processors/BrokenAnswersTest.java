package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers that end early, or never come, at each request of a first sync and of three later ones. */
@Tag("fault-table")
class BrokenAnswersTest {

    static Stream<Arguments> runs() {
        return RequestFault.runs(RequestFault.BREAKS);
    }

    @ParameterizedTest(name = "{0}: {1}, from request {2} on")
    @MethodSource("runs")
    void nothingIsLostUnder(final TrialWay way, final RequestFault fault, final int first) throws Exception {
        fault.strike(way, first);
    }

    static IntStream stalls() {
        return IntStream.iterate(1, first -> first <= RequestFault.APART, first -> first + TrialRun.step(RequestFault.FEW));
    }

    @ParameterizedTest(name = "a stall from request {0} on")
    @MethodSource("stalls")
    void nothingIsLostUnderStalls(final int first) throws Exception {
        // first of all, lest answers of a JVM that has compiled nothing yet are taken for stalls
        final TrialRun usual = TrialRun.usual(TrialWay.REST);
        final List<ActiveFault> stalls = new ArrayList<>();
        final TrialRun run = TrialRun.of(TrialWay.REST.setup().withAnswerTimeout(Duration.ofMillis(400)), TrialRun.LATER, trial -> {
            stalls.add(trial.org().faults().add(RequestFault.DATA.nth(first).every(2 * RequestFault.APART), Fault.stall()));
            stalls.add(trial.org().faults().add(RequestFault.DATA.nth(first + RequestFault.APART).every(2 * RequestFault.APART),
                    Fault.stallAfterHeaders()));
        });
        run.assertBounds(usual, stalls.stream().mapToLong(ActiveFault::struck).sum());
    }
}
