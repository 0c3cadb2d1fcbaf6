package com.spotzee.nifi.sandbox.salesforce.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class FaultsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-23T10:05:00Z");
    private static final String DATA = "/services/data/v66.0";
    private static final String LEADS = DATA + "/query?q=" + URLEncoder.encode("SELECT Id, LastName FROM Lead ORDER BY Id", StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OrgClock clock = OrgClock.standingAt(NOW);
    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
    private final Faults faults = org.faults();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String token;

    @BeforeEach
    void fill() throws Exception {
        leads(30);
        token = login();
    }

    @AfterEach
    void stop() {
        org.close();
        // not close(), which waits for ever for exchanges that a cut connection has left behind in it
        client.shutdownNow();
    }

    @Nested
    class Striking {

        @Test
        void answersHonestlyWhileNoFaultIsSet() throws Exception {
            assertEquals(30, json(get(LEADS)).get("records").size());
            assertEquals(List.of(), faults.active());
        }

        @Test
        void strikesTheNthRequestFromNowOnce() throws Exception {
            get(LEADS);
            final ActiveFault fault = faults.add(When.request(3), Fault.status(420));
            assertEquals(List.of(200, 200, 420, 200, 200), statuses(5, LEADS));
            assertEquals(1, fault.struck());
        }

        @Test
        void strikesEverySoManyTimesAndNoMoreThanTold() throws Exception {
            faults.add(When.always().nth(2).every(2).times(2), Fault.status(502));
            assertEquals(List.of(200, 502, 200, 502, 200, 200), statuses(6, LEADS));
        }

        @Test
        void strikesOnlyBetweenTwoTimesOfTheOrg() throws Exception {
            faults.add(When.always().from(NOW.plusSeconds(60)).until(NOW.plusSeconds(120)), Fault.status(503));
            assertEquals(200, get(LEADS).statusCode());
            clock.advance(Duration.ofSeconds(60));
            assertEquals(503, get(LEADS).statusCode());
            clock.advance(Duration.ofSeconds(60));
            assertEquals(200, get(LEADS).statusCode());
        }

        @Test
        void countsOnlyRequestsThatFitByKindMethodAndAddress() throws Exception {
            final ActiveFault kind = faults.add(When.request(1).on(RequestKind.DESCRIBE, RequestKind.LIMITS), Fault.status(500));
            final ActiveFault method = faults.add(When.request(1).method("POST"), Fault.status(501));
            final ActiveFault address = faults.add(When.request(1).path("FROM Contact"), Fault.status(503));
            assertEquals(200, get(LEADS).statusCode());
            assertEquals(List.of(0L, 0L, 0L), List.of(kind.struck(), method.struck(), address.struck()));
            assertEquals(500, get(DATA + "/limits").statusCode());
            assertEquals(501, token("grant_type=client_credentials").statusCode());
            assertEquals(503, get(LEADS.replace("Lead", "Contact")).statusCode());
        }

        @Test
        void endsWithTheFault() throws Exception {
            final ActiveFault fault = faults.add(When.always(), Fault.status(500));
            assertEquals(500, get(LEADS).statusCode());
            faults.end(fault);
            assertEquals(200, get(LEADS).statusCode());
        }

        @Test
        void tellsTheKindsApart() {
            assertEquals(RequestKind.TOKEN, kind("POST", "services", "oauth2", "token"));
            assertEquals(RequestKind.VERSIONS, kind("GET", "services", "data", ""));
            assertEquals(RequestKind.QUERY, kind("GET", "services", "data", "v66.0", "query", ""));
            assertEquals(RequestKind.NEXT_PAGE, kind("GET", "services", "data", "v66.0", "query", "0r8xx-2000"));
            assertEquals(RequestKind.DESCRIBE, kind("GET", "services", "data", "v66.0", "sobjects", "Lead", "describe"));
            assertEquals(RequestKind.UPDATED, kind("GET", "services", "data", "v66.0", "sobjects", "Lead", "updated"));
            assertEquals(RequestKind.DELETED, kind("GET", "services", "data", "v66.0", "sobjects", "Lead", "deleted"));
            assertEquals(RequestKind.LIMITS, kind("GET", "services", "data", "v66.0", "limits", "recordCount"));
            assertEquals(RequestKind.COMPOSITE, kind("POST", "services", "data", "v66.0", "composite"));
            assertEquals(RequestKind.BULK_CREATE, kind("POST", "services", "data", "v66.0", "jobs", "query"));
            assertEquals(RequestKind.BULK_POLL, kind("GET", "services", "data", "v66.0", "jobs", "query", "750"));
            assertEquals(RequestKind.BULK_RESULTS, kind("GET", "services", "data", "v66.0", "jobs", "query", "750", "results"));
            assertEquals(RequestKind.BULK_DELETE, kind("DELETE", "services", "data", "v66.0", "jobs", "query", "750"));
            assertEquals(RequestKind.OTHER, kind("GET", "services", "data", "v66.0", "sobjects"));
        }
    }

    @Nested
    class Answers {

        @Test
        void refusesInTheFormOfTheDataApi() throws Exception {
            faults.add(When.request(1), Fault.error(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred."));
            final HttpResponse<String> answer = get(LEADS);
            assertEquals(500, answer.statusCode());
            assertEquals("[{\"message\":\"An unexpected error occurred.\",\"errorCode\":\"UNKNOWN_EXCEPTION\"}]", answer.body());
        }

        @Test
        void refusesATokenInTheFormOfTheTokenEndpoint() throws Exception {
            faults.add(When.request(1), Fault.error(400, "invalid_grant", "login rate exceeded"));
            final HttpResponse<String> answer = token("grant_type=client_credentials");
            assertEquals(400, answer.statusCode());
            assertEquals("{\"error_description\":\"login rate exceeded\",\"error\":\"invalid_grant\"}", answer.body());
        }

        @Test
        void showsAPageForPeopleOrNothingAtAll() throws Exception {
            faults.add(When.request(1), Fault.html(503));
            final HttpResponse<String> page = get(LEADS);
            assertEquals("text/html;charset=UTF-8", page.headers().firstValue("Content-Type").orElseThrow());
            assertTrue(page.body().contains("down for maintenance"));
            faults.add(When.request(1), Fault.status(406));
            assertEquals("", get(LEADS).body());
        }
    }

    @Nested
    class OnTheWay {

        @ParameterizedTest
        @ValueSource(longs = {0, 100, 1_000_000})
        void endsTheTextEarlyInWellFormedHttp(final long bytes) throws Exception {
            final String honest = get(LEADS).body();
            faults.add(When.request(1), Fault.truncated(bytes));
            assertEquals(honest.substring(0, (int) Math.min(bytes, honest.length() - 1)), get(LEADS).body());
        }

        @Test
        void endsTheTextEarlyAlsoWhenItIsCompressed() throws Exception {
            faults.add(When.request(1), Fault.truncated(100));
            final HttpResponse<InputStream> answer = client.send(request(LEADS).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofInputStream());
            try (GZIPInputStream text = new GZIPInputStream(answer.body())) {
                assertEquals(100, text.readAllBytes().length);
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 100, 1_000_000})
        void endsTheConnectionInsideABodyOfDeclaredLength(final long bytes) throws Exception {
            faults.add(When.request(1), Fault.cut(bytes));
            assertThrows(IOException.class, () -> get(LEADS));
            assertEquals(200, get(LEADS).statusCode());
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 100, 200_000, 100_000_000})
        void endsTheConnectionInsideALongBodyInChunks(final long bytes) throws Exception {
            leads(5000);
            faults.add(When.request(1), Fault.cutChunks(bytes));
            assertThrows(IOException.class, () -> get(LEADS));
            faults.add(When.request(1), Fault.cut(bytes));
            assertThrows(IOException.class, () -> get(LEADS));
            assertEquals(200, get(LEADS).statusCode());
        }

        /** HTTP allows no length for the body that there can't be. */
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void endsTheConnectionBehindAnAnswerThatHasNoBody(final boolean chunked) throws Exception {
            final String path = completedJob();
            faults.add(When.request(1).on(RequestKind.BULK_DELETE), chunked ? Fault.cutChunks(60) : Fault.cut(60));
            try (Socket socket = new Socket(org.url().getHost(), org.url().getPort())) {
                socket.getOutputStream().write("DELETE %s HTTP/1.1\r\nHost: org\r\nAuthorization: Bearer %s\r\n\r\n".formatted(path, token)
                        .getBytes(StandardCharsets.US_ASCII));
                final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(answer.startsWith("HTTP/1.1 204 ") && answer.endsWith("\r\n\r\n"), answer);
                assertFalse(answer.contains("Content-Length") || answer.contains("Transfer-Encoding"), answer);
            }
        }

        @Test
        void resetsTheConnectionAfterTheRequestWasCarriedOut() throws Exception {
            // Java's client repeats a GET once by itself when the connection ends before anything came back.
            faults.add(When.always().times(2), Fault.reset());
            final long used = org.apiUsage().used();
            assertThrows(IOException.class, () -> get(LEADS));
            assertEquals(used + 2, org.apiUsage().used());
            assertEquals(200, org.requests().getLast().status());
        }

        @Test
        void resetsTheConnectionAfterTheHeaders() throws Exception {
            faults.add(When.request(1), Fault.resetAfterHeaders());
            assertThrows(IOException.class, () -> get(LEADS));
            assertEquals(200, get(LEADS).statusCode());
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void stallsUntilTheFaultIsEnded(final boolean afterHeaders) throws Exception {
            final ActiveFault stall = faults.add(When.request(1), afterHeaders ? Fault.stallAfterHeaders() : Fault.stall());
            final CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request(LEADS).build(), BodyHandlers.ofString());
            assertTrue(stall.awaitStruck(1, PATIENCE));
            assertEquals(200, get(DATA + "/limits").statusCode());
            assertFalse(answer.isDone());
            faults.end(stall);
            assertEquals(30, json(answer.get()).get("records").size());
        }

        @Test
        void holdsNoThreadForAClientThatHangsUp() throws Exception {
            final ActiveFault stall = faults.add(When.always(), Fault.stall());
            for (int request = 0; request < 100; request++) {
                final HttpRequest impatient = request(LEADS).timeout(Duration.ofMillis(50)).build();
                assertThrows(HttpTimeoutException.class, () -> client.send(impatient, BodyHandlers.ofString()));
            }
            faults.end(stall);
            assertEquals(200, get(LEADS).statusCode());
        }

        @Test
        void stallsNoLongerThanTheFaultsAreSet() throws Exception {
            final ActiveFault stall = faults.add(When.request(1), Fault.stall());
            final CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request(LEADS).build(), BodyHandlers.ofString());
            assertTrue(stall.awaitStruck(1, PATIENCE));
            faults.clear();
            assertEquals(200, answer.get().statusCode());
        }

        @Test
        void stallsNoLongerThanTheOrgListens() throws Exception {
            final CompletableFuture<HttpResponse<String>> answer;
            try (EmulatedOrg shortLived = EmulatedOrg.start(OrgSettings.defaults().withClock(clock))) {
                final ActiveFault stall = shortLived.faults().add(When.request(1), Fault.stall());
                answer = client.sendAsync(HttpRequest.newBuilder(URI.create(shortLived.url() + "/services/data")).build(), BodyHandlers.ofString());
                assertTrue(stall.awaitStruck(1, PATIENCE));
            }
            answer.handle((response, failure) -> true).get();
        }

        @Test
        void letsABodyTrickle() throws Exception {
            final ActiveFault slow = faults.add(When.request(1), Fault.slow(1, Duration.ofHours(1)));
            final CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request(LEADS).build(), BodyHandlers.ofString());
            assertTrue(slow.awaitStruck(1, PATIENCE));
            assertFalse(answer.isDone());
            faults.end(slow);
            assertEquals(30, json(answer.get()).get("records").size());
            faults.add(When.request(1), Fault.slow(100, Duration.ofMillis(1)));
            assertEquals(30, json(get(LEADS)).get("records").size());
        }
    }

    @Nested
    class InTheOrg {

        @Test
        void endsSessionsInMidPagination() throws Exception {
            faults.add(When.request(1).on(RequestKind.QUERY), Fault.smallPages(1, 7));
            faults.add(When.request(1).on(RequestKind.NEXT_PAGE), Fault.endedSessions());
            final String next = json(get(LEADS)).get("nextRecordsUrl").textValue();
            assertEquals(401, get(next).statusCode());
            token = login();
            assertTrue(get(next).body().contains("INVALID_QUERY_LOCATOR"));
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 404})
        void losesLocatorsForEver(final int status) throws Exception {
            faults.add(When.always().on(RequestKind.QUERY), Fault.smallPages(1, 7));
            final ActiveFault lost = faults.add(When.request(1).on(RequestKind.NEXT_PAGE), Fault.lostLocators(status));
            final String next = json(get(LEADS)).get("nextRecordsUrl").textValue();
            final HttpResponse<String> answer = get(next);
            assertEquals(status, answer.statusCode());
            assertEquals("[{\"message\":\"invalid query locator\",\"errorCode\":\"INVALID_QUERY_LOCATOR\"}]", answer.body());
            faults.end(lost);
            assertTrue(get(next).body().contains("INVALID_QUERY_LOCATOR"));
        }

        @Test
        void drawsPageSizesFromASeed() throws Exception {
            assertEquals(pageSizes(3), pageSizes(3));
            final List<Integer> sizes = pageSizes(4);
            assertEquals(30, sizes.stream().mapToInt(Integer::intValue).sum());
            assertTrue(sizes.stream().distinct().count() > 1 && sizes.stream().allMatch(size -> size <= 5), sizes.toString());
        }

        @Test
        void usesUpTheAllowanceOfCalls() throws Exception {
            org.setApiUsage(0, 1000);
            faults.add(When.always().times(2), Fault.usedCalls(100));
            assertEquals("api-usage=101/1000", get(LEADS).headers().firstValue("Sforce-Limit-Info").orElseThrow());
            assertEquals("api-usage=202/1000", get(LEADS).headers().firstValue("Sforce-Limit-Info").orElseThrow());
            faults.add(When.request(1), Fault.usedUpCalls());
            final HttpResponse<String> answer = get(LEADS);
            assertEquals(403, answer.statusCode());
            assertTrue(answer.body().contains("REQUEST_LIMIT_EXCEEDED"));
        }

        @Test
        void takesTooLongOverStatementsThatMatchMoreRows() throws Exception {
            final String tenth = ids().get(9);
            faults.add(When.always().on(RequestKind.QUERY), Fault.slowQueries(20));
            final HttpResponse<String> answer = get(LEADS + "+LIMIT+1");
            assertEquals(400, answer.statusCode());
            assertEquals("[{\"message\":\"Your query request was running for too long.\",\"errorCode\":\"QUERY_TIMEOUT\"}]", answer.body());
            final String half = "SELECT Id FROM Lead WHERE Id > '" + tenth + "' ORDER BY Id";
            assertEquals(20, json(get(DATA + "/query?q=" + URLEncoder.encode(half, StandardCharsets.UTF_8))).get("records").size());
            faults.clear();
            faults.add(When.always(), Fault.slowQueries());
            assertEquals(400, get(LEADS.replace("Lead", "Contact")).statusCode());
        }

        @Test
        void endsPagesEarlyAndCountsOn() throws Exception {
            final JsonNode honest = json(get(LEADS));
            faults.add(When.request(1), Fault.smallPages(5, 3));
            faults.add(When.request(1), Fault.earlyEnd());
            final JsonNode early = json(get(LEADS));
            assertTrue(early.get("done").booleanValue() && !early.has("nextRecordsUrl"), early::toString);
            assertTrue(early.get("records").size() < honest.get("records").size(), early::toString);
            assertEquals(honest.get("totalSize"), early.get("totalSize"));
        }

        @Test
        void letsSomethingHappenMeanwhile() throws Exception {
            final String first = ids().getFirst();
            faults.add(When.request(1), Fault.meanwhile(() -> org.edits().edit("Lead", first, Map.of("LastName", "Meanwhile"))));
            assertTrue(get(LEADS).body().contains("Meanwhile"));
        }

        @Test
        void harmsResultsOfJobsAsWell() throws Exception {
            final String path = completedJob();
            final String honest = get(path + "/results").body();
            faults.add(When.request(1).on(RequestKind.BULK_RESULTS), Fault.smallPages(5, 3));
            final HttpResponse<String> few = get(path + "/results?maxRecords=1000");
            assertEquals(few.body().lines().count() - 1, few.headers().firstValueAsLong("Sforce-NumberOfRecords").orElseThrow());
            assertTrue(few.body().lines().count() <= 6 && !"null".equals(few.headers().firstValue("Sforce-Locator").orElseThrow()), few::body);
            faults.add(When.request(1).on(RequestKind.BULK_RESULTS), Fault.earlyEnd());
            final HttpResponse<String> early = get(path + "/results?maxRecords=2");
            assertEquals("2", early.headers().firstValue("Sforce-NumberOfRecords").orElseThrow());
            assertEquals("null", early.headers().firstValue("Sforce-Locator").orElseThrow());
            faults.add(When.request(1).on(RequestKind.BULK_RESULTS), Fault.truncated(100));
            assertEquals(honest.substring(0, 100), get(path + "/results").body());
        }

        private List<Integer> pageSizes(final long seed) throws Exception {
            final ActiveFault small = faults.add(When.always().on(RequestKind.QUERY, RequestKind.NEXT_PAGE), Fault.smallPages(5, seed));
            final List<Integer> sizes = new ArrayList<>();
            JsonNode page = json(get(LEADS));
            sizes.add(page.get("records").size());
            while (page.has("nextRecordsUrl")) {
                page = json(get(page.get("nextRecordsUrl").textValue()));
                sizes.add(page.get("records").size());
            }
            faults.end(small);
            return sizes;
        }
    }

    private void leads(final int count) {
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int i = 0; i < count; i++) {
                leads.add(Map.of("LastName", "Lead " + i, "Company", "Acme"));
            }
        }
    }

    /** The path of a job whose result is there. */
    private String completedJob() throws Exception {
        final HttpRequest job = request(DATA + "/jobs/query").header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(
                "{\"operation\":\"query\",\"query\":\"SELECT Id, LastName FROM Lead\"}")).build();
        final String path = DATA + "/jobs/query/" + json(client.send(job, BodyHandlers.ofString())).get("id").textValue();
        while (!"JobComplete".equals(json(get(path)).get("state").textValue())) {
            Thread.onSpinWait();
        }
        return path;
    }

    private List<String> ids() throws Exception {
        return json(get(LEADS)).get("records").findValuesAsText("Id");
    }

    private List<Integer> statuses(final int count, final String path) throws Exception {
        final List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(get(path).statusCode());
        }
        return statuses;
    }

    private static RequestKind kind(final String method, final String... segments) {
        return RequestKind.of(method, List.of(segments));
    }

    private String login() throws Exception {
        final String form = "grant_type=client_credentials&client_id=" + org.clientId() + "&client_secret=" + org.clientSecret();
        return json(token(form)).get("access_token").textValue();
    }

    private HttpResponse<String> token(final String form) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(org.url() + "/services/oauth2/token")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create(org.url() + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(final HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        return MAPPER.readTree(answer.body());
    }
}
