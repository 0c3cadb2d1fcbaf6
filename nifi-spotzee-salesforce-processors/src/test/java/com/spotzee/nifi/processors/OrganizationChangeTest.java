package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.salesforce.HttpSalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.Session;
import com.spotzee.nifi.salesforce.Sessions;
import com.spotzee.nifi.salesforce.login.Grant;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import com.spotzee.nifi.salesforce.login.SharedLogin;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.faults.ActiveFault;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.store.Transaction;
import com.spotzee.nifi.services.SalesforceConnection;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import com.spotzee.nifi.sync.OrganizationPins;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A later login leads to another organisation, at any request of a sync: nothing of that one arrives, and nothing of the right one is lost. */
class OrganizationChangeTest {

    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    /** More than the first sync and the next one ask for. */
    private static final int MOST_REQUESTS = 24;
    private static final int FEW_ROUNDS = 4;
    /** Until it is tried again whatever failed before. */
    private static final int MANY_ROUNDS = 12;
    private static final When DATA = When.always().path("^/services/data");

    private final OrgClock clock = OrgClock.standingAt(BEGIN);
    private final AtomicLong elapsedMillis = new AtomicLong();
    private final Map<String, String> emitted = new HashMap<>();
    private final List<String> leads = new ArrayList<>();
    private EmulatedOrg org;
    private EmulatedOrg other;
    private TwoOrgs connection;
    private StandardSalesforceIntegration integration;
    private TestRunner runner;

    @BeforeEach
    void start() throws InitializationException {
        org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
        other = EmulatedOrg.start(OrgSettings.defaults().withClock(clock).withOrganization(2));
        clock.advance(Duration.ofDays(-1));
        for (int i = 0; i < 7; i++) {
            leads.add(org.edits().create("Lead", Map.of("LastName", "Ng", "Company", "Acme", "Email", "right%d@example.com".formatted(i))));
            other.edits().create("Lead", Map.of("LastName", "Ng", "Company", "Acme", "Email", "wrong%d@example.com".formatted(i)));
        }
        org.edits().optOut("Lead", leads.getFirst());
        clock.set(BEGIN);
        org.faults().add(When.always(), Fault.smallPages(3, 1));
        runner = EventCheck.runner(new QuerySalesforceIncremental(clock::now, elapsedMillis::get));
        connection = new TwoOrgs(org, other, clock);
        runner.addControllerService("connection", connection);
        runner.enableControllerService(connection);
        integration = new StandardSalesforceIntegration();
        runner.addControllerService("integration", integration, Map.of("Integration ID", "crm", "Salesforce Connection", "connection", "Objects", "Lead",
                "email", "Email", "unsubscribed", "HasOptedOutOfEmail : boolean"));
        runner.enableControllerService(integration);
        runner.setProperty("Salesforce Integration", "integration");
        runner.run(0, false, true);
    }

    @AfterEach
    void stop() {
        runner.disableControllerService(integration);
        connection.close();
        other.close();
        org.close();
    }

    @Test
    void theFirstLoginBindsTheIntegrationBeforeAnythingIsAskedFor() throws IOException {
        final AtomicReference<Optional<OrganizationPins.Pin>> bound = new AtomicReference<>();
        org.faults().add(When.always().on(RequestKind.QUERY, RequestKind.COMPOSITE, RequestKind.DESCRIBE, RequestKind.UPDATED).times(1),
                Fault.meanwhile(() -> bound.set(pin())));
        sync(1);
        assertEquals(org.organizationId(), bound.get().orElseThrow().organization());
    }

    static Stream<Arguments> requests() {
        return IntStream.rangeClosed(1, MOST_REQUESTS).boxed().flatMap(request -> Stream.of(Arguments.of(request, true), Arguments.of(request, false)));
    }

    @ParameterizedTest(name = "at request {0}, with the same fields: {1}")
    @MethodSource("requests")
    void isRefusedBeforeItsFirstRecord(final int request, final boolean sameFields) throws IOException {
        if (!sameFields) {
            // whoever takes the one org's description for the other's asks for no addresses
            other.edits().hideField("Lead", "Email");
        }
        final ActiveFault ended = org.faults().add(DATA.nth(request).times(1), Fault.endedSessions());
        connection.leadElsewhereFromTheNextLoginOn();
        final Transaction late = org.edits().begin().does(() -> edit(leads.get(2), "right-late@example.com"));
        clock.advance(Duration.ofMinutes(2));
        sync(FEW_ROUNDS);
        leadBackIfRefused();

        edit(leads.get(1), "right-new@example.com");
        nextSync();
        leadBackIfRefused();
        late.commit();
        nextSync();
        leadBackIfRefused();
        nextSync();

        assertEquals(7, emitted.size());
        assertEquals("right-new@example.com", emitted.get(leads.get(1)));
        assertEquals("right-late@example.com", emitted.get(leads.get(2)));
        assertEquals(1, ended.struck(), "the syncs ask for less: fewer requests are to be tried");
    }

