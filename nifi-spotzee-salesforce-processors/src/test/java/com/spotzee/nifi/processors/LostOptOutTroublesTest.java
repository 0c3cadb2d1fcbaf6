package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import com.spotzee.nifi.troubleshooting.TroubleshootingGuide.Entry;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static com.spotzee.nifi.troubleshooting.TroubleshootingGuide.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An opt-out does not arrive, and something says why. */
class LostOptOutTroublesTest {

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
    @DisplayName("troubleshooting.md#opt-out-no-mapping-row")
    void namesTheRowThatIsMissing() throws InitializationException, IOException {
        final Map<String, String> rows = Map.of("email", "Email");
        start(rows);
        final String lead = optedOutLead();
        flow.sync().sync();
        assertTrue(flow.sync().user("Lead", lead).orElseThrow().path("email").isTextual());
        assertFalse(flow.sync().unsubscribed("Lead", lead));
        entry("opt-out-no-mapping-row").assertShownIn(flow.healthCheck());
        entry("opt-out-no-mapping-row").assertShownIn(EmulatedOrgRunner.verified(flow.org(), rows));
        for (final String event : List.of("sync_started", "sync_completed")) {
            entry("opt-out-no-mapping-row").assertShownIn(flow.sync().events(event).getFirst().getContent());
        }
        entry("opt-out-no-mapping-row").assertShownIn(flow.sync().query().getLogger().getWarnMessages().toString());

        flow.sync().change("unsubscribed", "[Lead] HasOptedOutOfEmail");
        assertCured(lead);
        assertFalse(flow.sync().events("sync_completed").getLast().getContent().contains("without_opt_outs"));
    }

    @Test
    @DisplayName("troubleshooting.md#opt-out-the-property-is-not-boolean")
    void namesTheRowThatIsNotBooleanOrReadsNoCheckbox() throws InitializationException, IOException {
        final String invalid = MappingRows.parse(Map.of("unsubscribed", "HasOptedOutOfEmail : string"), "unsubscribed").errors().toString();
        final Map<String, String> rows = Map.of("email", "Email", "unsubscribed", "Rating : boolean");
        start(rows);
        final String lead = optedOutLead();
        final Entry entry = entry("opt-out-the-property-is-not-boolean");
        entry.assertShownIn(invalid, flow.healthCheck());
        entry.assertShownIn(invalid, EmulatedOrgRunner.verified(flow.org(), rows));

        flow.sync().readOnly();
        entry.assertShownIn(invalid, flow.log());
        assertEquals(1, flow.sync().events("sync_failed").size());
        assertTrue(flow.sync().user("Lead", lead).isEmpty());

        flow.sync().change("unsubscribed", "HasOptedOutOfEmail");
        assertCured(lead);
    }

    @Test
    @DisplayName("troubleshooting.md#opt-out-no-subscription-is-bound")
    void listsTheSubscriptionsThatCouldBeNamed() throws InitializationException {
        start(MAPPINGS);
        flow.project(null);
        final StandardSpotzeeProject project = new StandardSpotzeeProject();
        final TestRunner sender = senderWithoutSubscriptions(project);
        final String held = sender.getFlowFilesForRelationship(PutSpotzeeUsers.REL_EVENTS).getFirst().getContent();
        assertTrue(held.contains("sending_held"), held);
        entry("opt-out-no-subscription-is-bound").assertShownIn(flow.healthCheck(), sender.getLogger().getErrorMessages().toString());
        entry("opt-out-no-subscription-is-bound").assertShownIn(flow.healthCheck(), held);
        assertTrue(flow.healthCheck().contains("1 (Marketing e-mail), 2 (Newsletter)"), "The choice should be listed");

        flow.project("1");
        assertOptOutsPass();
        sender.disableControllerService(project);
        sender.setProperty(project, "Opt-Out Subscriptions", "1");
        sender.enableControllerService(project);
        sender.run();
        sender.assertQueueEmpty();
    }

    private TestRunner senderWithoutSubscriptions(final StandardSpotzeeProject project) throws InitializationException {
        final TestRunner sender = EventCheck.runner(PutSpotzeeUsers.class);
        sender.addControllerService("project", project, Map.of("Spotzee URL", flow.sync().project().url().toString(),
                "API Key", flow.sync().project().secretKey()));
        sender.enableControllerService(project);
        sender.setProperty("Spotzee Project", "project");
        final InterceptedIntegration integration = new InterceptedIntegration(flow.sync().integration());
        sender.addControllerService("integration", integration);
        sender.enableControllerService(integration);
        sender.setProperty("Salesforce Integration", "integration");
        sender.enqueue("{\"external_id\":\"sf_crm-emea_Lead_00Q9H00000C6pycUAB\"}", Map.of("sync.lane", "opt-out"));
        sender.run();
        sender.assertQueueNotEmpty();
        return sender;
    }

    private String optedOutLead() {
        return flow.createLead(Map.of("Email", "frost@example.com", "HasOptedOutOfEmail", true));
    }

    private void assertCured(final String lead) throws IOException {
        flow.sync().sync();
        assertTrue(flow.sync().user("Lead", lead).orElseThrow().path("email").isTextual());
        assertTrue(flow.sync().unsubscribed("Lead", lead));
        assertOptOutsPass();
    }

    private void assertOptOutsPass() {
        assertTrue(flow.healthCheck().contains("\"opt_outs\",\"result\":\"passed\""), flow::healthCheck);
    }

    @Test
    @DisplayName("troubleshooting.md#opt-out-no-sync-since-the-change")
    void saysThatTheLastSyncIsOldUntilOneRuns() throws InitializationException, IOException {
        start(MAPPINGS);
        final String lead = flow.createLead(Map.of("Email", "frost@example.com"));
        flow.sync().sync();
        flow.edits().optOut("Lead", lead);
        flow.sync().pass(Duration.ofHours(3));
        entry("opt-out-no-sync-since-the-change").assertShownIn(flow.healthCheck());
        assertFalse(flow.sync().unsubscribed("Lead", lead));

        flow.sync().sync();
        assertTrue(flow.sync().unsubscribed("Lead", lead));
        assertTrue(flow.healthCheck().contains("\"sync_staleness\",\"result\":\"passed\""), "A sync should cure it");
    }

    @Test
    @DisplayName("troubleshooting.md#opt-out-still-not-there")
    void provenanceShowsWhomSalesforceCallsOptedOutAndTheValueThatIsSent() throws InitializationException, IOException {
        start(MAPPINGS);
        final String lead = flow.createLead(Map.of("HasOptedOutOfEmail", true));
        flow.sync().readOnly();
        final MockFlowFile first = flow.sync().query().getFlowFilesForRelationship("opted_out").getFirst();
        assertTrue(first.getContent().contains(lead), first::getContent);
        assertTrue(first.getAttribute("filename").startsWith("Lead-"), first::toString);
        final List<String> sources = flow.sync().query().getProvenanceEvents().stream()
                .filter(event -> event.getFlowFileUuid().equals(first.getAttribute("uuid"))).map(ProvenanceEventRecord::getTransitUri).toList();
        assertEquals(List.of(flow.org().url().toString()), sources);

        flow.sync().deliver();
        assertEquals("true", flow.sync().property("Lead", lead, "unsubscribed").asText());
    }
}
