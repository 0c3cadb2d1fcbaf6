package com.spotzee.nifi.services;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.processors.SalesforceHealthCheck;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever mood Salesforce is in, a query ends in a defined state, within a time limit and a number of attempts. */
@Timeout(60)
class SalesforceMoodsTest {

    private static final int LEADS = 20;
    private static final String QUERY = "SELECT Id, LastName FROM Lead ORDER BY Id";

    private EmulatedOrg org;
    private SalesforceClient client;

    /** What goes wrong with every query, what the caller is told, and how often it was tried. */
    private enum Mood {
        MAINTENANCE(Fault.html(503), SalesforceFailure.Unavailable.class, 3),
        OVERLOAD(Fault.error(503, "SERVER_UNAVAILABLE", "busy"), SalesforceFailure.Unavailable.class, 3),
        BAD_GATEWAY(Fault.status(502), SalesforceFailure.Unavailable.class, 3),
        SETTING_THINGS_UP(Fault.html(420), SalesforceFailure.Unavailable.class, 3),
        TROUBLE_INSIDE(Fault.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred."), SalesforceFailure.Unavailable.class, 3),
        SLOW_POLICY(Fault.error(400, "TXN_SECURITY_METERING_ERROR", "too long"), SalesforceFailure.Unavailable.class, 3),
        TOO_MANY_AT_ONCE(Fault.error(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."),
                SalesforceFailure.Unavailable.class, 3),
        PAGE_WITH_SUCCESS(Fault.html(200), SalesforceFailure.Unavailable.class, 3),
        EMPTY(Fault.status(200), SalesforceFailure.Unavailable.class, 3),
        TRUNCATED(Fault.truncated(20), SalesforceFailure.Unavailable.class, 3),
        TRUNCATED_IN_THE_RECORDS(Fault.truncated(700), SalesforceFailure.Unavailable.class, 1),
        TRUNCATED_AT_THE_END(Fault.truncated(Long.MAX_VALUE), SalesforceFailure.Unavailable.class, 1),
        CUT(Fault.cut(20), SalesforceFailure.Unavailable.class, 3),
        CUT_CHUNKS(Fault.cutChunks(20), SalesforceFailure.Unavailable.class, 3),
        RESET_AFTER_HEADERS(Fault.resetAfterHeaders(), SalesforceFailure.Unavailable.class, 3),
        STALL(Fault.stall(), SalesforceFailure.Unavailable.class, 3),
        STALL_AFTER_HEADERS(Fault.stallAfterHeaders(), SalesforceFailure.Unavailable.class, 3),
        TRICKLE(Fault.slow(1, Duration.ofMillis(40)), SalesforceFailure.Unavailable.class, 3),
        ALLOWANCE_USED_UP(Fault.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."), SalesforceFailure.AllowanceUsedUp.class, 1),
        TIMED_OUT(Fault.error(400, "QUERY_TIMEOUT", "Your query request was running for too long."), SalesforceFailure.QueryTimedOut.class, 1),
        NO_API(Fault.error(403, "API_CURRENTLY_DISABLED", "API is disabled for this User"), SalesforceFailure.AccessDenied.class, 1),
        RETIRED(Fault.status(410), SalesforceFailure.Refused.class, 1),
        MALFORMED(Fault.error(400, "MALFORMED_QUERY", "unexpected token: 'FROM'"), SalesforceFailure.Refused.class, 1),
        SESSION_NEVER_GOOD(Fault.error(401, "INVALID_SESSION_ID", "Session expired or invalid"), SalesforceFailure.LoginRefused.class, 2),
        NOT_FOR_REST(Fault.error(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API"),
                SalesforceFailure.LoginRefused.class, 1);

        private final Fault fault;
        private final Class<? extends SalesforceFailure> told;
        private final int attempts;

        Mood(final Fault fault, final Class<? extends SalesforceFailure> told, final int attempts) {
            this.fault = fault;
            this.told = told;
            this.attempts = attempts;
        }
    }

    @BeforeEach
    void start() throws InitializationException, SalesforceFailure {
        org = EmulatedOrg.start(OrgSettings.defaults());
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int number = 0; number < LEADS; number++) {
                leads.add(Map.of("LastName", "Person " + number, "Company", "Acme"));
            }
        }
        final TestRunner runner = EventCheck.runner(SalesforceHealthCheck.class);
        final StandardSalesforceConnection connection = EmulatedOrgRunner.connection(InstantSource.system());
        runner.addControllerService("connection", connection);
        runner.setProperty(connection, "Custom Domain", org.url().toString());
        runner.setProperty(connection, "Client ID", org.clientId());
        runner.setProperty(connection, "Client Secret", org.clientSecret());
        runner.setProperty(connection, "Response Timeout", "400 ms");
        runner.enableControllerService(connection);
        client = connection.client();
        client.describe("Lead");
    }

    @AfterEach
    void stop() {
        org.faults().clear();
        org.close();
    }

    @ParameterizedTest
    @EnumSource
    void endsInADefinedStateAfterAFewAttempts(final Mood mood) throws SalesforceFailure, IOException {
        org.faults().add(When.always().on(RequestKind.QUERY), mood.fault);
        final Set<String> ids = new HashSet<>();
        final SalesforceFailure failure = assertThrows(SalesforceFailure.class, () -> client.query(QUERY, lead -> ids.add(lead.path("Id").asText())));
        assertInstanceOf(mood.told, failure, failure::getMessage);
        assertEquals(mood.attempts, queries());

        org.faults().clear();
        client.query(QUERY, lead -> ids.add(lead.path("Id").asText()));
        assertEquals(LEADS, ids.size());
    }

    @Test
    void isOvercomeWhenItPassesInTime() throws SalesforceFailure, IOException {
        org.faults().add(When.always().on(RequestKind.QUERY).times(2), Fault.html(503));
        assertEquals(LEADS, client.query(QUERY, lead -> { }).records());
        assertEquals(3, queries());
    }

    @Test
    void isNotMultipliedByTheNetworkWhenConnectionsAreReset() {
        org.faults().add(When.always().on(RequestKind.QUERY), Fault.reset());
        assertInstanceOf(SalesforceFailure.Unavailable.class, assertThrows(SalesforceFailure.class, () -> client.query(QUERY, lead -> { })));
        // Java's client itself repeats a GET once whose kept connection turns out to be dead
        assertTrue(queries() <= 6, "queries " + queries());
    }

    @Test
    void asksForOneLoginOnlyWhereTheNewTokenIsRefusedAsWell() {
        org.faults().add(When.always().on(RequestKind.QUERY), Fault.error(401, "INVALID_SESSION_ID", "Session expired or invalid"));
        for (int caller = 0; caller < 20; caller++) {
            assertThrows(SalesforceFailure.class, () -> client.query(QUERY, lead -> { }));
        }
        assertTrue(logins() <= 4, "logins " + logins());
    }

    private long queries() {
        return org.requests().stream().filter(request -> request.path().endsWith("/query")).count();
    }

    private long logins() {
        return org.requests().stream().filter(request -> request.path().equals("/services/oauth2/token")).count();
    }
}
