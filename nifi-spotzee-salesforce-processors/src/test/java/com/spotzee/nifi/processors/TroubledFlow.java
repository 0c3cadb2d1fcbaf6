package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A flow in trouble, and what its operator reads in NiFi: the integration log, bulletins, the health check, the connection of suspected doubles. */
final class TroubledFlow implements AutoCloseable {

    private final ChainedSync sync;
    private final TestRunner health;

    /** A flow whose integration has these properties besides its id and connection; it syncs leads unless they say otherwise. */
    TroubledFlow(final Map<String, String> properties) throws InitializationException {
        sync = new ChainedSync(properties);
        health = EventCheck.runner(new SalesforceHealthCheck(sync::now));
        final InterceptedIntegration integration = new InterceptedIntegration(sync.integration());
        health.addControllerService("integration", integration);
        health.enableControllerService(integration);
        health.setProperty("Salesforce Integration", "integration");
        project("1");
        sync.edits().showField("Lead", "HasOptedOutOfEmail");
    }

    /** Names the subscriptions that an opt-out ends; null names none. */
    void project(final String optOutSubscriptions) throws InitializationException {
        final StandardSpotzeeProject project = new StandardSpotzeeProject();
        health.addControllerService("project", project, Map.of("Spotzee URL", sync.project().url().toString(), "API Key", sync.project().secretKey()));
        if (optOutSubscriptions != null) {
            health.setProperty(project, "Opt-Out Subscriptions", optOutSubscriptions);
        }
        health.enableControllerService(project);
        health.setProperty("Spotzee Project", "project");
    }

    ChainedSync sync() {
        return sync;
    }

    EmulatedOrg org() {
        return sync.org();
    }

    OrgEdits edits() {
        return sync.edits();
    }

    String createLead(final Map<String, ?> values) {
        final Map<String, Object> lead = new HashMap<>(Map.of("LastName", "Frost", "Company", "Acme"));
        lead.putAll(values);
        return edits().create("Lead", lead);
    }

    /** Everything in the integration log, and the query's bulletins. */
    String log() throws IOException {
        sync.deliver();
        return Stream.concat(sync.events().stream().map(MockFlowFile::getContent), bulletins(sync.query())).collect(Collectors.joining("\n"));
    }

    /** What the health check finds now. */
    String healthCheck() {
        health.clearTransferState();
        health.run(1, false, true);
        return health.getFlowFilesForRelationship(SalesforceHealthCheck.REL_EVENTS).getFirst().getContent();
    }

    @Override
    public void close() {
        sync.close();
    }

    private static Stream<String> bulletins(final TestRunner runner) {
        return Stream.of(runner.getLogger().getErrorMessages(), runner.getLogger().getWarnMessages()).flatMap(List::stream).map(LogMessage::getMsg);
    }
}
