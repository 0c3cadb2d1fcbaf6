package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a sync counts on comes to its limit: locators and jobs are gone, pages end early, queries take too long, calls are used up. */
@Tag("fault-table")
class SalesforceLimitsTest {

    private static final int MOST_OF_A_JOB = 9;

    @Test
    void nothingIsLostWhenEachLocatorIsLost() throws Exception {
        for (final int status : new int[] {400, 404}) {
            final List<ActiveFault> lost = new ArrayList<>();
            final TrialRun run = TrialRun.of(TrialWay.REST.setup(), TrialRun.SOON, trial -> lost.add(trial.org().faults().add(
                    When.always().on(RequestKind.NEXT_PAGE), Fault.lostLocators(status))));
            run.assertBounds(TrialRun.usual(TrialWay.REST), lost.getFirst().struck());
        }
    }

    @Test
    void nothingIsLostWhenPagesEndEarly() throws Exception {
        final List<ActiveFault> early = new ArrayList<>();
        final TrialRun run = TrialRun.of(TrialWay.REST.setup(), TrialRun.SOON, trial -> early.add(trial.org().faults().add(
                When.always().on(RequestKind.QUERY, RequestKind.NEXT_PAGE).nth(2).every(3), Fault.earlyEnd())));
        run.assertBounds(TrialRun.usual(TrialWay.REST), early.getFirst().struck());
    }

    static Stream<Arguments> lossesOfJobs() {
        return Stream.of(Arguments.of("are gone", Fault.error(404, "NOT_FOUND", "The requested resource does not exist")),
                Arguments.of("have results that end early", Fault.earlyEnd()));
    }

    /** A job that is lost repeats its part of the window. */
    @ParameterizedTest(name = "that {0}")
    @MethodSource("lossesOfJobs")
    void nothingIsLostWithJobs(final String which, final Fault loss) throws Exception {
        final List<ActiveFault> lost = new ArrayList<>();
        final When asked = When.always().on(RequestKind.BULK_POLL, RequestKind.BULK_RESULTS).nth(2).every(5);
        final TrialRun run = TrialRun.of(TrialWay.BULK.setup(), TrialRun.LATER, trial -> lost.add(trial.org().faults().add(asked, loss)));
        final long struck = lost.getFirst().struck();
        final long repeats = run.emitted() - TrialRun.usual(TrialWay.BULK).emitted();
        assertTrue(struck > 0);
        assertTrue(repeats <= MOST_OF_A_JOB * struck, () -> repeats + " repeats after " + struck + " faults");
        assertTrue(run.jobs() <= struck, () -> run.jobs() + " jobs left behind after " + struck + " faults");
    }

    @Test
    void nothingIsLostWhenQueriesOfMoreThanFiveRecordsTakeTooLong() throws Exception {
        final List<ActiveFault> slow = new ArrayList<>();
        final When read = When.always().path("LeadSource = 'Web'");
        final TrialRun run = TrialRun.of(TrialWay.REST.setup(), TrialRun.LATER, trial -> slow.add(trial.org().faults().add(read, Fault.slowQueries(5))));
        assertTrue(slow.getFirst().struck() > 0);
        assertEquals(TrialRun.usual(TrialWay.REST).emitted(), run.emitted());
    }

    @ParameterizedTest(name = "all calls used up at request {0}")
    @ValueSource(ints = {7, 14, 33, 50})
    void nothingIsLostWhenTheAllowanceOfCallsIsUsedUpForAWhile(final int request) throws Exception {
        final List<ActiveFault> struck = new ArrayList<>();
        final TrialRun run = TrialRun.of(TrialWay.REST.setup(), TrialRun.LATER, trial -> {
            struck.add(trial.org().faults().add(When.request(request), Fault.usedUpCalls()));
            struck.add(trial.org().faults().add(When.request(3).on(RequestKind.LIMITS), Fault.meanwhile(() -> trial.org().setApiUsage(0, 100_000))));
        });
        struck.forEach(fault -> assertEquals(1, fault.struck(), fault::toString));
        run.assertBounds(TrialRun.usual(TrialWay.REST), 4);
    }
}
