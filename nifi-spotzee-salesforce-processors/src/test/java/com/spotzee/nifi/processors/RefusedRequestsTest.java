package com.spotzee.nifi.processors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** Errors in the place of answers, at each request of a first sync and of three later ones. */
@Tag("fault-table")
class RefusedRequestsTest {

    static Stream<Arguments> runs() {
        return RequestFault.runs(RequestFault.REFUSALS);
    }

    @ParameterizedTest(name = "{0}: {1}, from request {2} on")
    @MethodSource("runs")
    void nothingIsLostUnder(final TrialWay way, final RequestFault fault, final int first) throws Exception {
        fault.strike(way, first);
    }
}
