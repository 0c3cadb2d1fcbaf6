package com.spotzee.nifi.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkOrder;
import com.spotzee.nifi.sandbox.salesforce.bulk.BulkSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BulkQueryJobsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JOBS = "/services/data/v66.0/jobs/query";
    private static final String BAD_FIELD = "No such column 'Nope' on entity 'Lead'";

    private final OrgClock clock = OrgClock.standingAt(Instant.parse("2026-11-23T10:05:00Z"));
    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
    private final HttpClient client = HttpClient.newHttpClient();
    private String token = "";

    @AfterEach
    void stop() {
        client.close();
        org.close();
    }

    @Nested
    class TheLifeOfAJob {

        @Test
        void isToldInSalesforcesWords() throws Exception {
            addLeads(3);
            final JsonNode made = json(post("{\"operation\":\"query\",\"query\":\"select id from lead\"}"));
            final List<String> names = new ArrayList<>();
            made.fieldNames().forEachRemaining(names::add);
            assertEquals(List.of("id", "operation", "object", "createdById", "createdDate", "systemModstamp", "state", "concurrencyMode", "contentType",
                    "apiVersion", "lineEnding", "columnDelimiter"), names);
            assertTrue(made.get("id").textValue().matches("750\\w{15}"));
            assertEquals("Lead", made.get("object").textValue());
            assertEquals("UploadComplete", made.get("state").textValue());
            assertEquals("66.0", made.get("apiVersion").toString());
            assertEquals("2026-11-23T10:05:00.000+0000", made.get("createdDate").textValue());

            final String job = JOBS + "/" + made.get("id").textValue();
            assertEquals("InProgress", json(get(job)).get("state").textValue());
            final JsonNode complete = json(get(job));
            assertEquals("JobComplete", complete.get("state").textValue());
            assertEquals("V2Query", complete.get("jobType").textValue());
            assertEquals(3, complete.get("numberRecordsProcessed").intValue());
            assertTrue(complete.get("isPkChunkingSupported").booleanValue());
        }

        @Test
        void takesAsManyLooksAndAsMuchTimeAsSet() throws Exception {
            org.bulk().use(BulkSettings.defaults().withPollsUntilComplete(1).withTimeUntilComplete(Duration.ofMinutes(5)));
            final String job = JOBS + "/" + create("SELECT Id FROM Lead");
            assertEquals("InProgress", json(get(job)).get("state").textValue());
            clock.advance(Duration.ofMinutes(5));
            assertEquals("JobComplete", json(get(job)).get("state").textValue());
        }

        @Test
        void endsByAbortion() throws Exception {
            final String job = JOBS + "/" + create("SELECT Id FROM Lead");
            assertEquals("Aborted", json(send("PATCH", job, "{\"state\":\"Aborted\"}")).get("state").textValue());
            assertError(400, "INVALIDJOBSTATE", get(job + "/results"));
            assertEquals("Aborted", json(get(job)).get("state").textValue());
        }

        @Test
        void canNotBeAbortedWhenItIsComplete() throws Exception {
            final HttpResponse<String> refused = send("PATCH", JOBS + "/" + completed("SELECT Id FROM Lead"), "{\"state\":\"Aborted\"}");
            assertEquals("Aborting already Completed Job not allowed", assertError(400, "INVALIDJOBSTATE", refused));
        }

        @Test
        void endsByDeletion() throws Exception {
            final String job = JOBS + "/" + completed("SELECT Id FROM Lead");
            assertEquals(204, send("DELETE", job, "").statusCode());
            assertError(404, "NOT_FOUND", get(job));
            assertError(404, "NOT_FOUND", get(job + "/results"));
            assertTrue(org.bulk().jobs().isEmpty());
        }

        @Test
        void endsWithAReasonWhenItFails() throws Exception {
            org.bulk().failNextJob("InternalServerError : Retried more than 15 times");
            final String job = JOBS + "/" + create("SELECT Id FROM Lead");
            get(job);
            final JsonNode failed = json(get(job));
            assertEquals("Failed", failed.get("state").textValue());
            assertEquals("InternalServerError : Retried more than 15 times", failed.get("errorMessage").textValue());
            assertError(400, "INVALIDJOBSTATE", get(job + "/results"));
        }

        @Test
        void canBeLostByTheOrg() throws Exception {
            final String id = create("SELECT Id FROM Lead");
            org.bulk().loseJob(id);
            assertError(404, "NOT_FOUND", get(JOBS + "/" + id));
        }

        @Test
        void endsAfterSevenDays() throws Exception {
            final String job = JOBS + "/" + completed("SELECT Id FROM Lead");
            clock.advance(Duration.ofDays(7));
            token = "";
            assertError(404, "NOT_FOUND", get(job));
        }

        @Test
        void isListedBesideThoseOfOthers() throws Exception {
            final String mine = create("SELECT Id FROM Lead");
            final String theirs = org.bulk().create("0059H000000000zAAA", BulkOrder.query("SELECT Id FROM Contact", "66.0")).id();
            final JsonNode list = json(get(JOBS + "?jobType=V2Query"));
            assertTrue(list.get("done").booleanValue());
            assertEquals(List.of(mine, theirs), list.get("records").findValuesAsText("id"));
            assertNotEquals(list.at("/records/0/createdById"), list.at("/records/1/createdById"));
            assertError(403, "INSUFFICIENT_ACCESS", send("DELETE", JOBS + "/" + theirs, ""));
        }
    }

    @Nested
    class Results {

        @Test
        void areQuotedCsvWithTheSchemasNames() throws Exception {
            final String account = add("Account", Map.of("Name", "Acme \"North\", Ltd"));
            final String contact = add("Contact", Map.of("LastName", "Ann\nB", "AccountId", account, "Email", "ann@example.com"));
            final String alone = add("Contact", Map.of("LastName", "Bo"));
            final String job = completed("select id, email, account.name, hasoptedoutofemail, account.annualrevenue, systemmodstamp, lastname from contact"
                    + " order by lastname");
            final HttpResponse<String> answer = get(JOBS + "/" + job + "/results");
            assertEquals("text/csv", answer.headers().firstValue("Content-Type").orElseThrow());
            assertEquals("2", answer.headers().firstValue("Sforce-NumberOfRecords").orElseThrow());
            assertEquals("null", answer.headers().firstValue("Sforce-Locator").orElseThrow());
            assertEquals("\"Id\",\"Email\",\"Account.Name\",\"HasOptedOutOfEmail\",\"Account.AnnualRevenue\",\"SystemModstamp\",\"LastName\"\n"
                    + "\"" + contact + "\",\"ann@example.com\",\"Acme \"\"North\"\", Ltd\",\"false\",\"\",\"2026-11-23T10:05:00.000+0000\",\"Ann\nB\"\n"
                    + "\"" + alone + "\",\"\",\"\",\"false\",\"\",\"2026-11-23T10:05:00.000+0000\",\"Bo\"\n", answer.body());
        }

        @Test
        void writeLargeNumbersWithExponentsAndAllDigitsAndStampsAsSet() throws Exception {
            org.bulk().use(BulkSettings.defaults().withZuluStamps(true));
            add("Account", Map.of("Name", "Acme", "AnnualRevenue", 123456789012345678L, "NumberOfEmployees", 12_000_000, "Place__Latitude__s", "0.0001"));
            assertEquals("\"AnnualRevenue\",\"NumberOfEmployees\",\"Place__Latitude__s\",\"CreatedDate\"\n"
                            + "\"1.23456789012345678E17\",\"12000000\",\"1.0E-4\",\"2026-11-23T10:05:00.000Z\"\n",
                    get(JOBS + "/" + completed("SELECT AnnualRevenue, NumberOfEmployees, Place__Latitude__s, CreatedDate FROM Account") + "/results").body());
        }

        @ParameterizedTest
        @CsvSource({"BACKQUOTE,`", "CARET,^", "PIPE,|", "SEMICOLON,;"})
        void useTheDelimiterAndLineEndingAskedFor(final String name, final String delimiter) throws Exception {
            final String id = add("Account", Map.of("Name", "Acme"));
            final String job = complete(json(post("{\"operation\":\"query\",\"query\":\"SELECT Id, Name FROM Account\",\"contentType\":\"CSV\","
                    + "\"columnDelimiter\":\"" + name + "\",\"lineEnding\":\"CRLF\"}")).get("id").textValue());
            assertEquals("\"Id\"" + delimiter + "\"Name\"\r\n\"" + id + "\"" + delimiter + "\"Acme\"\r\n", get(JOBS + "/" + job + "/results").body());
        }

        @Test
        void haveAHeaderWhenThereIsNothing() throws Exception {
            final HttpResponse<String> answer = get(JOBS + "/" + completed("SELECT Id, Email FROM Lead") + "/results");
            assertEquals("\"Id\",\"Email\"\n", answer.body());
            assertEquals("0", answer.headers().firstValue("Sforce-NumberOfRecords").orElseThrow());
        }

        @Test
        void comeInRepeatablePagesThatTogetherAreEverythingInNoOrder() throws Exception {
            final List<String> leads = addLeads(1_203);
            final String results = JOBS + "/" + completed("SELECT Id FROM Lead") + "/results?maxRecords=500";
            final HttpResponse<String> first = get(results);
            final HttpResponse<String> second = get(results + "&locator=" + locator(first));
            final HttpResponse<String> third = get(results + "&locator=" + locator(second));
            assertEquals("203", third.headers().firstValue("Sforce-NumberOfRecords").orElseThrow());
            assertEquals("null", locator(third));
            assertEquals(second.body(), get(results + "&locator=" + locator(first)).body());
            final List<String> ids = new ArrayList<>(ids(first));
            ids.addAll(ids(second));
            ids.addAll(ids(third));
            assertNotEquals(leads, ids);
            assertEquals(leads, ids.stream().sorted().toList());
        }

        @Test
        void areListedAsPages() throws Exception {
            org.bulk().use(BulkSettings.defaults().withRowsOfAResult(2));
            addLeads(11);
            final String job = completed("SELECT Id FROM Lead");
            final JsonNode pages = json(get(JOBS + "/" + job + "/resultPages"));
            assertEquals(5, pages.get("resultPages").size());
            assertFalse(pages.get("done").booleanValue());
            assertEquals("2", get(pages.at("/resultPages/4/resultUrl").textValue()).headers().firstValue("Sforce-NumberOfRecords").orElseThrow());
            final JsonNode rest = json(get(pages.get("nextRecordsUrl").textValue()));
            assertTrue(rest.get("done").booleanValue());
            assertEquals(1, ids(get(rest.at("/resultPages/0/resultUrl").textValue())).size());
        }

        @Test
        void keepTheOrderAndTheLimitOfTheQuery() throws Exception {
            final List<String> leads = addLeads(50);
            assertEquals(leads.reversed().subList(0, 20), ids(get(JOBS + "/" + completed("SELECT Id FROM Lead ORDER BY Id DESC LIMIT 20") + "/results")));
            assertFalse(org.bulk().jobs().getFirst().chunkable());
        }

        @Test
        void showTheOrgAsItWasWhenTheJobWasMade() throws Exception {
            final List<String> leads = addLeads(2);
            final String job = create("SELECT Id, LastName FROM Lead");
            org.edits().edit("Lead", leads.getFirst(), Map.of("LastName", "Changed"));
            org.edits().delete("Lead", leads.getLast());
            final String body = get(JOBS + "/" + complete(job) + "/results").body();
            assertFalse(body.contains("Changed"), body);
            assertTrue(body.contains(leads.getLast()), body);
        }

        @Test
        void leaveOutTheRecycleBinUnlessAskedForIt() throws Exception {
            final List<String> leads = addLeads(2);
            org.edits().delete("Lead", leads.getFirst());
            assertEquals(List.of(leads.getLast()), ids(get(JOBS + "/" + completed("SELECT Id FROM Lead") + "/results")));
            final String all = complete(json(post("{\"operation\":\"queryAll\",\"query\":\"SELECT Id, IsDeleted FROM Lead\"}")).get("id").textValue());
            assertEquals(leads, ids(get(JOBS + "/" + all + "/results")).stream().sorted().toList());
        }

        @Test
        void areCompressedWhenAskedFor() throws Exception {
            final List<String> leads = addLeads(3);
            final HttpRequest request = request(JOBS + "/" + completed("SELECT Id FROM Lead") + "/results").header("Accept-Encoding", "gzip").GET().build();
            final HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElseThrow());
            try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertTrue(new String(plain.readAllBytes(), StandardCharsets.UTF_8).contains(leads.getFirst()));
            }
        }

        @Test
        void wantTheVersionOfTheJob() throws Exception {
            final String job = completed("SELECT Id FROM Lead");
            assertEquals(409, get("/services/data/v65.0/jobs/query/" + job + "/results").statusCode());
            assertEquals(409, get("/services/data/v65.0/jobs/query/" + job + "/resultPages").statusCode());
        }

        @Test
        void areThereOnlyWhenTheJobIsComplete() throws Exception {
            assertError(400, "INVALIDJOBSTATE", get(JOBS + "/" + create("SELECT Id FROM Lead") + "/results"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"locator=MTAwMDA", "locator=%21%21", "maxRecords=0", "maxRecords=many"})
        void refuseBadParameters(final String parameter) throws Exception {
            assertEquals(400, get(JOBS + "/" + completed("SELECT Id FROM Lead") + "/results?" + parameter).statusCode());
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "SELECT Id, Address FROM Lead | Selecting compound data not supported in Bulk Query",
            "SELECT Id, Account.Place__c FROM Contact | Selecting compound data not supported in Bulk Query",
            "SELECT COUNT() FROM Lead | Implementation restriction",
            "SELECT COUNT(Id) FROM Lead | Implementation restriction",
            "SELECT Status FROM Lead GROUP BY Status | Implementation restriction",
            "SELECT Id FROM Lead OFFSET 5 | Implementation restriction",
            "SELECT Id, (SELECT Id FROM CampaignMembers) FROM Lead | Implementation restriction",
            "SELECT Id, Nope FROM Lead | " + BAD_FIELD})
        void nameWhatBulkQueriesCanNotDo(final String soql, final String message) throws Exception {
            final HttpResponse<String> refused = post(MAPPER.writeValueAsString(Map.of("operation", "query", "query", soql)));
            assertTrue(assertError(400, "API_ERROR", refused).contains(message), refused.body());
            assertTrue(org.bulk().jobs().isEmpty());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "JSON_PARSER_ERROR | {",
            "JSON_PARSER_ERROR | []",
            "JSON_PARSER_ERROR | {'operation':'query','query':'SELECT Id FROM Lead','object':'Lead'}",
            "INVALIDJOB | {'operation':'insert','query':'SELECT Id FROM Lead'}",
            "INVALIDJOB | {'operation':'query'}",
            "INVALIDJOB | {'operation':'query','query':'SELECT Id FROM Lead','contentType':'JSON'}",
            "INVALIDJOB | {'operation':'query','query':'SELECT Id FROM Lead','columnDelimiter':'DOT'}"})
        void nameWhatIsWrongWithTheBody(final String code, final String body) throws Exception {
            assertError(400, code, post(body.replace('\'', '"')));
        }

        @Test
        void comeWhenTheDayHasSeenEnoughJobs() throws Exception {
            org.bulk().use(BulkSettings.defaults().withDailyJobs(2));
            completed("SELECT Id FROM Lead");
            assertEquals("{\"Max\":2,\"Remaining\":1}", json(get("/services/data/v66.0/limits")).get("DailyBulkV2QueryJobs").toString());
            completed("SELECT Id FROM Lead");
            final HttpResponse<String> refused = post("{\"operation\":\"query\",\"query\":\"SELECT Id FROM Lead\"}");
            assertEquals("Max bulk v2 query jobs (2) per 24 hrs has been reached", assertError(400, "LIMIT_EXCEEDED", refused));
            clock.advance(Duration.ofDays(1));
            token = "";
            completed("SELECT Id FROM Lead");
        }

        @Test
        void comeForMethodsThatAreNotThere() throws Exception {
            assertError(405, "METHOD_NOT_ALLOWED", send("DELETE", JOBS, ""));
            assertError(404, "NOT_FOUND", get(JOBS + "/7509H00000000zzAAA"));
            assertError(404, "NOT_FOUND", get(JOBS + "/7509H00000000zzAAA/failedResults"));
            assertError(405, "METHOD_NOT_ALLOWED", send("POST", "/services/data/v66.0/jobs/ingest", "{}"));
        }
    }

    @Test
    void countsEveryCall() throws Exception {
        final String job = completed("SELECT Id FROM Lead");
        get(JOBS + "/" + job + "/results");
        assertEquals(4, org.apiUsage().used());
    }

    private List<String> addLeads(final int count) {
        final List<String> ids = new ArrayList<>();
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int i = 0; i < count; i++) {
                ids.add(leads.add(Map.of("LastName", "Lead " + i, "Company", "Acme", "Status", "Open - Not Contacted")));
            }
        }
        return ids;
    }

    private String add(final String object, final Map<String, Object> values) {
        try (RecordInserter records = org.store().insert(object)) {
            return records.add(new HashMap<>(values));
        }
    }

    private String create(final String soql) throws IOException, InterruptedException {
        return json(post(MAPPER.writeValueAsString(Map.of("operation", "query", "query", soql)))).get("id").textValue();
    }

    private String completed(final String soql) throws IOException, InterruptedException {
        return complete(create(soql));
    }

    private String complete(final String job) throws IOException, InterruptedException {
        get(JOBS + "/" + job);
        assertEquals("JobComplete", json(get(JOBS + "/" + job)).get("state").textValue());
        return job;
    }

    private static String locator(final HttpResponse<String> answer) {
        return answer.headers().firstValue("Sforce-Locator").orElseThrow();
    }

    private static List<String> ids(final HttpResponse<String> answer) {
        return answer.body().lines().skip(1).map(line -> line.substring(1, 19)).toList();
    }

    private static String assertError(final int status, final String code, final HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        final JsonNode error = MAPPER.readTree(answer.body()).get(0);
        assertEquals(code, error.get("errorCode").textValue(), answer.body());
        return error.get("message").textValue();
    }

    private static JsonNode json(final HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        return MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> post(final String body) throws IOException, InterruptedException {
        return send("POST", JOBS, body);
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(final String method, final String path, final String body) throws IOException, InterruptedException {
        return client.send(request(path).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(final String path) throws IOException, InterruptedException {
        if (token.isEmpty()) {
            final String form = "grant_type=client_credentials&client_id=" + org.clientId() + "&client_secret=" + org.clientSecret();
            final HttpRequest login = HttpRequest.newBuilder(URI.create(org.url() + "/services/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build();
            token = json(client.send(login, BodyHandlers.ofString())).get("access_token").textValue();
        }
        return HttpRequest.newBuilder(URI.create(org.url() + path)).header("Authorization", "Bearer " + token);
    }
}
