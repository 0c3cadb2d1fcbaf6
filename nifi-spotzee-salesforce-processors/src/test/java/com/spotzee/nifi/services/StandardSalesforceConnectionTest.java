package com.spotzee.nifi.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.events.EventCheck;
import com.spotzee.nifi.processors.SalesforceHealthCheck;
import com.spotzee.nifi.salesforce.ApiUsage;
import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.QueryPage;
import com.spotzee.nifi.salesforce.SalesforceClient;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.sandbox.http.RecordedRequest;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.MockProcessContext;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(120)
class StandardSalesforceConnectionTest {

    private final Map<String, String> settings = new HashMap<>();
    private EmulatedOrg org;
    private TestRunner runner;
    private StandardSalesforceConnection connection;

    @BeforeEach
    void start() throws InitializationException {
        org = EmulatedOrg.start(OrgSettings.defaults());
        runner = EventCheck.runner(SalesforceHealthCheck.class);
        connection = new StandardSalesforceConnection();
        runner.addControllerService("connection", connection);
        set("Custom Domain", org.url().toString());
        set("Client ID", org.clientId());
        set("Client Secret", org.clientSecret());
    }

    @AfterEach
    void stop() {
        if (runner.isControllerServiceEnabled(connection)) {
            runner.disableControllerService(connection);
        }
        org.close();
    }

    @Nested
    class ALogin {

        @Test
        void withClientCredentialsIsMadeWhenItIsFirstNeeded() throws SalesforceFailure {
            final SalesforceClient client = enabled();
            assertEquals(0, logins());
            assertEquals(org.organizationId(), client.organizationId());
            client.describe("Lead");
            client.count("SELECT COUNT() FROM Lead");
            assertEquals(1, logins());
        }

        @Test
        void withARefreshToken() throws SalesforceFailure {
            set("Authentication Strategy", "Refresh Token");
            set("Refresh Token", org.refreshToken());
            assertEquals(0, enabled().count("SELECT COUNT() FROM Lead"));
        }

        @Test
        void withAJwt() throws SalesforceFailure {
            set("Authentication Strategy", "JWT Bearer");
            set("Username", org.username());
            set("Private Key", org.jwtPrivateKeyPem());
            assertEquals(0, enabled().count("SELECT COUNT() FROM Lead"));
        }

        @Test
        void withNiFisOwnProviderAsksItOnceAndAgainAfterA401() throws SalesforceFailure, InitializationException {
            final CountingTokenProvider provider = new CountingTokenProvider(org);
            runner.addControllerService("provider", provider);
            runner.enableControllerService(provider);
            set("Authentication Strategy", "Access Token Provider");
            set("OAuth2 Access Token Provider", "provider");
            final SalesforceClient client = enabled();
            client.describe("Lead");
            assertEquals(org.organizationId(), client.organizationId());
            assertEquals(1, provider.asked());
            org.revokeTokens();
            client.describe("Contact");
            assertEquals(2, provider.asked());
        }

