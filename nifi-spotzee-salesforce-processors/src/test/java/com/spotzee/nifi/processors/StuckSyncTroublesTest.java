package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import static com.spotzee.nifi.troubleshooting.TroubleshootingGuide.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Syncs that fail, stand still or take long, and fields that are not found. */
class StuckSyncTroublesTest {

    private TroubledFlow flow;

    @BeforeEach
    void start() throws InitializationException {
        flow = new TroubledFlow(Map.of("email", "Email", "score", "Score__c", "unsubscribed", "HasOptedOutOfEmail"));
    }

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    @DisplayName("troubleshooting.md#stuck-the-api-limit-is-used-up")
    void saysThatTheApiCallsAreUsedUp() throws IOException {
        flow.org().setApiUsage(10_000, 10_000);
        flow.sync().readOnly();
        entry("stuck-the-api-limit-is-used-up").assertShownIn(flow.log(), flow.healthCheck());
        assertTrue(flow.log().contains("\"reason\":\"api_reserve\""), "sync_failed should tell the reason to machines");
    }

    @Test
    @DisplayName("troubleshooting.md#stuck-the-network-times-out")
    void saysThatNobodyAnsweredAndGoesOnByItself() throws IOException {
        final TestRunner runner = flow.sync().query();
        final ControllerService connection = runner.getControllerService("connection");
        runner.disableControllerService(flow.sync().integration());
        runner.disableControllerService(connection);
        runner.setProperty(connection, "Response Timeout", "1 sec");
        runner.enableControllerService(connection);
        runner.enableControllerService(flow.sync().integration());
        final String lead = flow.createLead(Map.of());
        flow.org().faults().add(When.always().on(RequestKind.QUERY), Fault.stall());
        flow.sync().readOnly();
        entry("stuck-the-network-times-out").assertShownIn(flow.log());

        flow.org().faults().clear();
        flow.sync().sync();
        assertTrue(flow.sync().user("Lead", lead).isPresent(), "The next run should bring everybody");
    }

    @Test
    @DisplayName("troubleshooting.md#stuck-a-mapping-names-a-deleted-field")
    void namesTheRowAndBringsTheOthers() throws IOException {
        final String lead = flow.createLead(Map.of("Email", "frost@example.com"));
        flow.edits().renameField("Lead", "Score__c", "Gone__c");
        flow.sync().sync();
        entry("stuck-a-mapping-names-a-deleted-field").assertShownIn(flow.log());
        entry("stuck-a-mapping-names-a-deleted-field").assertShownIn(flow.healthCheck());
        assertEquals("frost@example.com", flow.sync().user("Lead", lead).orElseThrow().path("email").asText());
    }

    @Test
    @DisplayName("troubleshooting.md#stuck-a-mass-update-made-a-huge-delta")
    void tellsHowFarItIs() {
        for (int number = 0; number < 20; number++) {
            flow.createLead(Map.of());
        }
        flow.sync().readOnly();
        flow.sync().pass(Duration.ofMinutes(10));
        final String report = flow.healthCheck();
        entry("stuck-a-mass-update-made-a-huge-delta").assertShownIn(report);
        assertTrue(report.contains("1 pages (20 records) are read, the last one among them, 0 pages (0 records) are delivered"), report);
    }

    @Test
    @DisplayName("troubleshooting.md#field-renamed-or-deleted")
    void showsTheRowOfARenamedFieldUntilItHasTheNewName() throws IOException {
        flow.createLead(Map.of());
        flow.edits().renameField("Lead", "Score__c", "Points__c");
        flow.sync().sync();
        entry("field-renamed-or-deleted").assertShownIn(flow.log());
        entry("field-renamed-or-deleted").assertShownIn(flow.healthCheck());

        flow.sync().query().disableControllerService(flow.sync().integration());
        flow.sync().query().setProperty(flow.sync().integration(), "score", "Points__c");
        flow.sync().query().enableControllerService(flow.sync().integration());
        assertFalse(flow.healthCheck().contains("Score__c"), "The check should clear on its next pass");
    }

    @Test
    @DisplayName("troubleshooting.md#field-not-readable")
    void holdsTheObjectWhileTheOptOutIsHidden() throws IOException {
        final String lead = flow.createLead(Map.of());
        flow.edits().hideField("Lead", "HasOptedOutOfEmail");
        flow.sync().sync();
        entry("field-not-readable").assertShownIn(flow.log());
        assertTrue(flow.sync().user("Lead", lead).isEmpty(), "Nobody comes while opt-outs can't be told");
    }

    @Test
    @DisplayName("troubleshooting.md#still-stuck")
    void tellsTheErrorVerbatimAndWhenItIsTriedAgain() throws IOException {
        flow.org().faults().add(When.always().on(RequestKind.QUERY, RequestKind.COMPOSITE),
                Fault.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred"));
        flow.sync().readOnly();
        entry("still-stuck").assertShownIn(flow.log());
        assertTrue(flow.log().contains("500 UNKNOWN_EXCEPTION: An unexpected error occurred"), "What Salesforce said should be told verbatim");
        assertTrue(flow.healthCheck().contains("\"last_sync\",\"result\":\"failed\""), "The health check should tell that the last sync failed");
        flow.org().faults().clear();
        flow.sync().sync();
        assertTrue(flow.healthCheck().contains("\"last_sync\",\"result\":\"passed\""), "A sync that succeeds should end the error");
    }
}
