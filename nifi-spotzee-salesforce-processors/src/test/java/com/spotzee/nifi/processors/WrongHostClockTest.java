package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.http.RecordedRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A first sync and three later ones on a machine whose clock goes wrong. */
@Tag("fault-table")
class WrongHostClockTest {

    @ParameterizedTest(name = "host clock ahead by {0}")
    @ValueSource(strings = {"PT1H", "PT-1H"})
    void changesNothing(final String ahead) throws Exception {
        final TrialRun run = TrialRun.of(TrialWay.REST.setup().withHostAhead(Duration.parse(ahead)), TrialRun.SOON, trial -> { });
        final TrialRun usual = TrialRun.usual(TrialWay.REST);
        assertEquals(usual.requests().stream().map(WrongHostClockTest::asked).toList(), run.requests().stream().map(WrongHostClockTest::asked).toList());
        assertEquals(List.of(usual.emitted(), usual.optedOut()), List.of(run.emitted(), run.optedOut()));
    }

    private static String asked(final RecordedRequest request) {
        return request.method() + " " + request.path() + "?" + request.query();
    }
}
