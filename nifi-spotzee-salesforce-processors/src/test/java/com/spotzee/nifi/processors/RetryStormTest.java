package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.services.EmulatedOrgRunner;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Trouble that lasts makes no storm of requests: an hour of it is counted. */
class RetryStormTest {

    private static final Duration TRIGGERS_EVERY = Duration.ofSeconds(15);

    private final OrgClock orgClock = OrgClock.standingAt(Instant.parse("2026-11-23T10:00:00Z"));
    private final AtomicLong elapsedMillis = new AtomicLong();
    private EmulatedOrg org;
    private TestRunner runner;
    private StandardSalesforceIntegration integration;

    @BeforeEach
    void start() throws InitializationException {
        org = EmulatedOrg.start(OrgSettings.defaults().withClock(orgClock));
        runner = EventCheck.runner(new QuerySalesforceIncremental(orgClock::now, elapsedMillis::get));
        integration = EmulatedOrgRunner.integration(runner, org, orgClock::now, Map.of("Objects", "Lead, Contact, CampaignMember", "email", "Email"));
        runner.setProperty("Salesforce Integration", "integration");
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void isMadeByNoMaintenanceOfAnHour() {
        org.faults().add(When.always(), Fault.html(503));
        triggerFor(Duration.ofHours(1));
        final int requests = org.requests().size();
        // three objects, eight tries each in an hour, three attempts for a try; logins have a limit of their own
        assertTrue(requests <= 3 * 8 * 3, "requests in an hour: " + requests);
        assertTrue(requests >= 8, "requests in an hour: " + requests);
    }

    @Test
    void isMadeByNoTokensThatAreNeverGood() {
        org.faults().add(When.always().path("/services/data/v"), Fault.error(401, "INVALID_SESSION_ID", "Session expired or invalid"));
        triggerFor(Duration.ofHours(1));
        final long logins = org.requests().stream().filter(request -> request.path().endsWith("/token")).count();
        assertTrue(logins <= 20, "logins in an hour: " + logins);
        assertTrue(org.requests().size() <= 100, "requests in an hour: " + org.requests().size());
    }

    @ParameterizedTest
    @EnumSource(value = TokenRefusal.class, names = {"CLIENT_SECRET_WRONG", "APP_NOT_APPROVED", "LOGIN_RATE_EXCEEDED", "ORG_INACTIVE"})
    void isMadeByNoRefusedLoginAndTheBulletinSaysWhatToDo(final TokenRefusal refusal) {
        org.refuseLogins(refusal);
        triggerFor(Duration.ofHours(1));
        final long logins = org.requests().stream().filter(request -> request.path().endsWith("/token")).count();
        assertTrue(logins >= 5 && logins <= 20, "logins in an hour: " + logins);
        assertTrue(bulletins().stream().allMatch(message -> message.contains(refusal.description())));
        assertEquals(0, runner.getFlowFilesForRelationship("success").size());

        org.acceptLogins();
        triggerFor(Duration.ofMinutes(20));
        assertEquals(3, runner.getFlowFilesForRelationship("events").stream()
                .filter(event -> "sync_completed".equals(event.getAttribute("event.type"))).count());
    }

    @ParameterizedTest
    @EnumSource
    void bringsTheSentenceThatVerifyShows(final TokenRefusal refusal) {
        org.refuseLogins(refusal);
        runner.run(1, false, true);
        // the second question gets what came of the one attempt
        final String sentence = assertThrows(SalesforceFailure.class, integration::claimOrganization).getMessage();
        assertTrue(sentence.contains(refusal.error() + " (" + refusal.description() + "). "), sentence);
        assertEquals(3, bulletins().size());
        assertTrue(bulletins().stream().allMatch(message -> message.contains(sentence)), () -> bulletins() + " without " + sentence);
    }

    private List<String> bulletins() {
        return runner.getLogger().getErrorMessages().stream().map(LogMessage::getMsg).toList();
    }

    private void triggerFor(final Duration duration) {
        final long end = elapsedMillis.get() + duration.toMillis();
        while (elapsedMillis.get() < end) {
            runner.run(1, false, elapsedMillis.get() == 0);
            elapsedMillis.addAndGet(TRIGGERS_EVERY.toMillis());
            orgClock.advance(TRIGGERS_EVERY);
        }
    }
}
