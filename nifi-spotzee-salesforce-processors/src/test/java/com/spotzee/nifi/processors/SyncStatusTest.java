package com.spotzee.nifi.processors;

import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.ledger.SyncUnderWay;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sync.SyncOutcome;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What others can learn from the integration about the syncs of its objects. */
class SyncStatusTest {

    private WindowRun run;

    @BeforeEach
    void start() throws InitializationException {
        run = new WindowRun(Map.of());
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void tellsSinceWhenASyncIsUnderWayAndHowFarItIs() throws IOException {
        assertEquals(Optional.empty(), run.integration().ledger().underWay("Lead"));
        run.addLeads(2500);
        run.trigger();
        final MockFlowFile first = run.pages().getFirst();
        final String sync = first.getAttribute("sync.id");
        assertEquals(new SyncUnderWay(sync, WindowRun.BEGIN, 2, 2500, true, 0, 0), run.integration().ledger().underWay("Lead").orElseThrow());

        run.integration().ledger().settle(new PageDelivery(sync, 0, Map.of("imported", 1900L, "refused", 100L, "dropped_values", 7L)));
        assertEquals(new SyncUnderWay(sync, WindowRun.BEGIN, 2, 2500, true, 1, 2000), run.integration().ledger().underWay("Lead").orElseThrow());

        run.integration().ledger().settle(new PageDelivery(sync, 1, Map.of("imported", 500L)));
        run.trigger();
        assertEquals(Optional.empty(), run.integration().ledger().underWay("Lead"));
        final SyncOutcome.Completed completed = assertInstanceOf(SyncOutcome.Completed.class, outcome());
        assertEquals(sync, completed.syncId());
        assertEquals(100, completed.counts().get("refused"));
        assertEquals(WindowRun.BEGIN, completed.at());
    }

    @Test
    void tellsTheErrorOfTheLastAttemptUntilOneSucceeds() throws IOException {
        assertEquals(Optional.empty(), run.integration().history().lastOutcome("Lead"));
        run.addLeads(3);
        final ActiveFault outage = run.org().faults().add(When.always().on(RequestKind.QUERY), Fault.html(503));
        run.trigger();
        final SyncOutcome.Failed failed = assertInstanceOf(SyncOutcome.Failed.class, outcome());
        assertTrue(failed.error().contains("503"), failed.error());
        assertEquals(run.events("sync_failed").getFirst().path("error").asText(), failed.error());

        run.org().faults().end(outage);
        run.pass(Duration.ofHours(1));
        run.trigger();
        run.deliverAndSettle();
        assertInstanceOf(SyncOutcome.Completed.class, outcome());
    }

    private SyncOutcome outcome() throws IOException {
        return run.integration().history().lastOutcome("Lead").orElseThrow();
    }
}
