package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Queries run into Salesforce's time limit, and there is no Bulk job to take them over. */
class SlowQueriesTest {

    private WindowRun run;

    @BeforeEach
    void start() throws InitializationException {
        run = new WindowRun(Map.of("Query API", "REST API"));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void areAskedInRangesOfIdsAndTheEventSaysSo() throws IOException {
        final List<String> ids = run.addLeads(9000);
        slowAbove(2500);
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        assertEquals(List.of("id ranges"), run.attribute("sync.reading"));
        run.deliverAndSettle();
        assertEquals(List.of("id ranges"), reading(run.events("sync_completed").getFirst()));
        assertEquals(List.of(), run.events("sync_failed"));
    }

    @Test
    void goOnInTheSameRangeAfterARestartWithoutTheSameTimeOuts() throws IOException {
        final List<String> ids = run.addLeads(9000);
        slowAbove(2500);
        final ActiveFault outage = run.org().faults().add(window().nth(6), Fault.html(503));
        run.trigger();
        assertTrue(run.pages().size() > 1 && run.recordsOnce().size() < 9000);
        run.org().faults().end(outage);
        run.org().clearRequests();

        run.stop();
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        assertEquals(1, run.attribute("sync.id").size());
        assertTrue(run.answersWith(400) <= 2, () -> run.answersWith(400) + " time-outs");
    }

    @Test
    void areAskedInSlicesOfTimeWhenRangesOfIdsAreNotEnough() throws IOException {
        final List<String> ids = run.addLeads(3000);
        slowAbove(400);
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        assertEquals(List.of("time slices"), run.attribute("sync.reading"));
        run.deliverAndSettle();
        assertEquals(List.of("time slices"), reading(run.events("sync_completed").getFirst()));
    }

    @Test
    void areAskedInSlicesOfTimeWhereNotEvenTheFirstIdIsToldInTime() {
        final List<String> ids = run.addLeads(3000);
        slowAbove(2500);
        run.org().faults().add(When.always().on(RequestKind.QUERY).path("ORDER BY Id (ASC|DESC) LIMIT 1"), Fault.slowQueries());
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        assertEquals(List.of("time slices"), run.attribute("sync.reading"));
    }

    @Test
    void ofAnIncrementalWindowAreSlicedByItsOwnStamp() throws IOException {
        run.addLeads(10);
        run.trigger();
        run.deliverAndSettle();
        run.runner().clearTransferState();
        final List<String> ids = run.addLeads(3000, WindowRun.BEGIN.plusSeconds(60));
        run.pass(Duration.ofHours(1));
        slowAbove(400);
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        assertEquals(List.of("incremental"), run.attribute("sync.mode"));
        assertEquals(List.of("time slices"), run.attribute("sync.reading"));
    }

    @Test
    void thatTakeTooLongForOneMinuteEndInASentenceAndGoOnWhenSalesforceIsQuickerAgain() throws IOException {
        final List<String> ids = run.addLeads(100);
        final ActiveFault slow = slowAbove(-1);
        run.trigger();
        assertEquals(List.of(), run.pages());
        final String error = run.events("sync_failed").getFirst().path("error").asText();
        assertTrue(error.contains("within one minute") && error.contains("QUERY_TIMEOUT"), error);

        run.org().faults().end(slow);
        run.pass(Duration.ofMinutes(1));
        run.trigger();
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        assertEquals(1, run.attribute("sync.id").size());
    }

    @Test
    void areNoReasonToMissWhatChangesMeanwhile() {
        final List<String> ids = run.addLeads(3000);
        slowAbove(400);
        run.org().faults().add(window().path("SystemModstamp >= .* AND SystemModstamp < 2026").times(1), Fault.meanwhile(() -> {
            run.pass(Duration.ofSeconds(10));
            run.org().edits().edit("Lead", ids.get(2999), Map.of("Email", "changed@example.com"));
        }));
        run.trigger();
        assertTrue(run.recordsOnce().get(ids.get(2999)).contains("changed@example.com"));
        assertEquals(Set.copyOf(ids), run.recordsOnce().keySet());
    }

    /** The queries of the main way: the opt-out lane asks for no e-mail address. */
    private static When window() {
        return When.always().on(RequestKind.QUERY).path("Email, ");
    }

    private ActiveFault slowAbove(final long rows) {
        return run.org().faults().add(window(), Fault.slowQueries(rows));
    }

    private static List<String> reading(final JsonNode event) {
        return StreamSupport.stream(event.path("reading").spliterator(), false).map(JsonNode::asText).toList();
    }
}
