package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.services.StandardSalesforceConnection;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Map;

import static com.spotzee.nifi.troubleshooting.TroubleshootingGuide.entry;

/** One person is twice in Spotzee, or would be. */
class DoubledPeopleTroublesTest {

    private static final Map<String, String> MAPPINGS = Map.of("Objects", "Lead, Contact", "email", "Email",
            "unsubscribed", "[Lead] HasOptedOutOfEmail, [Contact] HasOptedOutOfEmail");

    @Test
    @DisplayName("troubleshooting.md#twice-two-integrations-on-one-org")
    void aSecondIntegrationIsRefusedWithTheNameOfTheFirst() throws InitializationException, IOException {
        try (WindowRun first = new WindowRun(Map.of())) {
            first.addLeads(1);
            first.trigger();
            final TestRunner second = EventCheck.runner(SalesforceHealthCheck.class);
            final StandardSalesforceConnection connection = new StandardSalesforceConnection();
            second.addControllerService("second connection", connection, Map.of("Custom Domain", first.org().url().toString(),
                    "Client ID", first.org().clientId(), "Client Secret", first.org().clientSecret()));
            second.enableControllerService(connection);
            final StandardSalesforceIntegration integration = new StandardSalesforceIntegration();
            second.addControllerService("second integration", integration, Map.of("Integration ID", "another", "Salesforce Connection", "second connection",
                    "Objects", "Lead"));
            second.enableControllerService(integration);
            second.setProperty("Salesforce Integration", "second integration");
            second.run();
            entry("twice-two-integrations-on-one-org")
                    .assertShownIn(second.getFlowFilesForRelationship(SalesforceHealthCheck.REL_UNHEALTHY).getFirst().getContent());
            second.disableControllerService(integration);
        }
    }

    @Test
    @DisplayName("troubleshooting.md#twice-the-person-is-both-lead-and-contact")
    void aLeadAndAContactWithOneAddressAreReported() throws InitializationException, IOException {
        try (TroubledFlow flow = new TroubledFlow(MAPPINGS)) {
            flow.edits().showField("Contact", "HasOptedOutOfEmail");
            flow.createLead(Map.of("Email", "frost@example.com"));
            flow.edits().create("Contact", Map.of("LastName", "Frost", "Email", "frost@example.com"));
            flow.sync().sync();
            entry("twice-the-person-is-both-lead-and-contact").assertShownIn(flow.sync().doubles());
        }
    }

    @Test
    @DisplayName("troubleshooting.md#twice-the-record-was-deleted-and-recreated")
    void aRecordThatWasTypedAgainIsReported() throws InitializationException, IOException {
        try (TroubledFlow flow = new TroubledFlow(MAPPINGS)) {
            final String lead = flow.createLead(Map.of("Email", "frost@example.com"));
            flow.sync().sync();
            flow.edits().delete("Lead", lead);
            flow.createLead(Map.of("Email", "frost@example.com"));
            flow.sync().sync();
            entry("twice-the-record-was-deleted-and-recreated").assertShownIn(flow.sync().doubles());
        }
    }
}
