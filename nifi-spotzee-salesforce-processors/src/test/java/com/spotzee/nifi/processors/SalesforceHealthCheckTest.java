package com.spotzee.nifi.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.events.EventSchema;
import com.spotzee.nifi.ledger.PageDelivery;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.sandbox.spotzee.EmulatedProject;
import com.spotzee.nifi.sandbox.spotzee.ProjectSettings;
import com.spotzee.nifi.services.StandardSalesforceConnection;
import com.spotzee.nifi.services.StandardSalesforceIntegration;
import com.spotzee.nifi.services.StandardSpotzeeProject;
import com.spotzee.nifi.sync.LastSync;
import com.spotzee.nifi.sync.OpenWindow;
import com.spotzee.nifi.sync.OrganizationPins;
import com.spotzee.nifi.sync.Position;
import com.spotzee.nifi.sync.SyncIds;
import com.spotzee.nifi.sync.SyncMode;
import com.spotzee.nifi.sync.SyncOutcome;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import static com.spotzee.nifi.troubleshooting.TroubleshootingGuide.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class SalesforceHealthCheckTest {

    private final StandardSalesforceConnection connection = new StandardSalesforceConnection();
    private final StandardSalesforceIntegration integration = new StandardSalesforceIntegration();
    private Duration clockIsAhead = Duration.ZERO;
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private EmulatedOrg org;
    private TestRunner runner;

    @BeforeEach
    void start() throws InitializationException, IOException {
        org = EmulatedOrg.start(OrgSettings.defaults().withClock(OrgClock.following(() -> now)));
        org.edits().showField("Lead", "HasOptedOutOfEmail");
        runner = EventCheck.runner(new SalesforceHealthCheck(() -> now.plus(clockIsAhead)));
        runner.addControllerService("connection", connection);
        runner.setProperty(connection, "Custom Domain", org.url().toString());
        runner.setProperty(connection, "Client ID", org.clientId());
        runner.setProperty(connection, "Client Secret", org.clientSecret());
        runner.enableControllerService(connection);
        runner.addControllerService("integration", integration);
        runner.setProperty(integration, "Integration ID", "crm");
        runner.setProperty(integration, "Salesforce Connection", "connection");
        runner.setProperty(integration, "Objects", "Lead");
        runner.setProperty(integration, "Sync Frequency", "60 min");
        runner.setProperty(integration, "email", "Email");
        runner.setProperty(integration, "score", "Score__c");
        runner.setProperty(integration, "unsubscribed", "HasOptedOutOfEmail");
        runner.enableControllerService(integration);
        runner.setProperty("Salesforce Integration", "integration");
        synced(now.minus(Duration.ofMinutes(30)));
    }

    @AfterEach
    void stop() {
        runner.disableControllerService(integration);
        runner.disableControllerService(connection);
        org.close();
    }

    @Nested
    class AHealthyIntegration {

        @Test
        void isActiveInFlowFileAndEvent() throws IOException {
            final JsonNode report = check(SalesforceHealthCheck.REL_HEALTHY.getName());
            assertEquals("Active", report.path("status").asText());
            assertEquals(List.of("passed", "passed", "passed", "passed", "passed", "passed", "passed", "passed", "passed", "passed", "unknown"),
                    report.findValuesAsText("result"));
            final MockFlowFile event = runner.getFlowFilesForRelationship(SalesforceHealthCheck.REL_EVENTS).getFirst();
            event.assertAttributeEquals("event.type", "health_check");
            event.assertAttributeEquals("integration.id", "crm");
            final JsonNode logged = new ObjectMapper().readTree(event.toByteArray());
            assertEquals("Active", logged.path("status").asText());
            assertEquals(report, logged);
            event.assertAttributeEquals("health.api.calls.left", logged.path("api_calls").path("left").asText());
            assertTrue(logged.path("api_calls").path("used").asLong() > 0, logged::toString);
            assertEquals(Duration.ofMinutes(31).toMillis(), logged.path("syncs").path(0).path("lag_ms").asLong());
            event.assertAttributeEquals("health.lag.seconds", "1860");
            event.assertAttributeEquals("health.last.success", now.minus(Duration.ofMinutes(30)).toString());
            assertEquals(List.of(), errors());
        }
    }

    @Nested
    class ACheck {

        @Test
        void ofCredentialsFailsWhenSalesforceRefusesTheLogin() throws IOException {
            org.refuseLogins(TokenRefusal.APP_NOT_APPROVED);
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("Error", report.path("status").asText());
            assertEquals("failed", result(report, "credentials"));
            assertTrue(text(report, "credentials", "action").contains("reconnect"));
            assertEquals("unknown", result(report, "api_limits"));
        }

        @Test
        void ofFieldMappingsNamesTheRowOfARenamedField() throws IOException {
            org.edits().renameField("Lead", "Score__c", "Points__c");
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("failed", result(report, "field_mappings"));
            assertTrue(text(report, "field_mappings", "detail").contains("score") && text(report, "field_mappings", "detail").contains("Score__c"),
                    report::toString);
            runner.getFlowFilesForRelationship(SalesforceHealthCheck.REL_UNHEALTHY).getFirst()
                    .assertAttributeEquals(SalesforceHealthCheck.FAILED_CHECKS, "field_mappings");
        }

        @Test
        void ofFieldMappingsNamesAnOptOutThatCannotBeRead() throws IOException {
            org.edits().hideField("Lead", "HasOptedOutOfEmail");
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertTrue(text(report, "field_mappings", "detail").contains("HasOptedOutOfEmail"), report::toString);
        }

        @Test
        void ofOptOutsNamesAnOptOutThatCannotBeRead() throws IOException {
            org.edits().hideField("Lead", "HasOptedOutOfEmail");
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("failed", result(report, "opt_outs"));
            assertTrue(text(report, "opt_outs", "detail").contains("Lead, mapping row 'unsubscribed'"), report::toString);
        }

        @Test
        void ofOptOutsNamesWhomTheyDoNotReach() throws IOException {
            org.edits().hideField("Lead", "MasterRecordId");
            org.edits().hideField("Lead", "ConvertedContactId");
            final String leadsOnly = text(check(SalesforceHealthCheck.REL_UNHEALTHY.getName()), "opt_outs", "detail");
            assertTrue(leadsOnly.contains("does not count for its winner") && !leadsOnly.contains("does not count for its contact"), leadsOnly);

            runner.disableControllerService(integration);
            runner.setProperty(integration, "Objects", "Lead, Contact");
            runner.enableControllerService(integration);
            runner.clearTransferState();
            final String both = text(check(SalesforceHealthCheck.REL_UNHEALTHY.getName()), "opt_outs", "detail");
            assertTrue(both.contains("does not count for its contact"), both);
        }

        @Test
        void ofOptOutsFailsWithoutARow() throws IOException {
            runner.disableControllerService(integration);
            runner.removeProperty(integration, "unsubscribed");
            runner.enableControllerService(integration);
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertTrue(text(report, "opt_outs", "detail").contains("No field mapping 'unsubscribed' names a field of Lead"), report::toString);
        }

        @Test
        void ofOptOutsLooksAtObjectsThatWereSyncedOnce() throws IOException {
            runner.disableControllerService(integration);
            runner.setProperty(integration, "unsubscribed", "[Lead] HasOptedOutOfEmail");
            runner.enableControllerService(integration);
            assertEquals("passed", result(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "opt_outs"));

            integration.history().completed("Contact", new LastSync("Contact-1", now, now));
            runner.clearTransferState();
            final String detail = text(check(SalesforceHealthCheck.REL_UNHEALTHY.getName()), "opt_outs", "detail");
            assertTrue(detail.contains("Contact is synced no more, but its people may be in Spotzee: No field mapping 'unsubscribed' names a field of Contact"),
                    detail);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "1 | passed | end an e-mail subscription",
            "3 | failed | An opt-out can't end 3",
            "  | failed | No Opt-Out Subscriptions are named"
        })
        void ofOptOutsLooksAtTheProjectsSubscriptions(final String ids, final String result, final String detail) throws InitializationException, IOException {
            try (EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults())) {
                final StandardSpotzeeProject service = new StandardSpotzeeProject();
                runner.addControllerService("project", service, Map.of("Spotzee URL", project.url() + "/", "API Key", project.secretKey()));
                if (ids != null) {
                    runner.setProperty(service, "Opt-Out Subscriptions", ids);
                }
                runner.enableControllerService(service);
                runner.setProperty("Spotzee Project", "project");
                final JsonNode report = check(("passed".equals(result) ? SalesforceHealthCheck.REL_HEALTHY : SalesforceHealthCheck.REL_UNHEALTHY).getName());
                assertEquals(result, result(report, "opt_outs"));
                assertTrue(text(report, "opt_outs", "detail").contains(detail), report::toString);
                runner.disableControllerService(service);
            }
        }

        @Test
        void ofLimitsFailsAtTenPercent() throws IOException {
            org.setApiUsage(8_900, 10_000);
            assertEquals("passed", result(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "api_limits"));
            org.setApiUsage(9_000, 10_000);
            assertEquals("failed", result(check(SalesforceHealthCheck.REL_UNHEALTHY.getName()), "api_limits"));
        }

        @Test
        void ofLimitsFailsWhenNoCallIsLeft() throws IOException {
            org.setApiUsage(10_000, 10_000);
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("failed", result(report, "api_limits"));
            assertEquals("passed", result(report, "credentials"));
        }

        @Test
        void ofStalenessFailsAfterTwiceTheFrequency() throws IOException {
            now = now.plus(Duration.ofMinutes(90));
            assertEquals("passed", result(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "sync_staleness"));
            now = now.plus(Duration.ofSeconds(1));
            assertEquals("failed", result(check(SalesforceHealthCheck.REL_UNHEALTHY.getName()), "sync_staleness"));
        }

        @Test
        void ofTheLastSyncFailsUntilOneSucceeds() throws IOException {
            integration.history().ended("Lead", new SyncOutcome.Failed("Lead-1", now, "Salesforce answered 500"));
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("failed", result(report, "last_sync"));
            assertTrue(text(report, "last_sync", "detail").contains("Salesforce answered 500"), report::toString);
            integration.history().ended("Lead", new SyncOutcome.Completed("Lead-2", now, Map.of()));
            assertEquals("passed", result(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "last_sync"));
        }

        @Test
        void ofOpenSyncsTellsHowFarTheyAreAndFailsWhereNothingMovesForLongerThanTheFrequency() throws IOException {
            final String sync = openSync();
            final Instant since = now;
            assertEquals("passed", result(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "open_syncs"));
            now = now.plus(Duration.ofMinutes(60));
            final JsonNode running = check(SalesforceHealthCheck.REL_HEALTHY.getName());
            assertEquals(("The sync of Lead is under way since %s (60 min): 1 pages (2000 records) are read, 0 pages (0 records) are delivered.")
                    .formatted(since), text(running, "open_syncs", "detail"));
            assertEquals(since.toString(), running.path("syncs").path(0).path("syncing_since").asText());
            runner.getFlowFilesForRelationship(SalesforceHealthCheck.REL_HEALTHY).getFirst().assertAttributeEquals("health.syncing.since", since.toString());

            now = now.plus(Duration.ofSeconds(1));
            final JsonNode standing = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("failed", result(standing, "open_syncs"));
            assertTrue(text(standing, "open_syncs", "detail").endsWith("Nothing of it was read or delivered since %s.".formatted(since)), standing::toString);
            assertTrue(text(standing, "open_syncs", "action").contains("Look at the queues"), standing::toString);

            deliverPage(sync, 0);
            final JsonNode moving = check(SalesforceHealthCheck.REL_HEALTHY.getName());
            assertEquals("passed", result(moving, "open_syncs"));
            assertTrue(text(moving, "open_syncs", "detail").endsWith("It takes longer than the Sync Frequency of 60 min."), moving::toString);
        }

        @Test
        void ofOpenSyncsAndStalenessLetAFirstSyncTakeItsTimeWhileItMovesOn() throws IOException {
            runner.getStateManager(integration).clear(Scope.CLUSTER);
            final String sync = openSync();
            check(SalesforceHealthCheck.REL_HEALTHY.getName());
            for (int page = 0; page < 5; page++) {
                now = now.plus(Duration.ofMinutes(50));
                deliverPage(sync, page);
                final JsonNode report = again(SalesforceHealthCheck.REL_HEALTHY.getName());
                assertEquals("passed", result(report, "open_syncs"));
                assertEquals("unknown", result(report, "sync_staleness"));
            }
            now = now.plus(Duration.ofMinutes(61));
            final JsonNode report = again(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("failed", result(report, "open_syncs"));
            assertEquals("failed", result(report, "sync_staleness"));
        }

        @Test
        void ofStalenessFailsForALaterSyncThatTakesLongAndSaysThatItMovesOn() throws IOException {
            final String sync = openSync();
            check(SalesforceHealthCheck.REL_HEALTHY.getName());
            now = now.plus(Duration.ofMinutes(91));
            deliverPage(sync, 0);
            final JsonNode report = again(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("passed", result(report, "open_syncs"));
            assertTrue(text(report, "sync_staleness", "detail").endsWith("The next one is under way and moves on: wait, or narrow the rules."),
                    report::toString);
        }

        @Test
        void ofStalenessGivesTheSyncAfterAPauseTime() throws IOException {
            check(SalesforceHealthCheck.REL_HEALTHY.getName());
            now = now.plus(Duration.ofDays(7));
            final JsonNode resumed = check(SalesforceHealthCheck.REL_HEALTHY.getName());
            assertEquals("unknown", result(resumed, "sync_staleness"));
            assertTrue(text(resumed, "sync_staleness", "detail").contains("The last sync of Lead was completed at"), resumed::toString);
            now = now.plus(Duration.ofMinutes(60));
            assertEquals("unknown", result(again(SalesforceHealthCheck.REL_HEALTHY.getName()), "sync_staleness"));
            now = now.plus(Duration.ofSeconds(1));
            assertEquals("failed", result(again(SalesforceHealthCheck.REL_UNHEALTHY.getName()), "sync_staleness"));
        }

        /** Of a query alone that is stopped, and of one that fails, every look must tell, also the first one after the check was stopped to run once. */
        @Test
        void ofStalenessFailsAtOnceWhereOnlyTheCheckWasStarted() throws IOException {
            check(SalesforceHealthCheck.REL_HEALTHY.getName());
            now = now.plus(Duration.ofMinutes(80));
            again(SalesforceHealthCheck.REL_HEALTHY.getName());
            now = now.plus(Duration.ofMinutes(14));
            assertEquals("failed", result(check(SalesforceHealthCheck.REL_UNHEALTHY.getName()), "sync_staleness"));
        }

        private String openSync() throws IOException {
            final String sync = SyncIds.create("Lead", now);
            integration.ledger().open(sync);
            integration.ledger().readSoFar(OpenWindow.opened(sync, SyncMode.FULL, null, now, now).readTo(Position.START, 2000));
            return sync;
        }

        private void deliverPage(final String sync, final int page) throws IOException {
            integration.ledger().settle(new PageDelivery(sync, page, Map.of("imported", 2000L)));
        }

        private JsonNode again(final String relationship) throws IOException {
            runner.clearTransferState();
            runner.run(1, false, false);
            return read(relationship);
        }

        @Test
        void ofVisibilityTellsAnEmptyObjectFromOneThatIsHidden() throws IOException {
            assertTrue(text(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "visibility", "detail").contains("no records of Lead"));
            final String lead = org.edits().create("Lead", Map.of("LastName", "Frost", "Company", "Acme"));
            assertTrue(text(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "visibility", "detail").contains("sees records of every object"));
            org.edits().hideRecord("Lead", lead);
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals("failed", result(report, "visibility"));
            assertTrue(text(report, "visibility", "detail").contains("about 1 Lead records"), report::toString);
        }

        @Test
        @DisplayName("troubleshooting.md#this-machines-clock-is-wrong")
        void ofTheClockFailsFromTwoMinutesOn() throws IOException {
            clockIsAhead = Duration.ofMinutes(2);
            assertEquals("passed", result(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "clock"));
            clockIsAhead = Duration.ofSeconds(-121);
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertTrue(text(report, "clock", "detail").contains("121 s behind"), report::toString);
            entry("this-machines-clock-is-wrong").assertShownIn(report.toString());
            assertTrue(text(report, "clock", "action").contains("NTP"), report::toString);
        }

        @Test
        @DisplayName("troubleshooting.md#another-organisation-answers")
        void ofTheOrganizationFailsWhenTheLoginLeadsToAnotherOne() throws IOException {
            // the integration has synced nobody yet: it belongs to the org of its first login, whoever logs in
            check(SalesforceHealthCheck.REL_HEALTHY.getName());
            try (EmulatedOrg other = EmulatedOrg.start(OrgSettings.defaults().withClock(OrgClock.following(() -> now))
                    .withOrganization(2))) {
                runner.disableControllerService(integration);
                runner.disableControllerService(connection);
                runner.setProperty(connection, "Custom Domain", other.url().toString());
                runner.setProperty(connection, "Client ID", other.clientId());
                runner.setProperty(connection, "Client Secret", other.clientSecret());
                runner.enableControllerService(connection);
                runner.enableControllerService(integration);
                final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
                assertEquals("passed", result(report, "credentials"));
                assertEquals("failed", result(report, "organization"));
                assertTrue(text(report, "organization", "detail").contains(org.organizationId())
                        && text(report, "organization", "detail").contains(other.organizationId()), report::toString);
                entry("another-organisation-answers").assertShownIn(report.toString());
            }
        }

        @Test
        @DisplayName("troubleshooting.md#spotzee-refuses-the-key")
        void ofTheSpotzeeKeyFailsWhenTheKeyIsOfAnotherProjectOrKind() throws InitializationException, IOException {
            try (EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults())) {
                final StandardSpotzeeProject service = new StandardSpotzeeProject();
                runner.addControllerService("project", service, Map.of("Spotzee URL", project.url() + "/", "API Key", "sk_no_longer_valid",
                        "Opt-Out Subscriptions", "1"));
                runner.enableControllerService(service);
                runner.setProperty("Spotzee Project", "project");
                final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
                assertEquals("failed", result(report, "spotzee_key"));
                assertTrue(text(report, "spotzee_key", "detail").contains("wrong, revoked or of the wrong kind"), report::toString);
                assertEquals("unknown", result(report, "opt_outs"));
                entry("spotzee-refuses-the-key").assertShownIn(report.toString());
                runner.disableControllerService(service);
            }
        }

        @Test
        void ofStalenessGivesAFirstSyncTime() throws IOException {
            runner.getStateManager(integration).clear(Scope.CLUSTER);
            assertEquals("unknown", result(check(SalesforceHealthCheck.REL_HEALTHY.getName()), "sync_staleness"));
            now = now.plus(Duration.ofMinutes(121));
            runner.clearTransferState();
            runner.run(1, false, false);
            assertEquals("failed", result(read(SalesforceHealthCheck.REL_UNHEALTHY.getName()), "sync_staleness"));
        }
    }

    @Nested
    class ABulletin {

        @Test
        void appearsOnceWhenACheckBeginsToFailAndOnceWhenItIsWellAgain() throws IOException {
            org.setApiUsage(9_500, 10_000);
            check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            again();
            assertEquals(1, errors().size());
            assertTrue(errors().getFirst().contains("api_limits"), errors()::toString);
            org.setApiUsage(100, 10_000);
            again();
            again();
            assertEquals(1, errors().size());
            assertEquals(1, runner.getLogger().getWarnMessages().size());
            assertTrue(runner.getLogger().getWarnMessages().getFirst().getMsg().contains("api_limits"));
        }

        @Test
        void appearsOnceAStartWhileACheckFailsAndWhenItIsWellAgainAfterAStart() throws IOException {
            org.setApiUsage(9_500, 10_000);
            check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            again();
            assertEquals(2, errors().size());
            org.setApiUsage(100, 10_000);
            check(SalesforceHealthCheck.REL_HEALTHY.getName());
            assertEquals(1, runner.getLogger().getWarnMessages().size());
            org.setApiUsage(9_500, 10_000);
            again();
            assertEquals(3, errors().size());
        }

        @Test
        void andTheEventTellSinceWhenTheStatusIsWhatItIs() throws IOException {
            final Instant begin = now;
            check(SalesforceHealthCheck.REL_HEALTHY.getName());
            now = now.plus(Duration.ofMinutes(5));
            final Instant broken = now;
            org.setApiUsage(9_500, 10_000);
            check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            now = now.plus(Duration.ofMinutes(5));
            final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
            assertEquals(broken.toString(), report.path("since").asText());
            assertEquals(broken.toString(), text(report, "api_limits", "since"));
            assertEquals(begin.toString(), text(report, "credentials", "since"));
            final MockFlowFile unhealthy = runner.getFlowFilesForRelationship(SalesforceHealthCheck.REL_UNHEALTHY).getFirst();
            unhealthy.assertAttributeEquals("health.status", "Error");
            unhealthy.assertAttributeEquals("health.status.since", broken.toString());
            assertTrue(unhealthy.getAttribute("health.reason").contains("API calls"), unhealthy::toString);
        }

        private void again() {
            runner.run(1, false, false);
        }
    }

    @Test
    void showsTheSameChecksOnVerify() {
        org.edits().renameField("Lead", "Score__c", "Points__c");
        final Map<String, Outcome> outcomes = ((VerifiableProcessor) runner.getProcessor()).verify(runner.getProcessContext(), runner.getLogger(), Map.of())
                .stream().collect(Collectors.toMap(ConfigVerificationResult::getVerificationStepName, ConfigVerificationResult::getOutcome));
        assertEquals(Outcome.FAILED, outcomes.remove("Check Field Mappings"));
        assertEquals(Outcome.SKIPPED, outcomes.remove("Check Spotzee Key"));
        assertEquals(List.of("Check API Limits", "Check Clock", "Check Credentials", "Check Last Sync", "Check Open Syncs", "Check Opt-Outs",
                "Check Organisation", "Check Sync Staleness", "Check Visibility Of Records"), outcomes.keySet().stream().sorted().toList());
        assertEquals(Set.of(Outcome.SUCCESSFUL), Set.copyOf(outcomes.values()));
    }

    @Test
    void verifyNotesNothingAndMissesNothing() throws IOException {
        check(SalesforceHealthCheck.REL_HEALTHY.getName());
        now = now.plus(Duration.ofDays(7));
        final Map<String, String> state = runner.getStateManager().getState(Scope.CLUSTER).toMap();
        final ConfigVerificationResult staleness = ((VerifiableProcessor) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of()).stream()
                .filter(step -> step.getVerificationStepName().equals("Check Sync Staleness")).findFirst().orElseThrow();
        assertEquals(Outcome.FAILED, staleness.getOutcome());
        assertEquals(state, runner.getStateManager().getState(Scope.CLUSTER).toMap());
    }

    @Test
    void bindsTheIntegrationToNoOrgOnVerify() throws IOException {
        ((VerifiableProcessor) runner.getProcessor()).verify(runner.getProcessContext(), runner.getLogger(), Map.of());
        assertEquals(Optional.empty(), new OrganizationPins(runner.getStateManager(integration)).of("crm"));
        check(SalesforceHealthCheck.REL_HEALTHY.getName());
        assertEquals(org.organizationId(), new OrganizationPins(runner.getStateManager(integration)).of("crm").orElseThrow().organization());
    }

    @Test
    void costsTwoApiCallsARun() throws IOException {
        org.edits().create("Lead", Map.of("LastName", "Frost", "Company", "Acme"));
        check(SalesforceHealthCheck.REL_HEALTHY.getName());
        final long before = org.apiUsage().used();
        check(SalesforceHealthCheck.REL_HEALTHY.getName());
        assertEquals(2, org.apiUsage().used() - before);
    }

    @Test
    void touchesNothingOnANodeThatHasLostItsCluster() {
        runner.setIsConfiguredForClustering(true);
        runner.setConnected(false);
        runner.run();
        runner.assertTransferCount(SalesforceHealthCheck.REL_UNHEALTHY, 0);
        runner.assertTransferCount(SalesforceHealthCheck.REL_HEALTHY, 0);
        assertTrue(org.requests().isEmpty());
    }

    @Test
    void showsNoSecret() throws IOException {
        org.refuseLogins(TokenRefusal.CLIENT_SECRET_WRONG);
        final JsonNode report = check(SalesforceHealthCheck.REL_UNHEALTHY.getName());
        assertFalse((report + String.join("", errors())).contains(org.clientSecret()));
    }

    private void synced(final Instant completed) throws IOException {
        integration.history().completed("Lead", new LastSync("sync-1", completed.minusSeconds(60), completed));
    }

    private JsonNode check(final String relationship) throws IOException {
        runner.clearTransferState();
        runner.run(1, false, true);
        return read(relationship);
    }

    private JsonNode read(final String relationship) throws IOException {
        runner.assertTransferCount(relationship, 1);
        runner.assertTransferCount(SalesforceHealthCheck.REL_EVENTS, 1);
        EventSchema.requireEvent(runner.getFlowFilesForRelationship(SalesforceHealthCheck.REL_EVENTS).getFirst());
        return new ObjectMapper().readTree(runner.getFlowFilesForRelationship(relationship).getFirst().toByteArray());
    }

    private List<String> errors() {
        return runner.getLogger().getErrorMessages().stream().map(message -> message.getMsg()).toList();
    }

    private static String result(final JsonNode report, final String check) {
        return text(report, check, "result");
    }

    private static String text(final JsonNode report, final String check, final String member) {
        for (final JsonNode finding : report.path("checks")) {
            if (finding.path("check").asText().equals(check)) {
                return finding.path(member).asText();
            }
        }
        throw new AssertionError("no check " + check);
    }
}
