package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.params.provider.Arguments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A row of the fault table: one way to fail, on so many requests in a row. Faults stand some requests apart in one run, and the runs begin a little later
 * each, so that all together strike each request. A fault that ends like another one is set at every third place, which meets each kind of request all
 * the same; {@code -Dtrial.everywhere=true} sets it at each.
 *
 * @param requests   how many requests in a row it strikes
 * @param alsoInBulk whether it is tried by Bulk API 2.0 as well, at every third place
 * @param step       how far apart the beginnings of the runs by REST are
 */
record RequestFault(String name, Fault fault, int requests, boolean alsoInBulk, int step) {

    /** A prime, lest attempts of as many requests meet the fault at the same place again and again. */
    static final int APART = 13;
    /** Every third place of a fault is enough to meet each kind of request in each way. */
    static final int FEW = 3;
    /** Everything but logins, whose refusals look otherwise. */
    static final When DATA = When.always().path("^/services/data");

    /** Something comes back, but not what was asked for. */
    static final List<RequestFault> REFUSALS = List.of(
            new RequestFault("500 UNKNOWN_EXCEPTION", Fault.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred."), 1, true, 1),
            new RequestFault("503 pages, five in a row", Fault.html(503), 5, true, FEW),
            new RequestFault("420 without a body, twice", Fault.status(420), 2, false, FEW),
            new RequestFault("200 without a body", Fault.status(200), 1, true, FEW),
            new RequestFault("too many requests at once",
                    Fault.error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."), 3, false, FEW),
            new RequestFault("sessions ended", Fault.endedSessions(), 1, true, FEW));

    /** What was asked for does not come, or not whole. */
    static final List<RequestFault> BREAKS = List.of(
            new RequestFault("text broken off", Fault.truncated(150), 1, true, 1),
            new RequestFault("text broken off before its last byte", Fault.truncated(Long.MAX_VALUE), 1, true, FEW),
            new RequestFault("connection ended in the body", Fault.cut(60), 1, true, FEW),
            new RequestFault("connection ended between chunks", Fault.cutChunks(60), 3, false, FEW),
            new RequestFault("connection reset", Fault.reset(), 2, true, 1),
            new RequestFault("connection reset after the headers", Fault.resetAfterHeaders(), 1, false, FEW));

    /** All runs that these faults take: the way, the fault, and the first request that it strikes. */
    static Stream<Arguments> runs(final List<RequestFault> faults) {
        return Stream.concat(faults.stream().flatMap(each -> each.beginnings(each.step()).mapToObj(first -> Arguments.of(TrialWay.REST, each, first))),
                faults.stream().filter(RequestFault::alsoInBulk)
                        .flatMap(each -> each.beginnings(FEW).mapToObj(first -> Arguments.of(TrialWay.BULK, each, first))));
    }

    /** Runs all syncs with this fault from a request on, and sees that nothing is lost, and nothing asked for much more often than usual. */
    void strike(final TrialWay way, final int first) throws InitializationException, IOException {
        final List<ActiveFault> active = new ArrayList<>();
        final TrialRun run = TrialRun.of(way.setup(), requests == 1 ? TrialRun.SOON : TrialRun.LATER, trial -> {
            for (int request = first; request < first + requests; request++) {
                active.add(trial.org().faults().add(DATA.nth(request).every(apart()), fault));
            }
        });
        run.assertBounds(TrialRun.usual(way), active.stream().mapToLong(ActiveFault::struck).sum());
    }

    /** The distance of the faults in one run: what is asked between them must suffice to get on. */
    private int apart() {
        return requests > 2 ? 2 * APART : APART;
    }

    private IntStream beginnings(final int every) {
        return IntStream.iterate(1, first -> first <= apart(), first -> first + TrialRun.step(every) * apart() / APART);
    }

    @Override
    public String toString() {
        return name;
    }
}
