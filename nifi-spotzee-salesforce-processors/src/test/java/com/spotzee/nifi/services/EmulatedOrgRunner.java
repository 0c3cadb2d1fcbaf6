package com.spotzee.nifi.services;

import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;

import java.time.InstantSource;
import java.util.Map;

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
        final StandardSalesforceConnection connection = connection(clock);
        runner.addControllerService("connection", connection);
        runner.setProperty(connection, "Custom Domain", org.url().toString());
        runner.setProperty(connection, "Client ID", org.clientId());
        runner.setProperty(connection, "Client Secret", org.clientSecret());
        runner.enableControllerService(connection);
        final StandardSalesforceIntegration integration = new StandardSalesforceIntegration();
        runner.addControllerService("integration", integration);
        runner.setProperty(integration, StandardSalesforceIntegration.INTEGRATION_ID, "crm-emea");
        runner.setProperty(integration, StandardSalesforceIntegration.CONNECTION, "connection");
        runner.setProperty(integration, StandardSalesforceIntegration.OBJECTS, "Lead");
        properties.forEach((name, value) -> runner.setProperty(integration, name, value));
        return integration;
    }
}
