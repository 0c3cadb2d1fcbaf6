package com.spotzee.nifi.sandbox.spotzee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EmulatedProjectTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SettableClock clock = new SettableClock();
    private final EmulatedProject project = EmulatedProject.start(ProjectSettings.defaults().withClock(clock).withRateLimits(new RateLimits(300, 100)));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        project.close();
    }

    @Nested
    class Upserting {

        @Test
        void createsUsersWithEqualStampsAndUpdatesThemWithLaterOnes() throws Exception {
            final JsonNode created = upsert("[{'external_id':'sf_1','email':'ann@example.com','data':{'first_name':'Ann'}}]").at("/results/0");
            assertEquals("{\"index\":0,\"external_id\":\"sf_1\",\"anonymous_id\":null,\"user\":{\"id\":1,\"project_id\":7,\"external_id\":\"sf_1\","
                    + "\"email\":\"ann@example.com\",\"phone\":null,\"timezone\":null,\"locale\":null,\"data\":{\"first_name\":\"Ann\"},"
                    + "\"created_at\":\"2026-11-23T10:00:00.000Z\",\"updated_at\":\"2026-11-23T10:00:00.000Z\"}}", created.toString());

            final JsonNode user = upsert("[{'external_id':'sf_1'}]").at("/results/0/user");
            assertEquals(1, user.get("id").asInt());
            assertTrue(user.get("created_at").textValue().compareTo(user.get("updated_at").textValue()) < 0);
        }

        @Test
        void keepsWhatIsAbsentAndClearsWhatIsNullAlsoWithinData() throws Exception {
            upsert("[{'external_id':'sf_1','email':'ann@example.com','locale':'en-US','data':{'a':1,'b':{'x':1,'y':2},'c':3}}]");
            final JsonNode user = upsert("[{'external_id':'sf_1','email':null,'data':{'a':null,'b':{'x':5}}}]").at("/results/0/user");
            assertTrue(user.get("email").isNull());
            assertEquals("en-US", user.get("locale").textValue());
            assertEquals("{\"a\":null,\"b\":{\"x\":5},\"c\":3}", user.get("data").toString());
            assertEquals("{}", upsert("[{'external_id':'sf_1','data':null}]").at("/results/0/user/data").toString());
        }

        @Test
        void keepsEveryDigitOfANumber() throws Exception {
            assertTrue(send(post("/users/batch", "[{'external_id':'sf_1','data':{'n':350000000000000000.10}}]")).body().contains("350000000000000000.10"));
        }

        @Test
        void readsPhoneNumbersBackAsE164() throws Exception {
            assertEquals("+12125550123", upsert("[{'external_id':'sf_1','phone':'(212) 555-0123'}]").at("/results/0/user/phone").textValue());
            assertEquals("+442079460123", upsert("[{'external_id':'sf_1','phone':'+44 20 7946 0123'}]").at("/results/0/user/phone").textValue());
        }

        @Test
        void findsAnAnonymousUserAgainWhenItGetsAnExternalId() throws Exception {
            upsert("[{'anonymous_id':'anon','data':{'seen':true}}]");
            final JsonNode result = upsert("[{'anonymous_id':'anon','external_id':'sf_1'}]").at("/results/0");
            assertEquals(1, result.at("/user/id").asInt());
            assertTrue(result.at("/user/data/seen").asBoolean());
            assertEquals(1, project.userCount());
        }

        @Test
        void knowsAnAnonymousUserByItsNewestIdAlone() throws Exception {
            upsert("[{'external_id':'sf_1','anonymous_id':'old','data':{'a':1}}]");
            upsert("[{'external_id':'sf_1','anonymous_id':'new','data':{'a':2}}]");
            assertEquals(2, upsert("[{'anonymous_id':'old'}]").at("/results/0/user/id").asInt());
            assertEquals(2, upsert("[{'anonymous_id':'new'}]").at("/results/0/user/data/a").asInt());
        }

        @Test
        void refusesOneItemWithoutTouchingTheOthers() throws Exception {
            final JsonNode answer = upsert("[{'external_id':'sf_1'},{'external_id':'sf_2','email':'no address'},{'external_id':'sf_3'}]");
            assertEquals(List.of(2, 1), List.of(answer.get("succeeded").asInt(), answer.get("failed").asInt()));
            assertEquals("{\"index\":1,\"external_id\":\"sf_2\",\"error\":{\"code\":\"validation_failed\",\"message\":"
                    + "\"email must look like an RFC 5322 e-mail address.\"}}", answer.at("/results/1").toString());
            assertEquals(List.of("sf_1", "sf_3"), project.users().map(user -> user.get("external_id").textValue()).toList());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                'email':'ann'                      | no
                'email':''                         | no
                'email':'ann@localhost'            | no
                'email':'ann..ng@example.com'      | no
                'email':'ann@ex ample.com'         | no
                'email':'a.b+c_d@mail.example.co'  | yes
                'email':'\\"ann ng\\"@example.com' | yes
                'email':'\\"a@b ng\\"@example.com' | yes
                'email':'\\"Zoë\\"@example.com'    | no
                'email':'\\"ann\\"ng@example.com'  | no
                'phone':'12'                       | no
                'phone':'call me'                  | no
                'phone':'+1 555'                   | no
                'phone':'+49 30 901820'            | yes
                'timezone':'Berlin'                | no
                'timezone':'Europe/Berlin'         | yes
                'locale':'en_US'                   | no
                'locale':'pt-BR'                   | yes
                'locale':''                        | no
                """)
        void checksTheValuesOfFirstClassFields(final String field, final String accepted) throws Exception {
            final JsonNode answer = upsert("[{'external_id':'sf_1'," + field + "}]");
            assertEquals("yes".equals(accepted) ? 1 : 0, answer.get("succeeded").asInt(), answer::toString);
        }

        @Test
        void takesIdsOf255CharactersAndNoLongerOnes() throws Exception {
            assertEquals(1, upsert("[{'external_id':'" + "x".repeat(255) + "'}]").get("succeeded").asInt());
            assertEquals("validation_failed", upsert("[{'external_id':'" + "x".repeat(256) + "'}]").at("/results/0/error/code").textValue());
        }

        @Test
        void takesTheAsynchronousFormWithoutAnAnswer() throws Exception {
            final HttpResponse<String> answer = send(request("/users").method("PATCH", BodyPublishers.ofString("[{\"external_id\":\"sf_1\"}]")));
            assertEquals("204 ", answer.statusCode() + " " + answer.body());
            assertTrue(project.user("sf_1").isPresent());
        }
    }

    @Nested
    class Refusing {

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                []                                              | parameter_invalid_empty  | body
                {}                                              | parameter_invalid_format | body
                [{'external_id':'a'}                            | parameter_invalid_format | body
                [{'external_id':'a'}] x                         | parameter_invalid_format | body
                ['a']                                           | parameter_invalid_format | [0]
                [{'external_id':'a'},{'email':'a@example.com'}] | parameter_missing        | [1].external_id
                [{'external_id':null}]                          | parameter_missing        | [0].external_id
                [{'external_id':''}]                            | parameter_invalid_empty  | [0].external_id
                [{'external_id':7}]                             | parameter_invalid_format | [0].external_id
                [{'external_id':'a','first_name':'Ann'}]        | parameter_unknown        | [0].first_name
                [{'external_id':'a','data':'x'}]                | parameter_invalid_format | [0].data
                [{'external_id':'a','email':true}]              | parameter_invalid_format | [0].email
                """)
        void refusesAWholeBatchOfTheWrongShape(final String body, final String code, final String param) throws Exception {
            final HttpResponse<String> answer = send(post("/users/batch", body));
            assertProblem(answer, 400, code);
            assertEquals(param, MAPPER.readTree(answer.body()).get("param").textValue());
            assertEquals(param, MAPPER.readTree(answer.body()).at("/errors/0/param").textValue());
            assertEquals(0, project.userCount());
        }

        @Test
        void takesAHundredItemsAndNoMore() throws Exception {
            assertEquals(100, upsert(people(100)).get("succeeded").asInt());
            assertProblem(send(post("/users/batch", people(101))), 400, "parameter_invalid_format");
        }

        @Test
        void refusesABodyOfSeveralMegabytes() throws Exception {
            assertEquals(413, send(post("/users/batch", "[{'external_id':'a','data':{'x':'" + "x".repeat(5_000_000) + "'}}]")).statusCode());
        }

        @Test
        void takesTheSecretKeyAlone() throws Exception {
            for (final String key : List.of(project.publishableKey(), project.organizationKey(), "sk_wrong", "")) {
                assertProblem(send(HttpRequest.newBuilder(URI.create(project.url() + "/me")).header("Authorization", "Bearer " + key)), 401,
                        "authentication_required");
            }
            assertProblem(send(HttpRequest.newBuilder(URI.create(project.url() + "/me"))), 401, "authentication_required");
            assertEquals(7, json(send(request("/me"))).get("id").asInt());
        }

        @ParameterizedTest
        @CsvSource({"2026-04-27, version_unsupported", "latest, parameter_invalid_format", "2026-13-01, parameter_invalid_format"})
        void refusesAVersionItDoesNotKnow(final String version, final String code) throws Exception {
            assertProblem(send(request("/me").header("Spotzee-Version", version)), 400, code);
        }

        @Test
        void echoesTheVersion() throws Exception {
            assertEquals("2026-04-28", send(request("/me").header("Spotzee-Version", "2026-04-28")).headers().firstValue("Spotzee-Version").orElseThrow());
        }

        @Test
        void wantsAVersionWhereTheProjectSaysSo() throws Exception {
            try (EmulatedProject strict = EmulatedProject.start(ProjectSettings.defaults().withVersionRequired(true))) {
                final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(strict.url() + "/me"));
                assertProblem(send(request.header("Authorization", "Bearer " + strict.secretKey())), 400, "version_required");
            }
        }

        @Test
        void refusesUnknownParametersAndPaths() throws Exception {
            assertProblem(send(request("/users?page=2")), 400, "parameter_unknown");
            assertProblem(send(request("/users?limit=101")), 400, "parameter_invalid_format");
            assertProblem(send(request("/users?cursor=guess")), 400, "parameter_invalid_format");
            assertProblem(send(request("/people")), 404, "resource_missing");
            assertProblem(send(request("/users/nobody")), 404, "resource_missing");
            assertProblem(send(request("/users/batch").PUT(BodyPublishers.noBody())), 404, "resource_missing");
        }

        @ParameterizedTest
        @EnumSource(ProblemCode.class)
        void givesEveryProblemWhenToldSoAndThenWorksAgain(final ProblemCode code) throws Exception {
            project.refuseNext(code, 1);
            assertProblem(send(request("/me")), code.status(), code.code());
            assertEquals(200, send(request("/me")).statusCode());
        }
    }

    @Nested
    class Failing {

        @Test
        void refusesABodyInAnotherEncodingAndAnEmptyUserId() throws Exception {
            final byte[] notText = {0, 0, 0, '[', 0x7f, 0, 0, 0};
            assertProblem(send(request("/users/batch").POST(BodyPublishers.ofByteArray(notText))), 400, "parameter_invalid_format");
            assertProblem(send(request("/users?user_id=").DELETE()), 400, "parameter_invalid_empty");
        }

        @Test
        void answersAnUnexpectedFailureInSpotzeesForm() throws Exception {
            clock.breakOnce();
            assertProblem(send(request("/me")), 500, "internal_error");
            assertEquals(200, send(request("/me")).statusCode());
        }

        @Test
        void answersABadlyEncodedQueryInSpotzeesForm() throws Exception {
            try (Socket socket = new Socket(project.url().getHost(), project.url().getPort())) {
                socket.getOutputStream().write(("GET /api/client/users?q=%ZZ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + project.secretKey() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                final String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 400") && answer.contains("parameter_invalid_format"), answer);
            }
        }
    }

    @Nested
    class Idempotency {

        private static final String KEY = "Idempotency-Key";

        @Test
        void answersTheSameRequestFromMemoryWithoutRunningIt() throws Exception {
            final HttpResponse<String> first = send(post("/users/batch", "[{'external_id':'sf_1','data':{'v':'A'}}]").header(KEY, "k"));
            assertEquals(Optional.empty(), first.headers().firstValue("Idempotent-Replayed"));
            upsert("[{'external_id':'sf_1','data':{'v':'B'}}]");

            final HttpResponse<String> again = send(post("/users/batch", "[{'external_id':'sf_1','data':{'v':'A'}}]").header(KEY, "k"));
            assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElseThrow());
            assertEquals(first.body(), again.body());
            assertNotEquals(first.headers().firstValue("X-Request-Id"), again.headers().firstValue("X-Request-Id"));
            assertEquals("B", project.user("sf_1").orElseThrow().at("/data/v").textValue());
        }

        @Test
        void refusesTheSameKeyForAnotherRequest() throws Exception {
            send(post("/users/batch", "[{'external_id':'sf_1'}]").header(KEY, "k"));
            assertProblem(send(post("/users/batch", "[{'external_id':'sf_2'}]").header(KEY, "k")), 409, "idempotency_key_mismatch");
        }

        @Test
        void remembersRefusalsButNoPassingTrouble() throws Exception {
            assertEquals(400, send(post("/users/batch", "[]").header(KEY, "bad")).statusCode());
            assertEquals("true", send(post("/users/batch", "[]").header(KEY, "bad")).headers().firstValue("Idempotent-Replayed").orElseThrow());

            project.refuseNext(ProblemCode.SERVICE_UNAVAILABLE, 1);
            assertEquals(503, send(post("/users/batch", "[{'external_id':'sf_1'}]").header(KEY, "k")).statusCode());
            assertEquals(200, send(post("/users/batch", "[{'external_id':'sf_1'}]").header(KEY, "k")).statusCode());
        }

        @Test
        void forgetsAfterADay() throws Exception {
            send(post("/users/batch", "[{'external_id':'sf_1'}]").header(KEY, "k"));
            clock.advance(Duration.ofHours(24));
            assertEquals(200, send(post("/users/batch", "[{'external_id':'sf_2'}]").header(KEY, "k")).statusCode());
        }

        @Test
        void refusesEmptyAndTooLongKeys() throws Exception {
            assertProblem(send(post("/users/batch", "[{'external_id':'sf_1'}]").header(KEY, "")), 400, "idempotency_key_invalid");
            assertProblem(send(post("/users/batch", "[{'external_id':'sf_1'}]").header(KEY, "x".repeat(256))), 400, "idempotency_key_invalid");
            assertEquals(200, send(post("/users/batch", "[{'external_id':'sf_1'}]").header(KEY, "x".repeat(255))).statusCode());
        }

        @Test
        void refusesASecondRequestWhileTheFirstIsRunningAndKeepsKeysOfApiKeysApart() throws Exception {
            final IdempotencyMemory memory = new IdempotencyMemory(clock);
            final IdempotencyMemory.Slot slot = new IdempotencyMemory.Slot("sk_1", "k");
            memory.begin(slot, "f");
            final RefusedException refusal = assertThrows(RefusedException.class, () -> memory.begin(slot, "f"));
            assertEquals(ProblemCode.IDEMPOTENCY_IN_PROGRESS, refusal.code());
            assertTrue(refusal.retryAfter() > 0);
            assertEquals(Optional.empty(), memory.begin(new IdempotencyMemory.Slot("sk_2", "k"), "f"));

            memory.finish(slot, new Answer(503, "", null, 0));
            assertEquals(Optional.empty(), memory.begin(slot, "f"));
        }
    }

    @Nested
    class RateLimiting {

        @Test
        void holdsTheShortWindowAndOpensItAgain() throws Exception {
            for (int i = 0; i < 100; i++) {
                assertEquals(200, send(request("/me")).statusCode());
            }
            final HttpResponse<String> refused = send(request("/me"));
            assertProblem(refused, 429, "rate_limited");
            assertEquals("10", refused.headers().firstValue("Retry-After").orElseThrow());

            clock.advance(Duration.ofSeconds(10));
            assertEquals(200, send(request("/me")).statusCode());
        }

        @Test
        void neverLetsMoreThroughWithinAnyTenSecondsOrAnyMinute() {
            final RateLimiter limiter = new RateLimiter(new RateLimits(250, 100), clock);
            assertEquals(100, admitted(limiter, 150));
            clock.advance(Duration.ofMillis(9_900));
            assertEquals(0, admitted(limiter, 10));
            clock.advance(Duration.ofMillis(100));
            assertEquals(100, admitted(limiter, 150));
            clock.advance(Duration.ofSeconds(10));
            assertEquals(50, admitted(limiter, 100));
            clock.advance(Duration.ofSeconds(40));
            assertEquals(100, admitted(limiter, 150));
        }

        @Test
        void countsEachAddressForItself() {
            final RateLimiter limiter = new RateLimiter(new RateLimits(1, 1), clock);
            limiter.admit("10.0.0.1");
            limiter.admit("10.0.0.2");
            assertEquals(0, admitted(limiter, 1));
        }

        private int admitted(final RateLimiter limiter, final int attempts) {
            int admitted = 0;
            for (int i = 0; i < attempts; i++) {
                try {
                    limiter.admit("10.0.0.1");
                    admitted++;
                } catch (final RefusedException e) {
                    assertEquals(ProblemCode.RATE_LIMITED, e.code());
                }
            }
            return admitted;
        }
    }

    @Nested
    class Reading {

        @Test
        void pagesThroughUsersInBothDirections() throws Exception {
            upsert(people(7));
            final JsonNode first = json(send(request("/users?limit=3")));
            assertTrue(first.get("prevCursor").isNull());
            final JsonNode second = json(send(request("/users?limit=3&cursor=" + first.get("nextCursor").textValue())));
            final JsonNode third = json(send(request("/users?limit=3&cursor=" + second.get("nextCursor").textValue())));
            assertTrue(third.get("nextCursor").isNull());
            assertEquals(List.of("sf_3", "sf_4", "sf_5"), ids(second));
            assertEquals(List.of("sf_6"), ids(third));
            assertEquals(ids(second), ids(json(send(request("/users?limit=3&cursor=" + third.get("prevCursor").textValue())))));
        }

        @Test
        void searchesAndDeletes() throws Exception {
            upsert("[{'external_id':'sf_1','email':'ann@example.com'},{'external_id':'sf_2'},{'external_id':'sf_3'}]");
            assertEquals(List.of("sf_1"), ids(json(send(request("/users?q=ANN%40")))));
            assertEquals(204, send(request("/users?user_id=sf_1&user_id=sf_2&user_id=nobody").DELETE()).statusCode());
            assertEquals(List.of("sf_3"), ids(json(send(request("/users")))));
            assertProblem(send(request("/users").DELETE()), 400, "parameter_missing");
            assertEquals(404, send(request("/users/sf_1")).statusCode());
            assertEquals("sf_3", json(send(request("/users/sf_3"))).get("external_id").textValue());
        }
    }

    @Nested
    class Subscriptions {

        @Test
        void listsTheTypesInPages() throws Exception {
            final JsonNode page = json(send(request("/subscriptions?limit=2")));
            assertEquals(
                    "{\"id\":1,\"project_id\":7,\"name\":\"Marketing e-mail\",\"channel\":\"email\",\"is_public\":false}", page.at("/results/0").toString());
            assertEquals(1, json(send(request("/subscriptions?limit=2&cursor=" + page.get("nextCursor").textValue()))).get("results").size());
        }

        @Test
        void leavesANewUsersStatesUnsetAndChangesOneAtATime() throws Exception {
            upsert("[{'external_id':'sf_1'}]");
            assertEquals(Optional.empty(), project.subscriptionState("sf_1", 1));
            final JsonNode answer = json(send(post("/subscriptions/batch",
                    "[{'external_id':'sf_1','subscription_id':1,'state':0},{'external_id':'nobody','subscription_id':1,'state':0},"
                            + "{'external_id':'sf_1','subscription_id':9,'state':0},{'external_id':'sf_1','subscription_id':1,'state':3}]")));
            assertEquals("{\"index\":0,\"external_id\":\"sf_1\",\"subscription_id\":1,\"state\":0}", answer.at("/results/0").toString());
            assertEquals("resource_missing", answer.at("/results/1/error/code").textValue());
            assertEquals("resource_missing", answer.at("/results/2/error/code").textValue());
            assertEquals("validation_failed", answer.at("/results/3/error/code").textValue());
            assertEquals(List.of(1, 3), List.of(answer.get("succeeded").asInt(), answer.get("failed").asInt()));
            assertEquals(Optional.of(0), project.subscriptionState("sf_1", 1));
            assertEquals(Optional.empty(), project.subscriptionState("sf_1", 2));
        }

        @Test
        void keepsStatesWhenTheUserIsUpdatedAndShowsThem() throws Exception {
            upsert("[{'external_id':'sf_1'}]");
            send(post("/subscriptions/batch", "[{'external_id':'sf_1','subscription_id':3,'state':2}]"));
            upsert("[{'external_id':'sf_1','data':{'a':1}}]");
            final JsonNode states = json(send(request("/users/sf_1/subscriptions"))).get("results");
            assertTrue(states.at("/0/state").isNull());
            assertEquals(2, states.at("/2/state").asInt());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                [{'external_id':'a','state':0}]                                 | parameter_missing
                [{'external_id':'a','subscription_id':1}]                       | parameter_missing
                [{'subscription_id':1,'state':0}]                               | parameter_missing
                [{'external_id':'a','subscription_id':'1','state':0}]           | parameter_invalid_format
                [{'external_id':'a','subscription_id':1,'state':0.5}]           | parameter_invalid_format
                [{'external_id':'a','subscription_id':1,'state':0,'reason':''}] | parameter_unknown
                []                                                              | parameter_invalid_empty
                """)
        void refusesAWholeBatchOfTheWrongShape(final String body, final String code) throws Exception {
            assertProblem(send(post("/subscriptions/batch", body)), 400, code);
        }
    }

    private static String people(final int count) {
        return IntStream.range(0, count).mapToObj(i -> "{'external_id':'sf_" + i + "'}").collect(Collectors.joining(",", "[", "]"));
    }

    private static List<String> ids(final JsonNode page) {
        return page.get("results").valueStream().map(user -> user.get("external_id").textValue()).toList();
    }

    private static void assertProblem(final HttpResponse<String> answer, final int status, final String code) throws IOException {
        assertEquals(status, answer.statusCode(), answer::body);
        assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").orElseThrow());
        final JsonNode problem = MAPPER.readTree(answer.body());
        assertEquals("error", problem.get("status").textValue());
        assertEquals(code, problem.get("code").textValue());
        assertEquals("https://docs.spotzee.com/main-api/errors#" + code, problem.get("type").textValue());
        assertEquals(answer.headers().firstValue("X-Request-Id").orElseThrow(), problem.get("request_id").textValue());
        assertFalse(problem.get("message").textValue().isBlank());
    }

    private JsonNode upsert(final String body) throws IOException, InterruptedException {
        return json(send(post("/users/batch", body)));
    }

    private static JsonNode json(final HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer::body);
        return MAPPER.readTree(answer.body());
    }

    private HttpRequest.Builder post(final String path, final String body) {
        return request(path).POST(BodyPublishers.ofString(body.replace('\'', '"')));
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create(project.url() + path)).header("Authorization", "Bearer " + project.secretKey())
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
