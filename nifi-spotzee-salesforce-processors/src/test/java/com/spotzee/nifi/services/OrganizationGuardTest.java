package com.spotzee.nifi.services;

import com.spotzee.nifi.integration.IntegrationId;
import com.spotzee.nifi.salesforce.BulkJob;
import com.spotzee.nifi.salesforce.BulkSelection;
import com.spotzee.nifi.salesforce.FieldPath;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sync.OrganizationPins;
import com.spotzee.nifi.sync.OrganizationPins.Pin;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.state.MockStateManager;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OrganizationGuardTest {

    private static EmulatedOrg org;
    private static EmulatedOrg other;

    @BeforeAll
    static void startOrgs() {
        org = EmulatedOrg.start(OrgSettings.defaults());
        other = EmulatedOrg.start(OrgSettings.defaults().withOrganization(2));
        org.edits().create("Lead", Map.of("LastName", "Ng", "Company", "Acme"));
        other.edits().create("Lead", Map.of("LastName", "Ng", "Company", "Acme"));
    }

    @AfterAll
    static void stopOrgs() {
        org.close();
        other.close();
    }

    /** Something that is asked of Salesforce. */
    @FunctionalInterface
    private interface Asking {
        void of(SalesforceClient client) throws SalesforceFailure;
    }

    @Nested
    class AnotherOrganization {

        private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);

        @Test
        void isRefusedWithWhatToDoUntilTheOneOfTheFirstSyncAnswersAgain() throws InitializationException, SalesforceFailure, IOException {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.integration(runner, org, Map.of());
            integration.claimOrganization();
            pointTo(integration, other);

            final String sentence = assertThrows(SalesforceFailure.WrongOrganization.class, integration::claimOrganization).getMessage();
            assertTrue(sentence.contains(org.organizationId()) && sentence.contains(other.organizationId()) && sentence.contains("clear the state"), sentence);
            final AtomicInteger records = new AtomicInteger();
            assertThrows(SalesforceFailure.WrongOrganization.class,
                    () -> integration.client().query("SELECT Id FROM Lead", salesforceRecord -> records.incrementAndGet()));

            pointTo(integration, org);
            integration.claimOrganization();
            assertEquals(1, integration.client().query("SELECT Id FROM Lead", salesforceRecord -> { }).totalSize());
        }

        @Test
        void isAnotherMatterUnderAnotherIntegrationId() throws InitializationException, SalesforceFailure, IOException {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.integration(runner, org, Map.of());
            integration.claimOrganization();
            runner.disableControllerService(integration);
            runner.setProperty(integration, "Integration ID", "crm-new");
            runner.enableControllerService(integration);
            pointTo(integration, other);

            assertDoesNotThrow(integration::claimOrganization);
        }

        @Test
        void isRefusedEvenIfItAnswersInTheMiddleOfAPage() throws InitializationException, SalesforceFailure, IOException {
            final SalesforceClient real = EmulatedOrgRunner.integration(runner, org, Map.of()).client();
            final SwappedOrg swapped = new SwappedOrg(real);
            final EnabledIntegrations enabled = new EnabledIntegrations();
            final IntegrationId id = new IntegrationId("one");
            final OrganizationGuard guard = new OrganizationGuard(enabled, enabled.enter("service-1", "A", id, pins()));
            final SalesforceClient guarded = new GuardedClient(swapped.client(), guard);
            guard.claim(swapped.client());
            assertEquals(1, guarded.query("SELECT Id FROM Lead", salesforceRecord -> { }).totalSize());

            assertThrows(SalesforceFailure.WrongOrganization.class,
                    () -> guarded.query("SELECT Id FROM Lead", salesforceRecord -> swapped.to(other.organizationId())));
        }

        static Stream<Named<Asking>> whatWindowsAreOpenedBy() {
            final Instant now = Instant.now();
            return Stream.of(named("clock", SalesforceClient::serverTime), named("count", client -> client.count("SELECT COUNT() FROM Lead")),
                    named("counts", client -> client.counts("Lead", List.of("SELECT COUNT() FROM Lead"))),
                    named("stored records", client -> client.storedRecords("Lead")),
                    named("covered changes", client -> client.latestDateCovered("Lead", now.minusSeconds(3600), now)),
                    named("a job", new AJobOfBefore()));
        }

        /** Looks how a job is that was begun when it was asked first. */
        private static final class AJobOfBefore implements Asking {

            private BulkJob job;

            @Override
            public void of(final SalesforceClient client) throws SalesforceFailure {
                if (job == null) {
                    job = client.bulk().create(new BulkSelection("Lead", List.of(FieldPath.parse("Id")), List.of(), false));
                }
                client.bulk().status(job);
            }
        }

        private static Named<Asking> named(final String name, final Asking asking) {
            return Named.of(name, asking);
        }

        @ParameterizedTest
        @MethodSource("whatWindowsAreOpenedBy")
        void isNotBelievedWhatWindowsAreOpenedBy(final Asking asking) throws InitializationException, SalesforceFailure {
            final SwappedOrg swapped = new SwappedOrg(EmulatedOrgRunner.integration(runner, org, Map.of()).client());
            final EnabledIntegrations enabled = new EnabledIntegrations();
            final OrganizationGuard guard = new OrganizationGuard(enabled, enabled.enter("service-1", "A", new IntegrationId("one"), pins()));
            final SalesforceClient guarded = new GuardedClient(swapped.client(), guard);
            guard.claim(swapped.client());
            asking.of(guarded);
            swapped.to(other.organizationId());
            assertThrows(SalesforceFailure.WrongOrganization.class, () -> asking.of(guarded));
        }

        private void pointTo(final StandardSalesforceIntegration integration, final EmulatedOrg target) {
            final SalesforceConnection connection = (SalesforceConnection) runner.getControllerService("connection");
            runner.disableControllerService(integration);
            runner.disableControllerService(connection);
            runner.setProperty(connection, "Custom Domain", target.url().toString());
            runner.setProperty(connection, "Client ID", target.clientId());
            runner.setProperty(connection, "Client Secret", target.clientSecret());
            runner.enableControllerService(connection);
            runner.enableControllerService(integration);
        }
    }

    @Nested
    class TwoIntegrations {

        private final EnabledIntegrations enabled = new EnabledIntegrations();

        private OrganizationGuard guard(final String service, final String id, final OrganizationPins pins) {
            return new OrganizationGuard(enabled, enabled.enter(service, "Name of " + service, new IntegrationId(id), pins));
        }

        private static SalesforceClient client(final EmulatedOrg target) throws InitializationException {
            final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
            return EmulatedOrgRunner.integration(runner, target, Map.of()).client();
        }

        @Test
        void onOneOrgAreRefusedNamingTheFirst() throws InitializationException, SalesforceFailure, IOException {
            final OrganizationGuard first = guard("service-1", "one", pins());
            final OrganizationGuard second = guard("service-2", "two", pins());
            final SalesforceClient client = client(org);
            second.claim(client);

            final String sentence = assertThrows(SalesforceFailure.WrongOrganization.class, () -> first.claim(client)).getMessage();
            assertTrue(sentence.contains("'Name of service-2' (Integration ID two, service service-2)"), sentence);
            assertDoesNotThrow(() -> second.claim(client));
            assertDoesNotThrow(() -> first.claim(client(other)));
        }

        @Test
        void withOneIdAreRefusedNamingTheFirst() throws InitializationException {
            final OrganizationGuard first = guard("service-1", "one", pins());
            final OrganizationGuard second = guard("service-2", "one", pins());
            final SalesforceClient client = client(org);

            final String sentence = assertThrows(SalesforceFailure.WrongOrganization.class, () -> second.claim(client)).getMessage();
            assertTrue(sentence.contains("Integration ID one is used by the Salesforce Integration 'Name of service-1'"), sentence);
            assertDoesNotThrow(() -> first.claim(client));
        }

        @Test
        void areToldByVerifyOnTheSecondOne() throws InitializationException, SalesforceFailure, IOException {
            final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
            final StandardSalesforceIntegration first = EmulatedOrgRunner.integration(runner, org, Map.of());
            first.claimOrganization();
            try {
                final String withItsId = EmulatedOrgRunner.verified(other, Map.of());
                assertTrue(withItsId.contains("Integration ID crm-emea is used by the Salesforce Integration"), withItsId);
                final String onItsOrg = EmulatedOrgRunner.verified(org, Map.of("Integration ID", "crm-apac"));
                assertTrue(onItsOrg.contains("The organisation %s is synced by the Salesforce Integration".formatted(org.organizationId()))
                        && onItsOrg.contains("(Integration ID crm-emea, service integration)"), onItsOrg);
                final String onAnother = EmulatedOrgRunner.verified(other, Map.of("Integration ID", "crm-apac"));
                assertTrue(onAnother.contains("no other integration on this node syncs it"), onAnother);
            } finally {
                runner.disableControllerService(first);
            }
        }

        @Test
        void keepTheirTurnAfterARestartInAnotherOrder() throws InitializationException, SalesforceFailure, IOException {
            final OrganizationPins pinsOfFirst = pins();
            final SalesforceClient client = client(org);
            guard("service-1", "one", pinsOfFirst).claim(client);

            final EnabledIntegrations restarted = new EnabledIntegrations();
            final OrganizationGuard second = new OrganizationGuard(restarted, restarted.enter("service-2", "B", new IntegrationId("two"), pins()));
            final OrganizationGuard first = new OrganizationGuard(restarted, restarted.enter("service-1", "A", new IntegrationId("one"), pinsOfFirst));

            assertThrows(SalesforceFailure.WrongOrganization.class, () -> second.claim(client));
            assertDoesNotThrow(() -> first.claim(client));
        }

        @Test
        void areToldApartWhereTheFirstLoggedInOnAnotherNode() throws InitializationException, SalesforceFailure, IOException {
            final OrganizationPins pinsOfFirst = pins();
            final OrganizationPins pinsOfSecond = pins();
            guard("service-1", "one", pinsOfFirst);
            final OrganizationGuard second = guard("service-2", "two", pinsOfSecond);
            pinsOfFirst.pin("one", new Pin(org.organizationId(), Instant.parse("2026-11-23T10:00:00Z")));

            final SalesforceClient client = client(org);
            final String sentence = assertThrows(SalesforceFailure.WrongOrganization.class, () -> second.claim(client)).getMessage();
            assertTrue(sentence.contains("'Name of service-1'"), sentence);
            assertEquals(Optional.empty(), pinsOfSecond.of("two"));
        }

        @Test
        void areOneWhenTheOtherIsDisabled() throws InitializationException {
            final EnabledIntegrations.Entry first = enabled.enter("service-1", "A", new IntegrationId("one"), pins());
            final OrganizationGuard second = guard("service-2", "one", pins());
            enabled.leave(first);

            assertDoesNotThrow(() -> second.claim(client(org)));
        }
    }

    @Nested
    class TheFirstLogin {

        private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);

        @Test
        void bindsTheIntegrationToItsOrg() throws InitializationException, SalesforceFailure, IOException {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.integration(runner, org, Map.of());
            assertEquals(Optional.empty(), pinOf(integration));
            integration.claimOrganization();
            assertEquals(org.organizationId(), pinOf(integration).orElseThrow().organization());
        }

        @Test
        void isNoneOnVerifyWhichSaysWhatItWillBindTo() throws InitializationException, IOException {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.disabledIntegration(runner, org, Map.of());
            final String verified = verified(integration);
            assertTrue(verified.contains(org.organizationId()) && verified.contains("will belong to it from its first login on"), verified);
            assertEquals(Optional.empty(), pinOf(integration));
        }

        @Test
        void countsOnVerifyFromThenOn() throws InitializationException, SalesforceFailure {
            final StandardSalesforceIntegration integration = EmulatedOrgRunner.integration(runner, org, Map.of());
            integration.claimOrganization();
            runner.disableControllerService(integration);
            final String verified = verified(integration);
            assertTrue(verified.contains("belongs to it since its first login"), verified);
        }

        @Test
        void isToldWhenClusterStateCanNotBeRead() throws InitializationException {
            final MockStateManager broken = new MockStateManager(new StandardSalesforceIntegration());
            broken.setFailOnStateGet(Scope.CLUSTER, true);
            final EnabledIntegrations enabled = new EnabledIntegrations();
            final OrganizationGuard guard = new OrganizationGuard(enabled,
                    enabled.enter("service-1", "A", new IntegrationId("one"), new OrganizationPins(broken)));
            final SalesforceClient client = EmulatedOrgRunner.integration(runner, org, Map.of()).client();
            assertTrue(assertThrows(SalesforceFailure.Unavailable.class, () -> guard.claim(client)).getMessage().contains("state provider"));
        }

        private Optional<Pin> pinOf(final StandardSalesforceIntegration integration) throws IOException {
            return new OrganizationPins(runner.getStateManager(integration)).of("crm-emea");
        }

        private String verified(final StandardSalesforceIntegration integration) {
            final Map<PropertyDescriptor, String> configured = Map.of(StandardSalesforceIntegration.INTEGRATION_ID, "crm-emea",
                    StandardSalesforceIntegration.CONNECTION, "connection", StandardSalesforceIntegration.OBJECTS, "Lead");
            final MockConfigurationContext context = new MockConfigurationContext(integration, configured,
                    runner.getProcessContext().getControllerServiceLookup(), Map.of());
            return integration.verify(context, runner.getLogger(), Map.of()).stream().map(ConfigVerificationResult::getExplanation)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static OrganizationPins pins() {
        return new OrganizationPins(new MockStateManager(new StandardSalesforceIntegration()));
    }

    /** A client whose login can be made to lead elsewhere. */
    private static final class SwappedOrg {

        private final SalesforceClient client;
        private String organization;

        SwappedOrg(final SalesforceClient real) {
            this.client = (SalesforceClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SalesforceClient.class},
                    (proxy, method, arguments) -> "organizationId".equals(method.getName()) && organization != null ? organization
                            : method.invoke(real, arguments));
        }

        SalesforceClient client() {
            return client;
        }

        void to(final String organizationId) {
            organization = organizationId;
        }
    }
}
