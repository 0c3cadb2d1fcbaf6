package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** How long a sync waits between attempts that come further, and between those that do not. */
class RetryProgressTest {

    private static final Pattern PAUSE = Pattern.compile("is tried again in (\\d+) s");

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
    void staysShortWhileEachAttemptCommitsAPage() throws IOException {
        final List<String> ids = run.addLeads(9000);
        // the first page of a query comes, the second never does
        run.org().faults().add(When.always().on(RequestKind.NEXT_PAGE), Fault.html(503));
        attempts(4);
        assertEquals(List.of(30, 30, 30, 30), pauses());
        attempts(1);
        assertEquals(new TreeSet<>(ids), run.recordsOnce().keySet());
        run.deliverAndSettle();
        assertEquals(1, run.events("sync_completed").size());
    }

    @Test
    void growsWhileNothingIsCommittedAndBeginsAnewAfterAPage() {
        run.addLeads(9000);
        run.org().faults().add(When.always().on(RequestKind.NEXT_PAGE), Fault.html(503));
        attempts(1);
        final ActiveFault outage = run.org().faults().add(When.always().on(RequestKind.QUERY), Fault.html(503));
        attempts(3);
        run.org().faults().end(outage);
        attempts(1);
        assertEquals(List.of(30, 60, 120, 240, 30), pauses());
    }

    @Test
    void staysShortWhileEachAttemptGetsPastARangeThatHoldsNobody() throws InitializationException {
        try (WindowRun nobody = new WindowRun(Map.of("Query API", "REST API"))) {
            nobody.changeIntegration("Sync Rules", "LastName equals \"Nobody\"");
            nobody.addLeads(30_000);
            final When ranges = When.always().on(RequestKind.QUERY).path("Email, .*");
            nobody.org().faults().add(ranges.nth(1).times(1), Fault.slowQueries());
            // each second query fails, so that an attempt gets past one range
            nobody.org().faults().add(ranges.path("Id <= ").nth(2).every(2), Fault.error(400, "QUERY_TOO_COMPLICATED", "Query is too complicated"));
            for (int i = 0; i < 4; i++) {
                nobody.pass(Duration.ofMinutes(10));
                nobody.trigger();
            }
            assertEquals(List.of(30, 30), pauses(nobody));
            assertEquals(List.of(), nobody.pages());
        }
    }

    private void attempts(final int count) {
        for (int i = 0; i < count; i++) {
            run.pass(Duration.ofMinutes(10));
            run.trigger();
        }
    }

    private List<Integer> pauses() {
        return pauses(run);
    }

    private static List<Integer> pauses(final WindowRun of) {
        return of.runner().getLogger().getErrorMessages().stream().map(LogMessage::getMsg).map(PAUSE::matcher).filter(Matcher::find)
                .map(found -> Integer.valueOf(found.group(1))).toList();
    }
}
