package com.spotzee.nifi.processors;

import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.services.SalesforceConnection;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Another organisation answers than the one that was synced first: a refreshed sandbox, or somebody's credentials. */
class AnotherOrganizationTest {

    private WindowRun run;
    private EmulatedOrg other;

    @BeforeEach
    void startOrgs() throws InitializationException {
        run = new WindowRun(Map.of("Query API", "REST API"));
        other = EmulatedOrg.start(OrgSettings.defaults().withOrganization(2));
        other.edits().create("Lead", Map.of("LastName", "Ng", "Company", "Acme", "HasOptedOutOfEmail", true));
    }

    @AfterEach
    void stopOrgs() {
        other.close();
        run.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsTheSyncBeforeTheFirstRecordUntilTheFirstOneIsBack(final boolean betweenSyncs) throws IOException {
        final List<String> ids = run.addLeads(3);
        run.trigger();
        if (betweenSyncs) {
            run.deliverAndSettle();
        }
        run.runner().clearTransferState();
        pointTo(other);
        run.pass(Duration.ofHours(2));
        run.trigger();
        run.pass(Duration.ofMinutes(10));
        run.trigger();
        assertEquals(List.of(), run.pages());
        assertEquals(List.of(), run.runner().getFlowFilesForRelationship("opted_out"));
        final String error = run.events("sync_failed").getFirst().path("error").asText();
        assertTrue(error.contains(run.org().organizationId()) && error.contains(other.organizationId()) && error.contains("clear the state"), error);

        pointTo(run.org());
        run.runner().clearTransferState();
        run.org().edits().edit("Lead", ids.getFirst(), Map.of("Email", "later@example.com"));
        run.pass(Duration.ofHours(2));
        run.trigger();
        assertEquals(betweenSyncs ? Set.of(ids.getFirst()) : Set.of(), run.emittedIds());
    }

    private void pointTo(final EmulatedOrg target) {
        final TestRunner runner = run.runner();
        final SalesforceConnection connection = (SalesforceConnection) runner.getControllerService("connection");
        run.stop();
        runner.disableControllerService(run.integration());
        runner.disableControllerService(connection);
        runner.setProperty(connection, "Custom Domain", target.url().toString());
        runner.setProperty(connection, "Client ID", target.clientId());
        runner.setProperty(connection, "Client Secret", target.clientSecret());
        runner.enableControllerService(connection);
        runner.enableControllerService(run.integration());
    }
}