        @Test
        void isRenewedOnceForAllThreads() throws SalesforceFailure, InterruptedException, ExecutionException {
            final SalesforceClient client = enabled();
            client.count("SELECT COUNT() FROM Lead");
            org.revokeTokens();
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                final List<Future<Long>> counts = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    counts.add(threads.submit(() -> client.count("SELECT COUNT() FROM Contact")));
                }
                for (final Future<Long> count : counts) {
                    assertEquals(0, count.get());
                }
            }
            assertEquals(2, logins());
        }

        @Test
        void isTriedOnceForManyCallersWhileItIsRefused() {
            final SalesforceClient client = enabled();
            org.revokeTokens();
            for (int caller = 0; caller < 30; caller++) {
                org.refuseLogins(TokenRefusal.USER_INACTIVE);
                assertThrows(SalesforceFailure.LoginRefused.class, () -> client.describe("Lead"));
            }
            assertEquals(1, logins());
        }

        @Test
        void isRefusedWhereTheRefreshTokenIsReplaced() {
            org.rotateRefreshTokens(true);
            set("Authentication Strategy", "Refresh Token");
            set("Refresh Token", org.refreshToken());
            final SalesforceClient client = enabled();
            final String message = assertThrows(SalesforceFailure.LoginRefused.class, () -> client.describe("Lead")).getMessage();
            assertTrue(message.contains("Refresh Token Rotation"), message);
            assertThrows(SalesforceFailure.LoginRefused.class, () -> client.describe("Lead"));
            assertEquals(1, logins());
            assertEquals(0, org.requests().stream().filter(request -> request.path().endsWith("/describe")).count());
        }
    }

    @Nested
    class AQuery {

        @Test
        void bringsEveryRecordPageByPage() throws SalesforceFailure, IOException {
            insertLeads(4500);
            final SalesforceClient client = enabled();
            final List<ObjectNode> records = new ArrayList<>();
            QueryPage page = client.query("SELECT Id, LastName, AnnualRevenue, Owner.Name, SystemModstamp FROM Lead ORDER BY Id", records::add);
            int pages = 1;
            while (page.next().isPresent()) {
                page = client.nextPage(page.next().get(), records::add);
                pages++;
            }
            assertEquals(4500, page.totalSize());
            assertEquals(4500, records.stream().map(person -> person.get("Id").asText()).distinct().count());
            assertTrue(pages >= 3, "pages " + pages);
            assertTrue(records.stream().noneMatch(person -> person.toString().contains("attributes")));
        }

        @Test
        void losesItsLocatorWithItsSession() throws SalesforceFailure, IOException {
            insertLeads(2100);
            final SalesforceClient client = enabled();
            final QueryPage first = client.query("SELECT Id FROM Lead ORDER BY Id", person -> { });
            org.revokeTokens();
            assertThrows(SalesforceFailure.LocatorLost.class, () -> client.nextPage(first.next().orElseThrow(), person -> { }));
        }

        @Test
        void namesTheFieldThatIsGoneButNoValue() {
            final SalesforceClient client = enabled();
            final SalesforceFailure.Refused refused = assertThrows(SalesforceFailure.Refused.class,
                    () -> client.query("SELECT Id, Nickname__c FROM Lead WHERE Email = 'ann@example.com' AND LastName = 'O\\'Brien'", person -> { }));
            assertEquals("INVALID_FIELD", refused.code());
            assertTrue(refused.getMessage().contains("Nickname__c") && refused.getMessage().contains("Column"), refused::getMessage);
            assertFalse(refused.getMessage().contains("ann@") || refused.getMessage().contains("Brien"), refused::getMessage);
        }

        @Test
        void ofAnObjectThatIsNotThereIsNotFound() {
            final SalesforceClient client = enabled();
            assertThrows(SalesforceFailure.NotFound.class, () -> client.count("SELECT COUNT() FROM Unicorn__c"));
            assertThrows(SalesforceFailure.NotFound.class, () -> client.describe("Unicorn__c"));
        }

        @Test
        void stopsWhenTheAllowanceIsUsedUp() {
            final SalesforceClient client = enabled();
            org.setApiUsage(100, 100);
            assertThrows(SalesforceFailure.AllowanceUsedUp.class, () -> client.count("SELECT COUNT() FROM Lead"));
        }
    }

    @Nested
    class TheOrg {

        @Test
        void isDescribedAsTheUserSeesIt() throws SalesforceFailure {
            org.edits().hideField("Lead", "HasOptedOutOfEmail");
            final SalesforceClient client = enabled();
            assertEquals(FieldType.EMAIL, client.describe("lead").field("EMAIL").orElseThrow().type());
            assertEquals(Optional.empty(), client.describe("Lead").field("HasOptedOutOfEmail"));
            assertEquals("AccountId", client.describe("Contact").lookup("Account").orElseThrow().name());
        }

        @Test
        void tellsItsClockUsageAndHowFarChangesAreComplete() throws SalesforceFailure {
            final SalesforceClient client = enabled();
            final Instant now = client.serverTime();
            assertTrue(Math.abs(now.getEpochSecond() - org.clock().now().getEpochSecond()) <= 5, now::toString);
            assertTrue(client.latestDateCovered("Lead", now.minusSeconds(3600), now).isPresent());
            org.setApiUsage(500, 1000);
            final ApiUsage usage = client.apiUsage().orElseThrow();
            assertEquals(1000, usage.allowed());
            assertTrue(usage.used() >= 500 && usage.used() < 510, usage::toString);
        }

        @Test
        void isAskedInItsNewestVersionWhereTheConfiguredOneIsNotThereYet() throws SalesforceFailure {
            set("API Version", "99.0");
            enabled().count("SELECT COUNT() FROM Lead");
            assertTrue(org.requests().stream().anyMatch(request -> request.path().startsWith("/services/data/v68.0/query")));
        }

        @Test
        void isOnlyEverReadFrom() throws SalesforceFailure, IOException {
            final SalesforceClient client = enabled();
            client.describe("Lead");
            client.query("SELECT Id FROM Lead", person -> { });
            client.apiUsage();
            final List<String> methods = org.requests().stream().filter(request -> !request.path().equals("/services/oauth2/token"))
                    .map(RecordedRequest::method).distinct().toList();
            assertEquals(List.of("GET"), methods);
        }
    }

    @Nested
    class Settings {

        @Test
        void areValidOnceAllIsGiven() {
            runner.assertValid(connection);
        }

        @ParameterizedTest
        @ValueSource(strings = {"acme.lightning.force.com", "acme", "http://acme.my.salesforce.com", "login.salesforce.com"})
        void areInvalidWithAHostThatIsNone(final String domain) {
            set("Custom Domain", domain);
            runner.assertNotValid(connection);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Production", "Sandbox"})
        void areInvalidWithClientCredentialsOnASharedHost(final String environment) {
            set("Environment", environment);
            final String problem = assertThrows(AssertionError.class, () -> runner.assertValid(connection)).getMessage();
            assertTrue(problem.contains("Client Credentials work on the org's own host only: set Environment to Custom Domain and type the full host, such as "
                    + "acme.my.salesforce.com"), problem);
        }

        @Test
        void areInvalidWithAKeyThatIsNone() {
            set("Authentication Strategy", "JWT Bearer");
            set("Username", "ann@example.com");
            set("Private Key", "-----BEGIN RSA PRIVATE KEY-----");
            runner.assertNotValid(connection);
        }

        @Test
        void refuseASocksProxy() throws InitializationException {
            final SocksProxyService proxy = new SocksProxyService();
            runner.addControllerService("proxy", proxy);
            runner.enableControllerService(proxy);
            set("Proxy Configuration Service", "proxy");
            final ConfigVerificationResult refused = verified().get("Read Settings");
            assertEquals(Outcome.FAILED, refused.getOutcome());
            assertTrue(refused.getExplanation().contains("SOCKS") && refused.getExplanation().contains("choose Proxy Type HTTP"), refused::getExplanation);
        }

        @Test
        void endTheClientWhenTheServiceIsDisabled() {
            enabled();
            runner.disableControllerService(connection);
            assertThrows(IllegalStateException.class, connection::client);
        }
    }

    /** Every way in which Salesforce refuses a login, in the client's failure and on Verify. */
    @Nested
    class ARefusal {

        @ParameterizedTest
        @CsvSource({
            "GRANT_TYPE_MISSING, Authentication Strategy", "CLIENT_ID_MISSING, Authentication Strategy", "REFRESH_TOKEN_MISSING, Authentication Strategy",
            "ASSERTION_MISSING, Authentication Strategy", "GRANT_TYPE_UNSUPPORTED, enable the flow", "CLIENT_UNKNOWN, consumer key",
            "CLIENT_SECRET_WRONG, consumer secret", "REFRESH_TOKEN_DEAD, new refresh token", "USER_NOT_APPROVED, pre-authorized",
            "AUDIENCE_INVALID, production or sandbox", "ASSERTION_INVALID, certificate", "NO_RUN_AS_USER, Run As", "WRONG_DOMAIN, Custom Domain",
            "AUTHENTICATION_FAILURE, locked out", "LOGIN_RATE_EXCEEDED, share one", "IP_RESTRICTED, IP ranges and hours", "USER_INACTIVE, unfreeze",
            "APP_NOT_APPROVED, External Client Apps", "APP_NOT_INSTALLED, install it", "CODE_EXPIRED, too old", "AUDIENCE_VALIDATION_FAILED, Environment",
            "PASSWORD_INVALID, locked out", "ORG_INACTIVE, locked", "USER_DEACTIVATED, activate the user", "TOO_MANY_LOGINS, within the hour",
            "SCOPE_INVALID, (api)", "REDIRECT_URI_MISMATCH, callback URL", "REDIRECT_URI_MISSING, no callback URL", "APP_BLOCKED, unblock",
            "CODE_MISSING, Authentication Strategy", "CODE_INVALID, too old", "CODE_VERIFIER_MISSING, connect again", "CODE_VERIFIER_INVALID, connect again",
            "CODE_VERIFIER_UNEXPECTED, connect again", "CODE_CHALLENGE_MISSING, bin/connect", "CODE_CHALLENGE_INVALID, bin/connect",
            "RESPONSE_TYPE_UNSUPPORTED, Authorization Code Flow", "ACCESS_DENIED, choose Allow"})
        void namesCauseAndCure(final TokenRefusal refusal, final String cure) {
            org.refuseLogins(refusal);
            final String explanation = verified().get("Log In").getExplanation();
            assertTrue(explanation.contains(cure), explanation);
            assertTrue(explanation.contains(refusal.error() + " (" + refusal.description() + ")"), explanation);
            assertFalse(explanation.contains(org.clientSecret()), explanation);
            final SalesforceClient client = enabled();
            assertEquals(explanation, assertThrows(SalesforceFailure.class, () -> client.describe("Lead")).getMessage());
        }

        @Test
        void hasASentenceOfItsOwn() {
            final Map<String, List<TokenRefusal>> sentences = Stream.of(TokenRefusal.values()).collect(Collectors.groupingBy(refusal -> {
                org.refuseLogins(refusal);
                return verified().get("Log In").getExplanation().split("\\)\\. ", 2)[1];
            }));
            final List<List<TokenRefusal>> alike = sentences.values().stream().filter(refusals -> refusals.size() > 1).toList();
            // what may be missing in a request, several wordings of one trouble, and one refusal with and without its reason
            assertEquals(Set.of(
                    List.of(TokenRefusal.GRANT_TYPE_MISSING, TokenRefusal.CLIENT_ID_MISSING, TokenRefusal.REFRESH_TOKEN_MISSING,
                            TokenRefusal.ASSERTION_MISSING, TokenRefusal.CODE_MISSING),
                    List.of(TokenRefusal.CODE_EXPIRED, TokenRefusal.CODE_INVALID),
                    List.of(TokenRefusal.CODE_VERIFIER_MISSING, TokenRefusal.CODE_VERIFIER_INVALID, TokenRefusal.CODE_VERIFIER_UNEXPECTED),
                    List.of(TokenRefusal.CODE_CHALLENGE_MISSING, TokenRefusal.CODE_CHALLENGE_INVALID),
                    List.of(TokenRefusal.AUDIENCE_INVALID, TokenRefusal.AUDIENCE_VALIDATION_FAILED),
                    List.of(TokenRefusal.AUTHENTICATION_FAILURE, TokenRefusal.PASSWORD_INVALID)), Set.copyOf(alike));
        }
    }

    @Nested
    class Verify {

        @Test
        void triesALoginOnceHoweverOftenItWasRefusedBefore() {
            set("Client Secret", "wrong");
            verified();
            assertEquals(1, logins());
            set("Client Secret", org.clientSecret());
            assertEquals(Outcome.SUCCESSFUL, verified().get("Log In").getOutcome());
        }

        @Test
        void refusesARefreshTokenThatIsReplaced() {
            org.rotateRefreshTokens(true);
            set("Authentication Strategy", "Refresh Token");
            set("Refresh Token", org.refreshToken());
            final ConfigVerificationResult login = verified().get("Log In");
            assertEquals(Outcome.FAILED, login.getOutcome());
            assertTrue(login.getExplanation().contains("Refresh Token Rotation"), login::getExplanation);
        }

        @Test
        void triesEveryStep() {
            final Map<String, ConfigVerificationResult> results = verified();
            assertEquals(List.of(Outcome.SUCCESSFUL), results.values().stream().map(ConfigVerificationResult::getOutcome).distinct().toList());
            assertEquals(6, results.size());
            assertTrue(results.get("Log In").getExplanation().contains(org.organizationId()));
        }

        @Test
        void saysWhatToDoAndSkipsWhatDependsOnIt() {
            set("Client Secret", "wrong");
            final Map<String, ConfigVerificationResult> results = verified();
            assertEquals(Outcome.SUCCESSFUL, results.get("Reach Salesforce").getOutcome());
            assertEquals(Outcome.FAILED, results.get("Log In").getOutcome());
            assertTrue(results.get("Log In").getExplanation().contains("consumer secret"));
            assertEquals(Outcome.SKIPPED, results.get("Describe Lead").getOutcome());
        }

        @ParameterizedTest
        @CsvSource({"API_CURRENTLY_DISABLED, API is disabled for this User, the permission API Enabled",
            "API_DISABLED_FOR_ORG, The REST API is not enabled for this Organization., edition has no API"})
        void namesTheAccessThatIsMissingThoughTheLoginIsGood(final String code, final String message, final String cure) {
            org.faults().add(When.always().on(RequestKind.DESCRIBE, RequestKind.LIMITS), Fault.error(403, code, message));
            final Map<String, ConfigVerificationResult> results = verified();
            assertEquals(Outcome.SUCCESSFUL, results.get("Log In").getOutcome());
            assertEquals(Outcome.FAILED, results.get("Describe Lead").getOutcome());
            assertTrue(results.get("Describe Lead").getExplanation().contains(cure), results.get("Describe Lead")::getExplanation);
        }

        @Test
        void warnsOfAHiddenOptOut() {
            org.edits().hideField("Contact", "HasOptedOutOfEmail");
            assertTrue(verified().get("Describe Contact").getExplanation().contains("field-level security"));
        }
    }

    private void set(final String property, final String value) {
        settings.put(property, value);
        runner.setProperty(connection, property, value);
    }

    private SalesforceClient enabled() {
        runner.enableControllerService(connection);
        return connection.client();
    }

    private long logins() {
        return org.requests().stream().filter(request -> request.path().equals("/services/oauth2/token")).count();
    }

    private Map<String, ConfigVerificationResult> verified() {
        final Map<PropertyDescriptor, String> properties = new HashMap<>();
        SalesforceConnectionProperties.ALL.stream().filter(descriptor -> settings.containsKey(descriptor.getName()))
                .forEach(descriptor -> properties.put(descriptor, settings.get(descriptor.getName())));
        final MockConfigurationContext context = new MockConfigurationContext(connection, properties,
                ((MockProcessContext) runner.getProcessContext()).getControllerServiceLookup(), Map.of());
        return connection.verify(context, runner.getLogger(), Map.of()).stream()
                .collect(Collectors.toMap(ConfigVerificationResult::getVerificationStepName, result -> result));
    }

    private void insertLeads(final int count) {
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int number = 0; number < count; number++) {
                leads.add(Map.of("LastName", "Person " + number, "Company", "Acme", "AnnualRevenue", 300.5));
            }
        }
    }
}
