package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.Cancellation;
import com.spotzee.nifi.http.HttpCall;
import com.spotzee.nifi.http.HttpFailure;
import com.spotzee.nifi.http.Sleeper;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpSalesforceClientTest {

    private static final String VERSIONS = """
            [{"label":"Spring '26","url":"/services/data/v66.0","version":"66.0"},{"label":"Winter '27","url":"/services/data/v68.0","version":"68.0"}]""";
    private static final String PAGE_OF_ONE = """
            {"totalSize":1,"done":true,"records":[{"attributes":{"type":"Lead"},"Id":"00Q9H00000C6pycUAB"}]}""";
    private static final String SESSION_EXPIRED = """
            [{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]""";
    private static final String MAINTENANCE = "<html><body>We are setting things up</body></html>";
    private static final String LEAD = """
            {"name":"Lead","keyPrefix":"00Q","unknown":{"deep":[{}]},"fields":[{"name":"Email","label":"E-Mail","type":"email","length":80,"filterable":true,
            "calculated":false,"relationshipName":null,"referenceTo":[]},{"name":"OwnerId","label":"Owner","type":"reference","length":18,"filterable":true,
            "calculated":false,"relationshipName":"Owner","referenceTo":["Group","User"]},{"name":"Odd__c","type":"newtype"}]}""";
    private static final QueryLocator LOCATOR = new QueryLocator("/services/data/v66.0/query/0r8xx5S5xkLFptKACT-2000", 2);

    private final ScriptedExchange org = new ScriptedExchange();
    private final FakeSessions sessions = new FakeSessions();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<ObjectNode> records = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final HttpSalesforceClient client = client("66.0");

    @Nested
    class AQuery {

        @Test
        void readsAPageRecordByRecord() throws SalesforceFailure, IOException {
            org.answer(200, VERSIONS).answer(200, sample("readsAPageRecordByRecord"));
            final QueryPage page = client.query("SELECT Id FROM Lead", records::add);
            assertEquals(new QueryPage(2400, 2, 0, LOCATOR, Instant.parse("2026-11-23T10:05:00Z")), page);
            assertEquals("""
                    {"Id":"00Q9H00000C6pycUAB","Email":null,"AnnualRevenue":300.0,"Score__c":123456789012345678.123456789012345678,"Big__c":350000000.0,\
                    "NumberOfEmployees":42,"Owner":{"Name":"Änn","Manager":{"Name":null}},"ConvertedContact":null}""", records.getFirst().toString());
        }

        @Test
        void isSentToTheInstanceWithItsTokenAndEncoded() throws SalesforceFailure, IOException {
            org.answer(200, VERSIONS).answer(200, PAGE_OF_ONE);
            client.query("SELECT Id FROM Lead WHERE Phone = '+61'", records::add);
            assertEquals("https://acme.my.salesforce.com/services/data/v66.0/query?q=SELECT+Id+FROM+Lead+WHERE+Phone+%3D+%27%2B61%27",
                    org.lastCall().uri().toString());
            assertEquals("Bearer token-1", org.lastCall().headers().get("Authorization"));
        }

        @Test
        void isRepeatedOnceWithANewTokenAfterA401() throws SalesforceFailure, IOException {
            org.answer(200, VERSIONS).answer(401, SESSION_EXPIRED).answer(200, PAGE_OF_ONE);
            client.query("SELECT Id FROM Lead", records::add);
            assertEquals("Bearer token-2", org.lastCall().headers().get("Authorization"));
        }

        @Test
        void failsWhenTheNewTokenIsRefusedAsWell() {
            org.answer(200, VERSIONS).answer(401, SESSION_EXPIRED).answer(401, SESSION_EXPIRED);
            assertThrows(SalesforceFailure.LoginRefused.class, () -> client.query("SELECT Id FROM Lead", records::add));
        }

        @ParameterizedTest
        @ValueSource(strings = {"This session is not valid for use with the REST API", "Connected app is not attached to Agent"})
        void asksForNoNewTokenWhereNoneWouldHelp(final String message) {
            org.answer(200, VERSIONS).answer(401, "[{\"message\":\"%s\",\"errorCode\":\"INVALID_SESSION_ID\"}]".formatted(message));
            final SalesforceFailure failure = assertThrows(SalesforceFailure.LoginRefused.class, () -> client.query("SELECT Id FROM Lead", records::add));
            assertTrue(failure.getMessage().contains("scope api"), failure::getMessage);
            assertTrue(org.isPlayed());
        }

        @Test
        void isTriedAgainAfterAMaintenancePage() throws SalesforceFailure, IOException {
            org.answer(200, VERSIONS).answer(503, Map.of("Content-Type", "text/html"), MAINTENANCE).answer(502, "").answer(200, PAGE_OF_ONE);
            assertEquals(1, client.query("SELECT Id FROM Lead", records::add).records());
            assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), pauses);
        }

        @Test
        void isNotTriedAgainOnceTheConsumerHasARecord() {
            org.answer(200, VERSIONS).answer(200, "{\"totalSize\":2,\"done\":true,\"records\":[{\"Id\":\"a\"},{\"Id\":");
            assertThrows(SalesforceFailure.Unavailable.class, () -> client.query("SELECT Id FROM Lead", records::add));
            assertEquals(1, records.size());
            assertEquals(List.of(), pauses);
        }

        @Test
        void isNotTriedAgainAfterAStop() {
            org.answer(200, VERSIONS).failure(new HttpFailure.Ended("the request was cancelled", null));
            assertThrows(SalesforceFailure.Unavailable.class, () -> client.query("SELECT Id FROM Lead", records::add));
            assertEquals(List.of(), pauses);
        }

        @Test
        void leavesNoInterruptBehindWhenAStopEndsItsPause() {
            org.answer(200, VERSIONS).answer(503, MAINTENANCE);
            final HttpSalesforceClient waiting = new HttpSalesforceClient(org, sessions, "66.0", () -> now, Sleeper.REAL);
            final Cancellation stop = new Cancellation();
            stop.cancel();
            assertThrows(SalesforceFailure.Unavailable.class, () -> stop.during(() -> waiting.query("SELECT Id FROM Lead", records::add)));
            assertFalse(Thread.interrupted());
        }

        @Test
        void passesOnWhatTheConsumerThrows() {
            org.answer(200, VERSIONS).answer(200, PAGE_OF_ONE);
            final IOException full = new IOException("disk full");
            assertSame(full, assertThrows(IOException.class, () -> client.query("SELECT Id FROM Lead", person -> {
                throw full;
            })));
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "{}", "{\"totalSize\":\"2\"}", "{\"totalSize\":1,\"records\":{}}", "{\"totalSize\":1,\"records\":[1]}",
            "{\"totalSize\":9,\"done\":false,\"records\":[]}", "{\"totalSize\":9,\"done\":false,\"nextRecordsUrl\":\"https://evil.example/\"}",
            "{\"totalSize\":0,\"records\":[]}", "{\"totalSize\":0,\"done\":\"true\",\"records\":[]}", "{\"totalSize\":0,\"done\":null,\"records\":[]}"})
        void doesNotUnderstandWhatIsNotDocumented(final String body) {
            org.answer(200, VERSIONS).answer(200, body);
            final SalesforceFailure failure = assertThrows(SalesforceFailure.NotUnderstood.class, () -> client.query("SELECT Id FROM Lead", records::add));
            assertFalse(failure.getMessage().contains("evil"), failure::getMessage);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  ", "<html/>", "{\"totalSize\":1,", "{\"totalSize\":1,\"done\":true,\"records\":[]",
            "{\"totalSize\":1,\"done\":true,\"rec", "not json", "{\"totalSize\":3,\"done\":true,\"records\":[]}"})
        void isTriedAFewTimesWhereNoWholeAnswerComes(final String body) {
            org.answer(200, VERSIONS).answer(200, body).answer(200, body).answer(200, body);
            assertThrows(SalesforceFailure.Unavailable.class, () -> client.query("SELECT Id FROM Lead", records::add));
            assertTrue(org.isPlayed());
            assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), pauses);
        }

        @Test
        void isTriedAgainWhereAPageForPeopleComesWithSuccess() throws SalesforceFailure, IOException {
            org.answer(200, VERSIONS).answer(200, Map.of("Content-Type", "text/html;charset=UTF-8"), MAINTENANCE).answer(200, PAGE_OF_ONE);
            assertEquals(1, client.query("SELECT Id FROM Lead", records::add).records());
        }

        @Test
        void tellsTheLoginThatItsSessionIsGoodForSomething() throws SalesforceFailure, IOException {
            org.answer(200, VERSIONS).answer(401, SESSION_EXPIRED).answer(200, Map.of("Sforce-Limit-Info", "api-usage=1/5000"), PAGE_OF_ONE);
            client.query("SELECT Id FROM Lead", records::add);
            assertEquals(1, sessions.accepted());
        }

        @Test
        void tellsHowManyOfTheRecordsThatItCountsItEndsWithout() throws SalesforceFailure, IOException {
            org.answer(200, VERSIONS).answer(200, "{\"totalSize\":3,\"done\":true,\"records\":[{\"Id\":\"a\"}]}").answer(200, PAGE_OF_ONE);
            final QueryPage early = client.query("SELECT Id FROM Lead", records::add);
            assertEquals(2, early.missing());
            assertTrue(early.endsEarly());
            assertFalse(client.query("SELECT Id FROM Lead", records::add).endsEarly());
        }

        @Test
        void countsWithoutRecords() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(200, "{\"totalSize\":17,\"done\":true,\"records\":[]}");
            assertEquals(17, client.count("SELECT COUNT() FROM Lead"));
        }
    }

    @Nested
    class ALocator {

        @Test
        void bringsTheNextPage() throws SalesforceFailure, IOException {
            org.answer(200, PAGE_OF_ONE);
            assertEquals(Optional.empty(), client.nextPage(LOCATOR, records::add).next());
            assertEquals("https://acme.my.salesforce.com/services/data/v66.0/query/0r8xx5S5xkLFptKACT-2000", org.lastCall().uri().toString());
        }

        @ParameterizedTest
        @CsvSource({"2, true, 0", "3, true, 1", "3, false, 0"})
        void tellsTheSameOfAllPagesTogether(final long counted, final boolean last, final long missing) throws SalesforceFailure, IOException {
            org.answer(200, "{\"totalSize\":%d,\"done\":%s,\"nextRecordsUrl\":\"/services/next\",\"records\":[]}".formatted(counted, last));
            final QueryPage page = client.nextPage(LOCATOR, records::add);
            assertEquals(missing, page.missing());
            assertEquals(last ? Optional.empty() : Optional.of(new QueryLocator("/services/next", 2)), page.next());
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 404})
        void isLostWhenSalesforceSaysSoWithAnyStatus(final int status) {
            org.answer(status, "[{\"message\":\"invalid query locator\",\"errorCode\":\"INVALID_QUERY_LOCATOR\"}]");
            assertThrows(SalesforceFailure.LocatorLost.class, () -> client.nextPage(LOCATOR, records::add));
        }

        @Test
        void isLostWhenItsSessionIsGone() {
            org.answer(401, SESSION_EXPIRED).answer(401, SESSION_EXPIRED);
            assertThrows(SalesforceFailure.LocatorLost.class, () -> client.nextPage(LOCATOR, records::add));
        }
    }

    @Nested
    class AnError {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "403 | REQUEST_LIMIT_EXCEEDED | TotalRequests Limit exceeded. | AllowanceUsedUp",
            "403 | REQUEST_LIMIT_EXCEEDED | ConcurrentRequests (Concurrent API Requests) Limit exceeded. | Unavailable",
            "403 | API_DISABLED_FOR_ORG | The REST API is not enabled for this Organization. | AccessDenied",
            "403 | API_CURRENTLY_DISABLED | API is disabled for this User | AccessDenied",
            "403 | REQUEST_LIMIT_EXCEEDED | ConcurrentPerOrgLongTxn Limit exceeded. | Unavailable",
            "403 | INSUFFICIENT_ACCESS | insufficient access rights on object id | AccessDenied",
            "403 | FUNCTIONALITY_NOT_ENABLED | no | AccessDenied",
            "403 | API_SECURITY_SOMETHING | no | AccessDenied",
            "403 | SOMETHING_NEW | no | AccessDenied",
            "401 | INVALID_SESSION_ID | Session expired or invalid | LoginRefused",
            "400 | MALFORMED_QUERY | unexpected token: 'FROM' | Refused",
            "400 | INVALID_QUERY_FILTER_OPERATOR | invalid operator | Refused",
            "400 | INVALID_QUERY_LOCATOR | invalid query locator | LocatorLost",
            "404 | INVALID_QUERY_LOCATOR | invalid query locator | LocatorLost",
            "400 | OPERATION_TOO_LARGE | exceeded 100000 distinct ids | QueryTimedOut",
            "400 | QUERY_TOO_COMPLICATED | too many formulas | Refused",
            "400 | NUMBER_OUTSIDE_VALID_RANGE | no | Refused",
            "400 | EXCEEDED_ID_LIMIT | no | Refused",
            "400 | INVALID_REPLICATION_DATE | no | Refused",
            "400 | LIMIT_EXCEEDED | no | Unavailable",
            "405 | METHOD_NOT_ALLOWED | HTTP Method 'DELETE' not allowed. | Refused",
            "415 | UNSUPPORTED_MEDIA_TYPE | no | Refused",
            "503 | SERVER_UNAVAILABLE | overload | Unavailable",
            "503 | SOMETHING_NEW | no | Unavailable",
            "400 | INVALID_FIELD | No such column 'Foo__c' on entity 'Lead'. | Refused",
            "400 | INVALID_TYPE | sObject type 'XYZZY' is not supported. | NotFound",
            "400 | SOMETHING_NEW | no | Refused",
            "400 | QUERY_TIMEOUT | Your query request was running for too long. | QueryTimedOut",
            "400 | TXN_SECURITY_METERING_ERROR | too long | Unavailable",
            "404 | NOT_FOUND | The requested resource does not exist | NotFound",
            "410 | UNSUPPORTED_API_VERSION | retired | Refused",
            "500 | UNKNOWN_EXCEPTION | An unexpected error occurred. | Unavailable"})
        void isToldByItsCode(final int status, final String code, final String message, final String failure) {
            assertEquals(failure, classified(status, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code)).getClass().getSimpleName());
        }

        @ParameterizedTest
        @CsvSource({"401, LoginRefused", "403, AccessDenied", "404, NotFound", "406, Unavailable", "414, Refused", "420, Unavailable", "429, Unavailable",
            "410, Refused", "431, Refused", "500, Unavailable", "502, Unavailable", "503, Unavailable", "504, Unavailable", "302, LoginRefused",
            "405, Refused", "415, Refused"})
        void isToldByItsStatusWhereTheBodySaysNothing(final int status, final String failure) {
            assertEquals(failure, classified(status, MAINTENANCE).getClass().getSimpleName());
            assertEquals(failure, classified(status, "").getClass().getSimpleName());
        }

        @Test
        void ofTheIdentityResourcesMayBeABareWord() {
            assertEquals("LoginRefused", classified(403, "Bad_OAuth_Token").getClass().getSimpleName());
            assertEquals("AccessDenied", classified(403, "Something_Else").getClass().getSimpleName());
        }

        @Test
        void namesWhatWasTriedTheCodeAndTheCure() {
            final String message = classified(403, "[{\"message\":\"API is disabled for this User\",\"errorCode\":\"API_CURRENTLY_DISABLED\"}]").getMessage();
            assertEquals("Describing Lead failed: Salesforce answered 403 API_CURRENTLY_DISABLED: API is disabled for this User. "
                    + "Give the connecting user the permission API Enabled (Setup, Permission Sets).", message);
        }

        private SalesforceFailure classified(final int status, final String body) {
            final ScriptedExchange one = new ScriptedExchange().answer(status, body);
            return ErrorClassification.of("Describing Lead", assertReads(one));
        }

        private ErrorAnswer assertReads(final ScriptedExchange one) {
            try {
                return one.send(HttpCall.get(URI.create("https://acme.my.salesforce.com/")), ErrorAnswer::read);
            } catch (final HttpFailure | IOException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    @Nested
    class ADescription {

        @Test
        void holdsWhatTheSyncNeeds() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(200, LEAD);
            final SObjectDescription lead = client.describe("Lead");
            assertEquals(new FieldDescription("Email", "E-Mail", FieldType.EMAIL, 80, true, false, null, List.of()), lead.field("email").orElseThrow());
            assertEquals(List.of("Group", "User"), lead.lookup("owner").orElseThrow().referenceTo());
            assertEquals(FieldType.OTHER, lead.field("Odd__c").orElseThrow().type());
        }

        @Test
        void isAskedForAgainAfterMinutesAndThenOnlyIfModified() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(200, LEAD);
            final SObjectDescription first = client.describe("Lead");
            now = now.plusSeconds(60);
            assertSame(first, client.describe("LEAD"));
            now = now.plusSeconds(300);
            org.answer(304, "");
            assertSame(first, client.describe("Lead"));
            assertEquals("Mon, 23 Nov 2026 10:05:00 GMT", org.lastCall().headers().get("If-Modified-Since"));
        }

        @Test
        void isFetchedWholeOnceAnHour() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(200, LEAD).answer(200, LEAD);
            client.describe("Lead");
            now = now.plusSeconds(3700);
            client.describe("Lead");
            assertFalse(org.lastCall().headers().containsKey("If-Modified-Since"));
        }

        @Test
        void isForgottenWhenAQueryIsRefusedForAField() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(200, LEAD).answer(400, "[{\"message\":\"No such column\",\"errorCode\":\"INVALID_FIELD\"}]").answer(200, LEAD);
            client.describe("Lead");
            assertThrows(SalesforceFailure.Refused.class, () -> client.query("SELECT Foo__c FROM Lead", records::add));
            client.describe("Lead");
            assertTrue(org.isPlayed());
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "[]", "{\"name\":\"Lead\",\"fields\":{}}", "{\"name\":\"Lead\",\"fields\":[{\"name\":\"Email\"}]}"})
        void isNotUnderstoodInAnotherShape(final String body) {
            org.answer(200, VERSIONS).answer(200, body);
            assertThrows(SalesforceFailure.NotUnderstood.class, () -> client.describe("Lead"));
        }
    }

    @Nested
    class TheApiVersion {

        @ParameterizedTest
        @CsvSource({"66.0, 66.0", "67.0, 67.0", "70.0, 68.0", "68.0, 68.0"})
        void isTheConfiguredOneOrTheNewest(final String configured, final String used) throws SalesforceFailure {
            org.answer(200, VERSIONS);
            assertEquals(used, client(configured).apiVersion());
        }

        @Test
        void isRefusedWhenTheOrgHasDroppedIt() {
            org.answer(200, VERSIONS);
            final SalesforceFailure failure = assertThrows(SalesforceFailure.Refused.class, () -> client("45.0").apiVersion());
            assertTrue(failure.getMessage().contains("set it to 68.0"), failure::getMessage);
        }
    }

    @Nested
    class TheDateCovered {

        private final Instant end = Instant.parse("2026-11-23T10:05:42Z");

        @Test
        void isReadFromTheUpdatedResource() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(200, "{\"ids\":[\"00Q9H00000C6pycUAB\"],\"latestDateCovered\":\"2026-11-23T10:01:00.000+0000\"}");
            assertEquals(Optional.of(Instant.parse("2026-11-23T10:01:00Z")), client.latestDateCovered("Lead", end.minusSeconds(3600), end));
            assertEquals("start=2026-11-23T09:05:42Z&end=2026-11-23T10:05:00Z", org.lastCall().uri().getQuery());
        }

        @ParameterizedTest
        @CsvSource({"2026-11-23T10:05:40Z, 2026-11-23T10:03:00Z", "2020-01-01T00:00:00Z, 2026-10-24T10:07:00Z"})
        void isAskedWithinWhatSalesforceAllows(final Instant start, final Instant asked) throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(200, "{\"latestDateCovered\":\"2026-11-23T10:01:00.000+0000\"}");
            client.latestDateCovered("Lead", start, end);
            assertEquals("start=%s&end=2026-11-23T10:05:00Z".formatted(asked), org.lastCall().uri().getQuery());
        }

        @ParameterizedTest
        @CsvSource({"400, INVALID_REPLICATION_DATE", "400, EXCEEDED_ID_LIMIT", "404, NOT_FOUND", "403, INSUFFICIENT_ACCESS"})
        void isEmptyWhereTheResourceCannotBeUsed(final int status, final String code) throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(status, "[{\"message\":\"no\",\"errorCode\":\"%s\"}]".formatted(code));
            assertEquals(Optional.empty(), client.latestDateCovered("Lead", end.minusSeconds(3600), end));
        }
    }

    @Nested
    class WhatWasDeleted {

        private final Instant end = Instant.parse("2026-11-23T10:05:00Z");

        @Test
        void comesWithWhatTheAnswerCovers() throws SalesforceFailure, IOException {
            org.answer(200, VERSIONS).answer(200, """
                    {"deletedRecords":[{"deletedDate":"2026-11-23T09:45:00.000+0000","id":"00Q9H00000C6pyc","more":{}}],"other":[1],
                     "earliestDateAvailable":"2026-11-08T10:05:00.000+0000","latestDateCovered":"2026-11-23T10:01:00.000+0000"}""");
            final List<String> told = new ArrayList<>();
            assertEquals(new DeletionLog(1, Instant.parse("2026-11-08T10:05:00Z"), Instant.parse("2026-11-23T10:01:00Z")),
                    client.deleted("Lead", end.minusSeconds(3600), end, deletion -> told.add(deletion.toString())));
            assertEquals(List.of("{\"Id\":\"00Q9H00000C6pycUAB\",\"SystemModstamp\":\"2026-11-23T09:45:00.000+0000\",\"IsDeleted\":true}"), told);
            assertEquals("/services/data/v66.0/sobjects/Lead/deleted/?start=2026-11-23T09:05:00Z&end=2026-11-23T10:05:00Z",
                    org.lastCall().uri().getPath() + "?" + org.lastCall().uri().getQuery());
        }

        @Test
        void comesWhileTheAnswerArrivesAndIsNotAskedForTwiceThen() {
            org.answer(200, VERSIONS).answer(200, """
                    {"deletedRecords":[{"deletedDate":"2026-11-23T09:45:00.000+0000","id":"00Q9H00000C6pyc"},{"deletedDate":"2026-11""");
            final List<String> told = new ArrayList<>();
            assertThrows(SalesforceFailure.Unavailable.class, () ->
                    client.deleted("Lead", end.minusSeconds(3600), end, deletion -> told.add(deletion.path("Id").asText())));
            assertEquals(List.of("00Q9H00000C6pycUAB"), told);
            assertTrue(org.isPlayed());
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "{\"deletedRecords\":[]}", "{\"deletedRecords\":[{}],\"latestDateCovered\":\"2026-11-23T10:01:00.000+0000\"}",
            "{\"latestDateCovered\":\"2026-11-23T10:01:00.000+0000\",\"deletedRecords\":[{\"id\":\"00Q9H00000C6pyc\"}"})
        void isNeverTakenFromAnAnswerThatIsOtherThanDocumented(final String answer) {
            org.answer(200, VERSIONS).answer(200, answer).answer(200, answer).answer(200, answer).answer(200, answer);
            assertThrows(SalesforceFailure.class, () -> client.deleted("Lead", end.minusSeconds(3600), end, deletion -> { }));
        }

        @Test
        void tellsThatTheStretchBeginsTooEarly() {
            org.answer(200, VERSIONS).answer(400, "[{\"message\":\"startDate\",\"errorCode\":\"INVALID_REPLICATION_DATE\"}]");
            assertEquals("INVALID_REPLICATION_DATE",
                    assertThrows(SalesforceFailure.Refused.class, () -> client.deleted("Lead", end.minusSeconds(3600), end, deletion -> { })).code());
        }
    }

    @Nested
    class TheApiUsage {

        @Test
        void comesFromTheLimits() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(200, "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":14000,\"App\":{\"Max\":1,\"Remaining\":1}}}");
            assertEquals(Optional.of(new ApiUsage(1000, 15000)), client.apiUsage());
        }

        @ParameterizedTest
        @ValueSource(strings = {"api-usage=10018/100000; api-bursts=1/750", "api-usage=10018/100000; per-app-api-usage=17/250(appName=x)",
            "api-bursts=1/750;api-usage=10018/100000"})
        void comesFromAHeaderWhereTheLimitsAreHidden(final String header) throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(403, Map.of("Sforce-Limit-Info", header), "[{\"message\":\"no\",\"errorCode\":\"INSUFFICIENT_ACCESS\"}]");
            assertEquals(Optional.of(new ApiUsage(10018, 100000)), client.apiUsage());
        }

        @Test
        void comesFromTheNextAnswerWhereTheRefusalTellsNothing() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(403, "").answer(200, Map.of("Sforce-Limit-Info", "api-usage=18/5000"), "{}");
            assertEquals(Optional.of(new ApiUsage(18, 5000)), client.apiUsage());
            assertEquals("https://acme.my.salesforce.com/services/data/v66.0", org.lastCall().uri().toString());
        }

        @Test
        void isUnknownWhereNothingTellsIt() throws SalesforceFailure {
            org.answer(200, VERSIONS).answer(403, "").answer(200, "{}");
            assertEquals(Optional.empty(), client.apiUsage());
        }
    }

    @Test
    void knowsSalesforcesClockAndOrganisation() throws SalesforceFailure {
        org.answer(200, VERSIONS);
        assertEquals(Instant.parse("2026-11-23T10:05:00Z"), client.serverTime());
        assertEquals("00D1a000000H3O9EAK", client.organizationId());
    }

    private HttpSalesforceClient client(final String version) {
        final InstantSource clock = () -> now;
        return new HttpSalesforceClient(org, sessions, version, clock, pauses::add);
    }

    private static String sample(final String name) throws IOException {
        try (InputStream stream = HttpSalesforceClientTest.class.getResourceAsStream("/HttpSalesforceClientTest/" + name + ".json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
