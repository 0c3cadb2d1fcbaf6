package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.http.HttpFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpBulkQueriesTest {

    private static final String VERSIONS = "[{\"version\":\"66.0\"}]";
    private static final String CONTACT = described("Contact", "Id id", "Email email", "LastName string", "AccountId reference Account Account",
            "OwnerId reference Owner Group User", "MailingAddress address", "MailingCity string MailingAddress", "MailingCountry string MailingAddress",
            "MailingGeocodeAccuracy picklist MailingAddress", "MailingLatitude double MailingAddress", "MailingLongitude double MailingAddress",
            "MailingPostalCode string MailingAddress", "MailingState string MailingAddress", "MailingStreet textarea MailingAddress",
            "OtherAddress address", "OtherCity string OtherAddress", "Spot__c location", "Spot__Latitude__s double Spot__c",
            "Spot__Longitude__s double Spot__c", "VIP__c boolean", "Score__c double", "Age__c int", "Seen__c datetime", "Born__c date",
            "Interests__c multipicklist", "At__c time", "Photo__c base64", "SystemModstamp datetime");
    private static final String ACCOUNT = described("Account", "Id id", "Name string", "OwnerId reference Owner User", "Rated__c boolean");
    private static final String USER = described("User", "Id id", "Name string", "IsActive boolean");
    private static final String CREATED = "{\"id\":\"750R0000000zw4yIAA\",\"state\":\"UploadComplete\",\"apiVersion\":66.0}";
    private static final BulkJob JOB = new BulkJob("750R0000000zw4yIAA", "65.0");
    private static final String JOB_URL = "https://acme.my.salesforce.com/services/data/v65.0/jobs/query/750R0000000zw4yIAA";
    private static final BulkSelection EMAILS = selection("Id", "Email");

    private final ScriptedExchange org = new ScriptedExchange();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<ObjectNode> records = new ArrayList<>();
    private final HttpSalesforceClient client = new HttpSalesforceClient(org, new FakeSessions(), "66.0", () -> Instant.EPOCH, pauses::add);
    private final BulkQueries bulk = client.bulk();

    @BeforeEach
    void knowTheSchema() throws SalesforceFailure {
        org.answer(200, VERSIONS).answer(200, CONTACT).answer(200, ACCOUNT).answer(200, USER);
        for (final String object : List.of("Contact", "Account", "User")) {
            client.describe(object);
        }
    }

    @Nested
    class AJob {

        @Test
        void isCreatedForTheSelection() throws SalesforceFailure {
            org.answer(200, CREATED);
            final List<String> conditions = List.of("A > 1", "(B = 2 OR C = 3)");
            final BulkJob job = bulk.create(new BulkSelection("Contact", paths("Id", "Account.Owner.Name", "OwnerId"), conditions, false));
            assertEquals(new BulkJob("750R0000000zw4yIAA", "66.0"), job);
            assertEquals("https://acme.my.salesforce.com/services/data/v66.0/jobs/query", org.lastCall().uri().toString());
            assertEquals("""
                    {"operation":"query","query":"SELECT Id, Account.Id, Account.Owner.Id, Account.Owner.Name, OwnerId FROM Contact \
                    WHERE A > 1 AND (B = 2 OR C = 3)","contentType":"CSV","columnDelimiter":"COMMA","lineEnding":"LF"}""", sent());
        }

        @Test
        void readsDeletedRecordsWhereThatIsWanted() throws SalesforceFailure {
            org.answer(200, CREATED);
            bulk.create(new BulkSelection("Contact", paths("Id"), List.of(), true));
            assertTrue(sent().startsWith("{\"operation\":\"queryAll\",\"query\":\"SELECT Id FROM Contact\""), HttpBulkQueriesTest.this::sent);
        }

        @Test
        void selectsThePartsOfACompoundInItsPlace() throws SalesforceFailure {
            org.answer(200, CREATED);
            bulk.create(selection("Id", "Spot__c", "Email"));
            assertTrue(sent().contains("SELECT Id, Spot__Latitude__s, Spot__Longitude__s, Email FROM"), HttpBulkQueriesTest.this::sent);
        }

        @ParameterizedTest
        @ValueSource(strings = {"OtherAddress", "Photo__c"})
        void isNotPossibleForWhatCsvCannotHold(final String field) {
            assertThrows(SalesforceFailure.BulkNotPossible.class, () -> bulk.create(selection("Id", field)));
        }

        @Test
        void isNotCreatedForAFieldThatIsNotThere() {
            assertEquals("INVALID_FIELD", assertThrows(SalesforceFailure.Refused.class, () -> bulk.create(selection("Id", "Gone__c"))).code());
        }

        @Test
        void isMadeByNewDescriptionsOnceItWasRefusedForAField() throws SalesforceFailure {
            org.answer(400, error("INVALID_FIELD", "No such column 'Email' on entity 'Contact'."));
            assertThrows(SalesforceFailure.Refused.class, () -> bulk.create(EMAILS));
            org.answer(200, CONTACT);
            client.describe("Contact");
            assertTrue(org.isPlayed());
        }

        @Test
        void isNotCreatedTwiceWhenTheAnswerWasLost() {
            org.failure(new HttpFailure.Broken("the connection broke", null));
            assertThrows(SalesforceFailure.Unavailable.class, () -> bulk.create(EMAILS));
            org.answer(503, "");
            assertThrows(SalesforceFailure.Unavailable.class, () -> bulk.create(EMAILS));
            assertEquals(List.of(), pauses);
        }

        @Test
        void isTriedAgainWhenSalesforceHeardNothing() throws SalesforceFailure {
            org.failure(new HttpFailure.Unreachable("no connection", null)).answer(401, error("INVALID_SESSION_ID", "Session expired or invalid"))
                    .answer(200, CREATED);
            bulk.create(EMAILS);
            assertEquals("Bearer token-2", org.lastCall().headers().get("Authorization"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "400 | FEATURENOTENABLED | Async API not enabled | BulkNotPossible",
            "400 | INVALIDENTITY | Entity 'LeadStatus' is not supported by the Bulk API. | BulkNotPossible",
            "400 | API_ERROR | Selecting compound data not supported in Bulk Query | BulkNotPossible",
            "400 | API_ERROR | Entity 'X' does not support query. | BulkNotPossible",
            "400 | API_ERROR | Implementation restriction: no | BulkNotPossible",
            "403 | FUNCTIONALITY_NOT_ENABLED | no | BulkNotPossible",
            "404 | NOT_FOUND | The requested resource does not exist | BulkNotPossible",
            "400 | LIMIT_EXCEEDED | Max bulk v2 query jobs (10000) per 24 hrs has been reached | BulkAllowanceUsedUp",
            "400 | API_ERROR | Max bulk v2 query result size stored (1000000000) kb per 24 hrs has been exceeded | BulkAllowanceUsedUp",
            "403 | REQUEST_LIMIT_EXCEEDED | TotalRequests Limit exceeded. | AllowanceUsedUp",
            "403 | API_CURRENTLY_DISABLED | API is disabled for this User | AccessDenied",
            "400 | MALFORMED_QUERY | unexpected token: 'FROM' | Refused",
            "400 | QUERY_TIMEOUT | too long | QueryTimedOut"})
        void isRefusedInWaysThatCallersTellApart(final int status, final String code, final String message, final String failure) {
            org.answer(status, error(code, message));
            assertEquals(failure, assertThrows(SalesforceFailure.class, () -> bulk.create(EMAILS)).getClass().getSimpleName());
            assertTrue(org.isPlayed());
        }

        @ParameterizedTest
        @CsvSource({"UploadComplete, UPLOAD_COMPLETE, false", "InProgress, IN_PROGRESS, false", "JobComplete, JOB_COMPLETE, true", "Aborted, ABORTED, true"})
        void tellsItsState(final String wire, final BulkJobState state, final boolean over) throws SalesforceFailure {
            org.answer(200, "{\"id\":\"750R0000000zw4yIAA\",\"state\":\"%s\",\"numberRecordsProcessed\":7}".formatted(wire));
            assertEquals(new BulkJobStatus(state, 7, ""), bulk.status(JOB));
            assertEquals(over, state.isOver());
            assertEquals(JOB_URL, org.lastCall().uri().toString());
        }

        @Test
        void tellsWhyItFailedWithoutLiterals() throws SalesforceFailure {
            org.answer(200, "{\"state\":\"Failed\",\"errorMessage\":\"InvalidBatch : value 'ann@example.com' is bad\"}");
            assertEquals(Optional.of("InvalidBatch : value '…' is bad"), bulk.status(JOB).error());
        }

        @Test
        void isNotUnderstoodInAnUnknownState() {
            org.answer(200, "{\"state\":\"Resting\"}");
            assertThrows(SalesforceFailure.NotUnderstood.class, () -> bulk.status(JOB));
        }

        @ParameterizedTest
        @CsvSource({"404, JobLost", "409, JobOfOtherVersion", "403, AccessDenied"})
        void isMissedOrOfAnotherVersion(final int status, final String failure) {
            org.answer(status, "").answer(status, "");
            assertEquals(failure, assertThrows(SalesforceFailure.class, () -> bulk.status(JOB)).getClass().getSimpleName());
            assertEquals(failure, assertThrows(SalesforceFailure.class, () -> read(EMAILS)).getClass().getSimpleName());
        }

        @Test
        void isDeletedAndMayBeGoneAlready() throws SalesforceFailure {
            org.answer(204, "").answer(404, error("NOT_FOUND", "The requested resource does not exist"));
            bulk.delete(JOB);
            bulk.delete(JOB);
            assertEquals("DELETE " + JOB_URL, org.lastCall().method() + " " + org.lastCall().uri());
        }

        @Test
        void isAbortedOnlyWhileItRuns() throws SalesforceFailure {
            org.answer(200, "{\"state\":\"InProgress\"}").answer(200, "{\"state\":\"Aborted\"}").answer(200, "{\"state\":\"JobComplete\"}");
            bulk.abort(JOB);
            assertEquals("PATCH " + JOB_URL, org.lastCall().method() + " " + org.lastCall().uri());
            bulk.abort(JOB);
            assertEquals("GET", org.lastCall().method());
        }
    }

    @Nested
    class AResult {

        @Test
        void isReadPageByPageWithTheJobsOwnVersion() throws SalesforceFailure, IOException {
            org.answer(200, csv(2, "MTAwMDA"), "\"Id\",\"Email\"\n\"a\",\"a@example.com\"\n\"b\",\"\"\n")
                    .answer(200, csv(1, "null"), "\"Id\",\"Email\"\n\"c\",\"\"\n");
            assertEquals(new BulkPage(2, "MTAwMDA"), bulk.read(JOB, EMAILS, ResultPosition.start(2), records::add));
            assertEquals(JOB_URL + "/results?maxRecords=2", org.lastCall().uri().toString());
            assertEquals("text/csv", org.lastCall().headers().get("Accept"));
            assertEquals(Optional.empty(), bulk.read(JOB, EMAILS, new ResultPosition("MTA=&x", 2), records::add).next());
            assertEquals(JOB_URL + "/results?maxRecords=2&locator=MTA%3D%26x", org.lastCall().uri().toString());
            assertEquals("[{\"Id\":\"a\",\"Email\":\"a@example.com\"}, {\"Id\":\"b\",\"Email\":null}, {\"Id\":\"c\",\"Email\":null}]", records.toString());
        }

        @Test
        void becomesTheRecordsThatRestGives() throws SalesforceFailure, IOException {
            final BulkSelection everything = selection("Id", "LastName", "VIP__c", "Score__c", "Age__c", "Seen__c", "Born__c", "At__c", "Interests__c");
            org.answer(200, csv(2, "null"), """
                    "Id","LastName","VIP__c","Score__c","Age__c","Seen__c","Born__c","At__c","Interests__c"
                    "a","O""Neil, the\r
                    'second' \u0000Ünï","true","300.0","42","2020-10-07T15:47:25.000+0000","2025-12-16","13:05:30.000Z","four;six"
                    "b"," ","false","3.5E8","12345678901","2020-10-07T15:47:25.120Z","","",""
                    """);
            read(everything);
            assertEquals("""
                    {"Id":"a","LastName":"O\\"Neil, the\\r\\n'second' \\u0000Ünï","VIP__c":true,"Score__c":300.0,"Age__c":42,\
                    "Seen__c":"2020-10-07T15:47:25.000+0000","Born__c":"2025-12-16","At__c":"13:05:30.000Z","Interests__c":"four;six"}""",
                    records.get(0).toString());
            assertEquals("""
                    {"Id":"b","LastName":" ","VIP__c":false,"Score__c":350000000.0,"Age__c":12345678901,"Seen__c":"2020-10-07T15:47:25.120+0000",\
                    "Born__c":null,"At__c":null,"Interests__c":null}""", records.get(1).toString());
        }

        @Test
        void nestsParentsAndLeavesOutThoseThatAreMissingOrHidden() throws SalesforceFailure, IOException {
            org.answer(200, csv(3, "null"), """
                    "Id","Account.Id","Account.Name","AccountId","Account.Owner.Id","Account.Owner.Name","Account.Rated__c","Owner.Id","Owner.Name"
                    "a","x","Acme","x","u","Uwe","false","g","Queue"
                    "b","","","x","","","","u","Uwe"
                    "c","x","","x","","","true","",""
                    """);
            read(selection("Id", "Account.Name", "AccountId", "Account.Owner.Name", "Account.Rated__c", "Owner.Name"));
            assertEquals("""
                    {"Id":"a","Account":{"Name":"Acme","Owner":{"Name":"Uwe"},"Rated__c":false},"AccountId":"x","Owner":{"Name":"Queue"}}
                    {"Id":"b","Account":null,"AccountId":"x","Owner":{"Name":"Uwe"}}
                    {"Id":"c","Account":{"Name":null,"Owner":null,"Rated__c":true},"AccountId":"x","Owner":null}""", lines());
        }

        @Test
        void makesCompoundsOfTheirParts() throws SalesforceFailure, IOException {
            org.answer(200, csv(2, "null"), """
                    "Id","MailingCity","MailingCountry","MailingGeocodeAccuracy","MailingLatitude","MailingLongitude","MailingPostalCode","MailingState",\
                    "MailingStreet","Spot__Latitude__s","Spot__Longitude__s"
                    "a","Berlin","","","52.5","13.4","","","Am Markt 1
                    Hinterhaus","",""
                    "b","","","","","","","","","-1.5","0.0"
                    """);
            read(selection("Id", "MailingAddress", "Spot__c"));
            assertEquals("""
                    {"Id":"a","MailingAddress":{"city":"Berlin","country":null,"geocodeAccuracy":null,"latitude":52.5,"longitude":13.4,"postalCode":null,\
                    "state":null,"street":"Am Markt 1\\nHinterhaus"},"Spot__c":null}
                    {"Id":"b","MailingAddress":null,"Spot__c":{"latitude":-1.5,"longitude":0.0}}""", lines());
        }

        @Test
        void mayHaveItsColumnsInAnotherOrderAndSpelling() throws SalesforceFailure, IOException {
            org.answer(200, csv(1, "null"), "\"EMAIL\",\"Id\"\n\"a@example.com\",\"a\"\n");
            read(EMAILS);
            assertEquals("{\"Id\":\"a\",\"Email\":\"a@example.com\"}", lines());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"Id\",\"Email\"\n"})
        void mayBeEmpty(final String body) throws SalesforceFailure, IOException {
            org.answer(200, csv(0, "null"), body);
            assertEquals(new BulkPage(0, null), read(EMAILS));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\"Id\",\"Email\"\n\"a\",\"\"\n", "\"Id\",\"Email\"\n\"a\",\"\"\n\"b\"", "\"Id\",\"Email\"\n\"a\",\"\"\n\"b\",\"b@exa",
            "\"Id\",\"Email\"\n\"a\",\"\"\n\"b\",\"\"\n\"c\",\"\"\n", "\"Id\",\"Ema", "\"Id\"", "\"Id\",\"Email\""})
        void countsOnlyWithAsManyWholeRowsAsAnnounced(final String body) {
            org.answer(200, csv(2, "null"), body).answer(200, csv(2, "null"), body).answer(200, csv(2, "null"), body);
            final SalesforceFailure failure = assertThrows(SalesforceFailure.Unavailable.class, () -> read(EMAILS));
            assertFalse(failure.getMessage().contains("exa"), failure::getMessage);
        }

        @Test
        void isAskedForAgainOnlyWhileNothingWasDelivered() throws SalesforceFailure, IOException {
            org.answer(200, csv(1, "null"), "\"Id\",\"Email\"\n").answer(503, "").answer(200, csv(1, "null"), "\"Id\",\"Email\"\n\"a\",\"\"\n");
            assertEquals(1, read(EMAILS).records());
            org.answer(200, csv(2, "null"), "\"Id\",\"Email\"\n\"a\",\"\"\n");
            assertThrows(SalesforceFailure.Unavailable.class, () -> read(EMAILS));
            assertTrue(org.isPlayed());
        }

        @Test
        void ofAnotherSelectionIsAsGoodAsLost() {
            org.answer(200, csv(1, "null"), "\"Id\",\"Phone\"\n\"a\",\"1\"\n");
            final SalesforceFailure failure = assertThrows(SalesforceFailure.JobLost.class, () -> read(EMAILS));
            assertTrue(failure.getMessage().contains("Email"), failure::getMessage);
            org.answer(200, csv(0, "null"), "\"Id\",\"Phone\"\n");
            assertThrows(SalesforceFailure.JobLost.class, () -> read(EMAILS), "nobody there says nothing of whom we ask for");
        }

        @Test
        void isNotUnderstoodWithoutItsHeadersOrWithOtherTypes() {
            org.answer(200, Map.of("Content-Type", "text/csv"), "\"Id\",\"Email\"\n");
            assertThrows(SalesforceFailure.NotUnderstood.class, () -> read(EMAILS));
            org.answer(200, csv(1, "null"), "\"Id\",\"VIP__c\"\n\"a\",\"ann@example.com\"\n");
            final SalesforceFailure failure = assertThrows(SalesforceFailure.NotUnderstood.class, () -> read(selection("Id", "VIP__c")));
            assertFalse(failure.getMessage().contains("ann"), failure::getMessage);
        }

        @Test
        void passesOnWhatTheConsumerThrows() {
            org.answer(200, csv(1, "null"), "\"Id\",\"Email\"\n\"a\",\"\"\n");
            final IOException full = new IOException("disk full");
            assertSame(full, assertThrows(IOException.class, () -> bulk.read(JOB, EMAILS, ResultPosition.start(10), person -> {
                throw full;
            })));
        }
    }

    private BulkPage read(final BulkSelection selection) throws SalesforceFailure, IOException {
        return bulk.read(JOB, selection, ResultPosition.start(1000), records::add);
    }

    private String lines() {
        return records.stream().map(ObjectNode::toString).collect(Collectors.joining("\n"));
    }

    private String sent() {
        return new String(org.lastCall().body(), StandardCharsets.UTF_8);
    }

    private static BulkSelection selection(final String... fields) {
        return new BulkSelection("Contact", paths(fields), List.of(), false);
    }

    private static List<FieldPath> paths(final String... fields) {
        return Stream.of(fields).map(FieldPath::parse).toList();
    }

    private static Map<String, String> csv(final int records, final String locator) {
        return Map.of("Content-Type", "text/csv", "Sforce-NumberOfRecords", String.valueOf(records), "Sforce-Locator", locator);
    }

    private static String error(final String code, final String message) {
        return "[{\"errorCode\":\"%s\",\"message\":\"%s\"}]".formatted(code, message);
    }

    /** A describe answer from lines of: name, type, then the compound of a part, or the relationship and the objects of a lookup. */
    private static String described(final String object, final String... fields) {
        return Stream.of(fields).map(field -> field.split(" ")).map(field -> {
            final boolean lookup = "reference".equals(field[1]);
            final String objects = lookup ? Stream.of(field).skip(3).collect(Collectors.joining("\",\"", "\"", "\"")) : "";
            return "{\"name\":\"%s\",\"type\":\"%s\",\"compoundFieldName\":%s,\"relationshipName\":%s,\"referenceTo\":[%s]}".formatted(field[0], field[1],
                    !lookup && field.length > 2 ? '"' + field[2] + '"' : null, lookup ? '"' + field[2] + '"' : null, objects);
        }).collect(Collectors.joining(",", "{\"name\":\"" + object + "\",\"fields\":[", "]}"));
    }
}
