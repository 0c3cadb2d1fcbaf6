package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import static com.spotzee.nifi.troubleshooting.TroubleshootingGuide.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Syncs that complete and bring nobody say why. */
class SyncWithoutPeopleTroublesTest {

    private static final Map<String, String> MAPPINGS = Map.of("email", "Email", "unsubscribed", "HasOptedOutOfEmail");

    private TroubledFlow flow;

    private void start(final Map<String, String> properties) throws InitializationException {
        flow = new TroubledFlow(properties);
    }

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    @DisplayName("troubleshooting.md#zero-the-rules-are-too-narrow")
    void namesTheRuleThatKeepsEverybodyOut() throws InitializationException, IOException {
        final Map<String, String> rules = Map.of("Sync Rules", "Rating equals \"Hot\"", "email", "Email");
        start(rules);
        flow.createLead(Map.of("Rating", "Cold"));
        flow.sync().sync();
        entry("zero-the-rules-are-too-narrow").assertShownIn(flow.log(), EmulatedOrgRunner.verified(flow.org(), rules));
        assertTrue(flow.log().contains("brought nobody: The preview count is 0"), "A bulletin should tell");
    }

    @Test
    @DisplayName("troubleshooting.md#zero-the-object-is-empty")
    void saysThatTheObjectIsEmpty() throws InitializationException, IOException {
        start(MAPPINGS);
        flow.sync().sync();
        entry("zero-the-object-is-empty").assertShownIn(flow.log());
        assertFalse(flow.log().contains("brought nobody"), "That is no trouble");
    }

    @Test
    @DisplayName("troubleshooting.md#zero-nothing-changed")
    void saysThatNothingChanged() throws InitializationException, IOException {
        start(MAPPINGS);
        flow.createLead(Map.of("Email", "frost@example.com"));
        flow.sync().sync();
        assertEquals(List.of(), explanations());
        flow.sync().sync();
        flow.sync().sync();
        entry("zero-nothing-changed").assertShownIn(flow.log());
    }

    @Test
    @DisplayName("troubleshooting.md#zero-the-user-may-not-read-the-records")
    void tellsHiddenRecordsFromNone() throws InitializationException, IOException {
        start(MAPPINGS);
        flow.edits().hideRecord("Lead", flow.createLead(Map.of()));
        flow.sync().sync();
        entry("zero-the-user-may-not-read-the-records").assertShownIn(flow.log(), flow.healthCheck());
        assertTrue(flow.log().contains("brought nobody: The org holds about 1 Lead records"), "A bulletin should tell");
    }

    @Test
    @DisplayName("troubleshooting.md#zero-the-modified-date-is-stale")
    void aFullSyncBringsWhatMovedNoDate() throws InitializationException, IOException {
        start(Map.of("email", "Email", "bounced", "EmailBouncedReason", "unsubscribed", "HasOptedOutOfEmail"));
        final String lead = flow.createLead(Map.of("Email", "frost@example.com"));
        flow.sync().sync();
        flow.sync().sync();
        flow.edits().bounce("Lead", lead, "mailbox full");
        flow.sync().sync();
        entry("zero-the-modified-date-is-stale").assertShownIn(flow.log());
        assertTrue(flow.sync().property("Lead", lead, "bounced").isNull());

        flow.sync().query().enqueue("", Map.of("sync.mode", "full"));
        flow.sync().sync();
        assertEquals("mailbox full", flow.sync().property("Lead", lead, "bounced").asText());
    }

    @Test
    void saysSoWhenNobodyOfManyHasChangedSinceTheStartDate() throws InitializationException, IOException {
        start(MAPPINGS);
        flow.createLead(Map.of());
        flow.sync().query().setProperty("Start Date", "2027-01-01");
        flow.sync().sync();
        assertEquals(List.of("None of the 1 Lead records have changed since 2027-01-01T00:00:00Z, the Start Date"), explanations());
    }

    @Test
    void completesAllTheSameWhenWhyCannotBeAsked() throws InitializationException, IOException {
        start(MAPPINGS);
        flow.sync().readOnly();
        flow.org().faults().add(When.always().on(RequestKind.QUERY), Fault.slowQueries());
        flow.sync().trigger();
        flow.sync().deliver();
        assertEquals(1, flow.sync().events("sync_completed").size());
    }

    private List<String> explanations() throws IOException {
        flow.sync().deliver();
        return flow.sync().events("sync_completed").stream().map(MockFlowFile::getContent).map(WindowRun::json)
                .map(event -> event.path("explanation")).filter(JsonNode::isTextual).map(JsonNode::asText).toList();
    }
}
