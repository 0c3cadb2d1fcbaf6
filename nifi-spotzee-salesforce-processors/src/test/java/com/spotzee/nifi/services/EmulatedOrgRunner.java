package com.spotzee.nifi.services;

import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Gives a test runner a connection and an integration over an emulated org. */
public final class EmulatedOrgRunner {

    private EmulatedOrgRunner() {
    }

    /** An enabled integration on the org; the properties are added to its id and connection. */
    public static StandardSalesforceIntegration integration(final TestRunner runner, final EmulatedOrg org, final Map<String, String> properties)
            throws InitializationException {
        final StandardSalesforceIntegration integration = disabledIntegration(runner, org, properties);
        runner.enableControllerService(integration);
        return integration;
    }

    /** The same with an integration that is not quite the usual one. */
    public static StandardSalesforceIntegration integration(final TestRunner runner, final EmulatedOrg org, final StandardSalesforceIntegration integration,
                                                            final Map<String, String> properties) throws InitializationException {
        addDisabled(runner, org, InstantSource.system(), integration, properties);
        runner.enableControllerService(integration);
        return integration;
    }

    /** The same with a connection whose logins are spaced out by the given clock. */
    public static StandardSalesforceIntegration integration(final TestRunner runner, final EmulatedOrg org, final InstantSource clock,
                                                            final Map<String, String> properties) throws InitializationException {
        final StandardSalesforceIntegration integration = disabledIntegration(runner, org, clock, properties);
        runner.enableControllerService(integration);
        return integration;
    }

    /** A connection that never waits between attempts; its logins are spaced out by the given clock. */
    public static StandardSalesforceConnection connection(final InstantSource clock) {
        return new StandardSalesforceConnection(clock, pause -> { });
    }

    /** An integration that is not enabled; its connection is. */
    static StandardSalesforceIntegration disabledIntegration(final TestRunner runner, final EmulatedOrg org, final Map<String, String> properties)
            throws InitializationException {
        return disabledIntegration(runner, org, InstantSource.system(), properties);
    }

    private static StandardSalesforceIntegration disabledIntegration(final TestRunner runner, final EmulatedOrg org, final InstantSource clock,
                                                                     final Map<String, String> properties) throws InitializationException {
        final StandardSalesforceIntegration integration = new StandardSalesforceIntegration();
        addDisabled(runner, org, clock, integration, properties);
        return integration;
    }

    private static void addDisabled(final TestRunner runner, final EmulatedOrg org, final InstantSource clock,
                                    final StandardSalesforceIntegration integration, final Map<String, String> properties) throws InitializationException {
        final StandardSalesforceConnection connection = connection(clock);
        runner.addControllerService("connection", connection);
        runner.setProperty(connection, "Custom Domain", org.url().toString());
        runner.setProperty(connection, "Client ID", org.clientId());
        runner.setProperty(connection, "Client Secret", org.clientSecret());
        runner.enableControllerService(connection);
        runner.addControllerService("integration", integration);
        runner.setProperty(integration, StandardSalesforceIntegration.INTEGRATION_ID, "crm-emea");
        runner.setProperty(integration, StandardSalesforceIntegration.CONNECTION, "connection");
        runner.setProperty(integration, StandardSalesforceIntegration.OBJECTS, "Lead");
        properties.forEach((name, value) -> runner.setProperty(integration, name, value));
    }

    /** All that <i>Verify</i> on an integration on the org explains. */
    public static String verified(final EmulatedOrg org, final Map<String, String> properties) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
        disabledIntegration(runner, org, Map.of());
        final StandardSalesforceIntegration integration = new StandardSalesforceIntegration();
        runner.addControllerService("verified", integration);
        final Map<PropertyDescriptor, String> configured = new HashMap<>();
        configured.put(StandardSalesforceIntegration.INTEGRATION_ID, "crm-emea");
        configured.put(StandardSalesforceIntegration.CONNECTION, "connection");
        configured.put(StandardSalesforceIntegration.OBJECTS, "Lead");
        properties.forEach((name, value) -> configured.put(integration.getPropertyDescriptor(name), value));
        final MockConfigurationContext context = new MockConfigurationContext(integration, configured, runner.getProcessContext().getControllerServiceLookup(),
                Map.of());
        return integration.verify(context, runner.getLogger(), Map.of()).stream().map(ConfigVerificationResult::getExplanation)
                .collect(Collectors.joining("\n"));
    }

    /** Why NiFi shows a connection as invalid that has this Custom Domain. */
    public static String explanationOfCustomDomain(final String typed) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
        final StandardSalesforceConnection connection = new StandardSalesforceConnection();
        runner.addControllerService("connection", connection);
        return runner.setProperty(connection, "Custom Domain", typed).getExplanation();
    }
}
