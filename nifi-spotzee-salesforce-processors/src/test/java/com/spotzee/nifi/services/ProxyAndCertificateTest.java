package com.spotzee.nifi.services;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.http.LoopbackProxy;
import com.spotzee.nifi.processors.SalesforceHealthCheck;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The connection through the operator's proxy and with the operator's certificates. */
@Timeout(60)
class ProxyAndCertificateTest {

    @TempDir
    private Path directory;
    private EmulatedOrg org;
    private TestRunner runner;
    private StandardSalesforceConnection connection;

    @BeforeEach
    void start() throws InitializationException {
        org = EmulatedOrg.start(OrgSettings.defaults());
        runner = EventCheck.runner(SalesforceHealthCheck.class);
        connection = EmulatedOrgRunner.connection(InstantSource.system());
        runner.addControllerService("connection", connection);
        runner.setProperty(connection, "Client ID", org.clientId());
        runner.setProperty(connection, "Client Secret", org.clientSecret());
    }

    @AfterEach
    void stop() {
        runner.disableControllerService(connection);
        org.close();
    }

    @Test
    void goesThroughAProxyWithoutALogin() throws IOException, SalesforceFailure, InitializationException {
        try (LoopbackProxy proxy = LoopbackProxy.start()) {
            use("Proxy Configuration Service", new HttpProxyService(proxy.port(), null, null));
            assertEquals(0, counted(org.url()));
            assertTrue(proxy.passed() > 0);
        }
    }

    @Test
    void goesThroughAProxyWithALogin() throws IOException, SalesforceFailure, InitializationException {
        try (LoopbackProxy proxy = LoopbackProxy.start("ann", "pass")) {
            use("Proxy Configuration Service", new HttpProxyService(proxy.port(), "ann", "pass"));
            assertEquals(0, counted(org.url()));
            assertTrue(proxy.passed() > 0);
        }
    }

    @Test
    void saysSoWhereTheProxyDoesNotAcceptTheLogin() throws IOException, InitializationException {
        try (LoopbackProxy proxy = LoopbackProxy.start("ann", "pass")) {
            use("Proxy Configuration Service", new HttpProxyService(proxy.port(), null, null));
            final String message = assertThrows(SalesforceFailure.Unavailable.class, () -> counted(org.url())).getMessage();
            assertTrue(message.contains("the proxy 127.0.0.1:" + proxy.port() + " wants a login"), message);
        }
    }

    @Test
    void trustsTheCertificatesOfTheServiceAndTunnelsThroughTheProxy()
            throws IOException, GeneralSecurityException, InterruptedException, SalesforceFailure, InitializationException {
        try (TlsFront front = TlsFront.of(org.url(), directory); LoopbackProxy proxy = LoopbackProxy.start()) {
            use("Proxy Configuration Service", new HttpProxyService(proxy.port(), null, null));
            use("SSL Context Service", front.trust());
            assertEquals(0, counted(front.url()));
            assertEquals(List.of(front.url().getAuthority()), proxy.tunnels().stream().distinct().toList());
        }
    }

    @Test
    void refusesACertificateThatNobodyTrusts() throws IOException, GeneralSecurityException, InterruptedException {
        try (TlsFront front = TlsFront.of(org.url(), directory)) {
            final String message = assertThrows(SalesforceFailure.Unavailable.class, () -> counted(front.url())).getMessage();
            assertTrue(message.contains("no secure connection"), message);
        }
    }

    private long counted(final URI domain) throws SalesforceFailure {
        runner.setProperty(connection, "Custom Domain", domain.toString());
        runner.enableControllerService(connection);
        return connection.client().count("SELECT COUNT() FROM Lead");
    }

    private void use(final String property, final ControllerService service) throws InitializationException {
        runner.addControllerService(property, service);
        runner.enableControllerService(service);
        runner.setProperty(connection, property, property);
    }
}