    private void leadBackIfRefused() throws IOException {
        if (!connection.elsewhere()) {
            return;
        }
        sync(FEW_ROUNDS);
        final List<String> errors = runner.getLogger().getErrorMessages().stream().map(LogMessage::getMsg).toList();
        assertTrue(!errors.isEmpty() && errors.stream().allMatch(error -> error.contains(org.organizationId()) && error.contains(other.organizationId())
                && error.contains("Let the Salesforce Connection lead to the first one again")), errors::toString);
        connection.leadBack();
        sync(MANY_ROUNDS);
    }

    private void nextSync() throws IOException {
        clock.advance(Duration.ofHours(1));
        elapsedMillis.addAndGet(Duration.ofHours(1).toMillis());
        sync(FEW_ROUNDS);
    }

    /** Triggers once a minute, and delivers what comes. */
    private void sync(final int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            runner.run(1, false, false);
            for (final MockFlowFile page : runner.getFlowFilesForRelationship("success")) {
                page.getContent().lines().map(WindowRun::json).forEach(this::emitted);
                integration.ledger().settle(new PageDelivery(page.getAttribute("sync.id"), Integer.parseInt(page.getAttribute("sync.page")), Map.of()));
            }
            runner.getFlowFilesForRelationship("opted_out").forEach(page -> page.getContent().lines()
                    .forEach(line -> assertEquals(leads.getFirst(), WindowRun.json(line).path("Id").asText())));
            runner.clearTransferState();
            clock.advance(Duration.ofMinutes(1));
            elapsedMillis.addAndGet(Duration.ofMinutes(1).toMillis());
        }
    }

    private void emitted(final JsonNode lead) {
        assertTrue(lead.path("Email").asText().startsWith("right"), lead::toString);
        emitted.put(lead.path("Id").asText(), lead.path("Email").asText());
    }

    private void edit(final String lead, final String email) {
        org.edits().edit("Lead", lead, Map.of("Email", email));
    }

    private Optional<OrganizationPins.Pin> pin() {
        try {
            return new OrganizationPins(runner.getStateManager(integration)).of("crm");
        } catch (final IOException never) {
            throw new IllegalStateException(never);
        }
    }

    /** A connection whose logins lead to one org or another, as those of a token provider, or of a host behind which a sandbox was refreshed. */
    private static final class TwoOrgs extends AbstractControllerService implements SalesforceConnection {

        private final JdkHttpExchange http = JdkHttpExchange.open(HttpSettings.defaults());
        private final Logins logins;
        private final HttpSalesforceClient client;

        TwoOrgs(final EmulatedOrg right, final EmulatedOrg wrong, final OrgClock clock) {
            logins = new Logins(login(right, clock), login(wrong, clock));
            client = new HttpSalesforceClient(http, logins, "66.0", clock::now, pause -> { });
        }

        @Override
        public SalesforceClient client() {
            return client;
        }

        void leadElsewhereFromTheNextLoginOn() {
            logins.leavesAtNextLogin = true;
        }

        boolean elsewhere() {
            return logins.elsewhere;
        }

        void leadBack() {
            logins.leavesAtNextLogin = false;
            logins.elsewhere = false;
        }

        void close() {
            http.close();
        }

        private SharedLogin login(final EmulatedOrg to, final OrgClock clock) {
            return new SharedLogin(SalesforceHost.custom(to.url().toString()), new Grant.ClientCredentials(to.clientId(), new Secret(to.clientSecret())), http,
                    clock::now);
        }
    }

    /** The sessions of two logins, of which one is in use. */
    private static final class Logins implements Sessions {

        private final SharedLogin right;
        private final SharedLogin wrong;
        private volatile boolean leavesAtNextLogin;
        private volatile boolean elsewhere;

        Logins(final SharedLogin right, final SharedLogin wrong) {
            this.right = right;
            this.wrong = wrong;
        }

        @Override
        public Session current() throws SalesforceFailure {
            return elsewhere ? wrong.current() : right.current();
        }

        @Override
        public Session insteadOf(final Session refused) throws SalesforceFailure {
            if (leavesAtNextLogin) {
                elsewhere = true;
                return wrong.current();
            }
            return right.insteadOf(refused);
        }

        @Override
        public void accepted(final Session good) {
            (elsewhere ? wrong : right).accepted(good);
        }
    }
}
