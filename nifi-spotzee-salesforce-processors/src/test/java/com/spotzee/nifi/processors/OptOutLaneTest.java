package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.annotation.notification.PrimaryNodeState;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The opt-out lane where Salesforce makes trouble. */
class OptOutLaneTest {

    private static final String OPTED_OUT = "HasOptedOutOfEmail = TRUE";

    private WindowRun run;
    private List<String> ids;

    @BeforeEach
    void start() throws InitializationException {
        run = new WindowRun(Map.of());
        ids = run.addOptedOutLeads(4500);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void goesOnAfterTheLastOneWhenTheLocatorIsLost() {
        run.org().faults().add(When.request(1).on(RequestKind.NEXT_PAGE), Fault.lostLocators(400));
        run.trigger();
        assertEquals(ids, optedOut());
        assertEquals(List.of(), run.events("sync_failed"));
    }

    @Test
    void goesOnAfterTheLastOneUnderANewLogin() {
        run.org().faults().add(When.request(1).on(RequestKind.NEXT_PAGE), Fault.endedSessions());
        run.trigger();
        assertEquals(ids, optedOut());
        assertEquals(List.of(), run.events("sync_failed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2500, 500})
    void asksInPartsWhenSalesforceTakesTooLong(final int rows) {
        run.org().faults().add(When.always().on(RequestKind.QUERY).path(OPTED_OUT), Fault.slowQueries(rows));
        run.trigger();
        assertEquals(ids, optedOut());
        assertEquals(List.of(), run.events("sync_failed"));
    }

    @Test
    void asksOnceWhileAnOptOutFieldIsHiddenAndForAllAgainWhenItIsBack() {
        run.org().edits().hideField("Lead", "DoNotCall");
        run.changeIntegration("unsubscribed", "HasOptedOutOfEmail, DoNotCall : boolean");
        run.changeIntegration("When Opt-Out Is Unreadable", "Continue");
        run.trigger();
        assertEquals(ids, optedOut());
        run.pass(Duration.ofMinutes(2));
        run.trigger();
        assertEquals(ids.size(), optedOut().size());

        run.org().edits().showField("Lead", "DoNotCall");
        run.changeIntegration("unsubscribed", "HasOptedOutOfEmail, DoNotCall : boolean");
        run.pass(Duration.ofMinutes(2));
        run.trigger();
        assertEquals(2 * ids.size(), optedOut().size());
    }

    @Test
    void asksForEverybodyAgainOnANodeThatIsThePrimaryOneOnceMore() {
        run.trigger();
        run.pass(Duration.ofMinutes(2));
        run.trigger();
        assertEquals(ids, optedOut());

        final QuerySalesforceIncremental query = (QuerySalesforceIncremental) run.runner().getProcessor();
        query.onPrimaryNodeChange(PrimaryNodeState.PRIMARY_NODE_REVOKED);
        query.onPrimaryNodeChange(PrimaryNodeState.ELECTED_PRIMARY_NODE);
        run.pass(Duration.ofMinutes(2));
        run.trigger();
        assertEquals(2 * ids.size(), optedOut().size());
        assertEquals(List.of(), run.events("sync_failed"));
    }

    private List<String> optedOut() {
        return run.runner().getFlowFilesForRelationship("opted_out").stream().flatMap(page -> page.getContent().lines())
                .map(line -> WindowRun.json(line).path("Id").asText()).toList();
    }
}
