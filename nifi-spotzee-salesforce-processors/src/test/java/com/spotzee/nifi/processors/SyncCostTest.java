package com.spotzee.nifi.processors;

import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import com.spotzee.nifi.services.StandardSalesforceConnection;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a sync costs of the org's API calls, by the org's own count, under the mappings of the template. */
class SyncCostTest {

    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration FREQUENCY = Duration.ofHours(1);

    private final OrgClock orgClock = OrgClock.standingAt(BEGIN);
    private final AtomicLong elapsedMillis = new AtomicLong();
    private EmulatedOrg org;
    private TestRunner runner;
    private StandardSalesforceIntegration integration;
    private String lead;
    private final Set<String> optedOut = new TreeSet<>();

    @BeforeEach
    void startOrgAndProcessor() throws InitializationException, IOException {
        org = EmulatedOrg.start(OrgSettings.defaults().withClock(orgClock));
        try (RecordInserter leads = org.store().insert("Lead"); RecordInserter contacts = org.store().insert("Contact")) {
            lead = leads.add(Map.of("LastName", "Frost", "Company", "Acme"));
            contacts.add(Map.of("LastName", "Frost"));
        }
        runner = EventCheck.runner(new QuerySalesforceIncremental(() -> BEGIN.plusMillis(elapsedMillis.get()), elapsedMillis::get));
        final StandardSalesforceConnection connection = new StandardSalesforceConnection();
        runner.addControllerService("connection", connection);
        Map.of("Custom Domain", org.url().toString(), "Client ID", org.clientId(), "Client Secret", org.clientSecret())
                .forEach((name, value) -> runner.setProperty(connection, name, value));
        runner.enableControllerService(connection);
        integration = new StandardSalesforceIntegration();
        runner.addControllerService("integration", integration);
        Map.of("Integration ID", "crm", "Salesforce Connection", "connection", "Objects", "Lead, Contact, CampaignMember",
                "email", "[Lead] Email, [Contact] Email, [CampaignMember] Contact.Email, [CampaignMember] Lead.Email",
                "company", "[Lead] Company, [Contact] Account.Name, [CampaignMember] Contact.Account.Name, [CampaignMember] Lead.Company",
                "campaign", "[CampaignMember] Campaign.Name", "boss", "[Contact] ReportsTo.Title", "group", "[Contact] Account.Parent.Name",
                "unsubscribed", "[Lead] HasOptedOutOfEmail, [Contact] HasOptedOutOfEmail, [CampaignMember] Contact.HasOptedOutOfEmail, "
                        + "[CampaignMember] Lead.HasOptedOutOfEmail : boolean")
                .forEach((name, value) -> runner.setProperty(integration, name, value));
        runner.enableControllerService(integration);
        runner.setProperty("Salesforce Integration", "integration");
        runner.run(1, false, true);
        settle();
    }

    @AfterEach
    void stopOrg() {
        org.close();
    }

    @Test
    void isAtMostTwoCallsAnObjectAndOneAParentPathWhileNothingChanges() throws IOException {
        final int objects = 3;
        // Contact: Account, Account.Parent, ReportsTo; CampaignMember: Campaign, Contact, Contact.Account, Lead
        final int parentPaths = 7;
        // the overlap shows once more what was just read: the opt-outs are asked for again after it
        passFrequency();
        for (int sync = 1; sync <= 3; sync++) {
            final long before = org.apiUsage().used();
            passFrequency();
            final long used = org.apiUsage().used() - before;
            assertTrue(used <= 2 * objects + parentPaths, "%d calls:%n%s".formatted(used, requests()));
            assertTrue(used >= objects, "nothing was synced");
        }
    }

    @Test
    void doesNotHideWhoOptedOut() throws IOException {
        passFrequency();
        org.edits().edit("Lead", lead, Map.of("HasOptedOutOfEmail", true));
        passFrequency();
        assertEquals(Set.of(lead), optedOut);
    }

    private void passFrequency() throws IOException {
        orgClock.advance(FREQUENCY);
        elapsedMillis.addAndGet(FREQUENCY.toMillis());
        settle();
    }

    private String requests() {
        return org.requests().stream().skip(Math.max(0, org.requests().size() - 40L)).map(request -> request.method() + " " + request.path() + " "
                + request.parameter("q").orElse(request.query())).collect(Collectors.joining("\n"));
    }

    /** Triggers until nothing more happens, and delivers what comes. */
    private void settle() throws IOException {
        for (int round = 0; round < 4; round++) {
            runner.run(1, false, false);
            for (final MockFlowFile page : List.copyOf(runner.getFlowFilesForRelationship("success"))) {
                assertTrue(integration.ledger().settle(new PageDelivery(page.getAttribute("sync.id"), Integer.parseInt(page.getAttribute("sync.page")),
                        Map.of())));
            }
            runner.getFlowFilesForRelationship("opted_out").forEach(page -> page.getContent().lines().forEach(line -> optedOut.add(line.substring(7, 25))));
            runner.clearTransferState();
            elapsedMillis.addAndGet(5000);
        }
    }
}
