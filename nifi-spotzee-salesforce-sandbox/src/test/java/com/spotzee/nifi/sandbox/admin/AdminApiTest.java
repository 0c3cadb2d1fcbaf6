package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AdminApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static HttpClient http;

    private Sandbox sandbox;

    @BeforeAll
    static void openClient() {
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void closeClient() {
        http.close();
    }

    @BeforeEach
    void startSandbox() {
        final OrgClock clock = OrgClock.standingAt(Instant.parse("2026-11-23T10:00:00Z"));
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(110, 3).withClock(clock));
    }

    @AfterEach
    void closeSandbox() {
        sandbox.close();
    }

    private HttpResponse<String> exchange(final String method, final URI url, final String body) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(url).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> call(final String method, final String path, final String body) throws IOException, InterruptedException {
        return exchange(method, URI.create(sandbox.adminUrl() + path), body);
    }

    private JsonNode ask(final String method, final String path, final String body) throws IOException, InterruptedException {
        final HttpResponse<String> response = call(method, path, body);
        assertTrue(response.statusCode() < 300, response::body);
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }

    private JsonNode get(final String path) throws IOException, InterruptedException {
        return ask("GET", path, null);
    }

    private String aLead(final String where) throws IOException, InterruptedException {
        return get("/org/Lead?limit=1&where=" + URLEncoder.encode(where, StandardCharsets.UTF_8)).get("ids").get(0).asText();
    }

    private Optional<JsonNode> field(final JsonNode fields, final String name) {
        return StreamSupport.stream(fields.get("fields").spliterator(), false).filter(field -> name.equals(field.get("name").asText())).findFirst();
    }

    @Nested
    class Records {
        @Test
        void aRecordIsCreatedAndRead() throws IOException, InterruptedException {
            final HttpResponse<String> created = call("POST", "/org/Lead", "{\"LastName\":\"Ng\",\"Company\":\"Acme\",\"AnnualRevenue\":1250000}");
            assertEquals(201, created.statusCode());
            assertTrue(created.body().contains("\"AnnualRevenue\" : 1250000,"), created::body);
            final JsonNode lead = get(created.headers().firstValue("Location").orElseThrow());
            assertEquals("Ng", lead.get("LastName").asText());
            assertEquals("2026-11-23T10:00:00.000+0000", lead.get("CreatedDate").asText());
        }

        @Test
        void anEditMovesTheStampsAndNullEmptiesAField() throws IOException, InterruptedException {
            final String id = aLead("Email != null AND IsConverted = false");
            final JsonNode lead = ask("PATCH", "/org/Lead/" + id, "{\"LastName\":\"O'Ng\",\"Email\":null}");
            assertEquals("O'Ng", lead.get("LastName").asText());
            assertTrue(lead.get("Email").isNull());
            assertEquals("2026-11-23T10:00:00.000+0000", lead.get("SystemModstamp").asText());
        }

        @Test
        void anOptOutIsSet() throws IOException, InterruptedException {
            final String id = aLead("HasOptedOutOfEmail = false AND IsConverted = false");
            assertTrue(ask("POST", "/org/Lead/" + id + "/opt-out", null).get("HasOptedOutOfEmail").asBoolean());
        }

        @Test
        void aBounceMovesOnlyTheSystemStamp() throws IOException, InterruptedException {
            final String id = aLead("Email != null AND IsConverted = false");
            final JsonNode before = get("/org/Lead/" + id);
            final JsonNode after = ask("POST", "/org/Lead/" + id + "/bounce", "{\"reason\":\"552 full\"}");
            assertEquals("552 full", after.get("EmailBouncedReason").asText());
            assertEquals(before.get("LastModifiedDate"), after.get("LastModifiedDate"));
            assertNotEquals(before.get("SystemModstamp"), after.get("SystemModstamp"));
        }

        @Test
        void aDeletedRecordComesBack() throws IOException, InterruptedException {
            final String id = aLead("IsConverted = false");
            final long before = get("/org/Lead").get("count").asLong();
            assertEquals(204, call("DELETE", "/org/Lead/" + id, null).statusCode());
            assertEquals(before - 1, get("/org/Lead").get("count").asLong());
            assertTrue(get("/org/Lead/" + id).get("IsDeleted").asBoolean());
            assertFalse(ask("POST", "/org/Lead/" + id + "/undelete", null).get("IsDeleted").asBoolean());
        }

        @Test
        void aMergeLeavesTheWinner() throws IOException, InterruptedException {
            final JsonNode two = get("/org/Contact?limit=2").get("ids");
            ask("POST", "/org/Contact/" + two.get(0).asText() + "/merge", "{\"losers\":[\"" + two.get(1).asText() + "\"]}");
            assertEquals(two.get(0), get("/org/Contact/" + two.get(1).asText()).get("MasterRecordId"));
        }

        @Test
        void aConversionMakesAContact() throws IOException, InterruptedException {
            final String id = aLead("IsConverted = false");
            final JsonNode conversion = ask("POST", "/org/Lead/" + id + "/convert", null);
            assertEquals(conversion.get("contactId"), get("/org/Lead/" + id).get("ConvertedContactId"));
            assertEquals(conversion.get("accountId"), get("/org/Contact/" + conversion.get("contactId").asText()).get("AccountId"));
        }

        @Test
        void idsAreListedPageByPage() throws IOException, InterruptedException {
            final JsonNode all = get("/org/Lead?limit=2000");
            assertEquals(60, all.get("count").asLong());
            assertEquals(60, all.get("ids").size());
            final JsonNode rest = get("/org/Lead?limit=2000&after=" + all.get("ids").get(9).asText()).get("ids");
            assertEquals(50, rest.size());
            assertEquals(all.get("ids").get(10), rest.get(0));
        }
    }

    @Nested
    class Fields {
        @Test
        void aFieldIsAddedFilledRenamedHiddenAndShown() throws IOException, InterruptedException {
            ask("POST", "/org/Lead/fields", "{\"name\":\"Colour__c\",\"type\":\"picklist\",\"picklist\":[\"red\",\"blue\"]}");
            final String id = aLead("IsConverted = false");
            assertEquals("red", ask("PATCH", "/org/Lead/" + id, "{\"Colour__c\":\"red\"}").get("Colour__c").asText());
            ask("POST", "/org/Lead/fields/Colour__c/rename", "{\"name\":\"Tint__c\"}");
            assertEquals("red", get("/org/Lead/" + id).get("Tint__c").asText());
            final JsonNode hidden = ask("POST", "/org/Lead/fields/Tint__c/hide", null);
            assertFalse(field(hidden, "Tint__c").orElseThrow().get("visible").asBoolean());
            assertFalse(get("/org/Lead/" + id).has("Tint__c"));
            ask("POST", "/org/Lead/fields/Tint__c/show", null);
            assertEquals("red", get("/org/Lead/" + id).get("Tint__c").asText());
        }
    }

    @Nested
    class Control {
        @Test
        void timePassesOnBothSides() throws IOException, InterruptedException {
            assertEquals("2026-11-23T12:30:00Z", ask("POST", "/clock/advance", "{\"duration\":\"PT2H30M\"}").get("now").asText());
            assertEquals("2026-12-01T00:00:00Z", ask("PUT", "/clock", "{\"now\":\"2026-12-01T00:00:00Z\"}").get("now").asText());
            assertEquals("2026-12-01T00:00:00Z", get("/clock").get("now").asText());
            assertEquals("Tue, 01 Dec 2026 00:00:00 GMT",
                    exchange("GET", URI.create(sandbox.project().url() + "/me"), null).headers().firstValue("Date").orElseThrow());
        }

        @Test
        void revokedTokensOpenNothing() throws IOException, InterruptedException {
            final URI tokens = sandbox.org().url().resolve("/services/oauth2/token");
            final HttpRequest login = HttpRequest.newBuilder(tokens).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + sandbox.org().clientId() + "&client_secret="
                            + sandbox.org().clientSecret())).build();
            final String token = JSON.readTree(http.send(login, BodyHandlers.ofString()).body()).get("access_token").asText();
            final HttpRequest limits = HttpRequest.newBuilder(sandbox.org().url().resolve("/services/data/v66.0/limits"))
                    .header("Authorization", "Bearer " + token).build();
            assertEquals(204, call("PUT", "/org/api-usage", "{\"used\":1000,\"max\":5000}").statusCode());
            final HttpResponse<String> allowed = http.send(limits, BodyHandlers.ofString());
            assertEquals(200, allowed.statusCode());
            assertTrue(allowed.headers().firstValue("Sforce-Limit-Info").orElseThrow().matches("api-usage=100[01]/5000.*"), allowed.headers()::toString);
            assertEquals(204, call("DELETE", "/org/tokens", null).statusCode());
            assertEquals(401, http.send(limits, BodyHandlers.ofString()).statusCode());
            assertEquals(401, get("/org/requests?limit=1").get(0).get("status").asInt());
        }

        @Test
        void theSummaryCountsBothSides() throws IOException, InterruptedException {
            ask("POST", "/org/Lead", "{\"LastName\":\"Ng\",\"Company\":\"Acme\",\"HasOptedOutOfEmail\":true}");
            upsert("[{\"external_id\":\"a\",\"email\":\"a@example.com\"},{\"external_id\":\"b\",\"email\":\"b@example.com\"},{\"external_id\":\"c\"}]",
                    "/users/batch");
            upsert("[{\"external_id\":\"b\",\"subscription_id\":1,\"state\":0}]", "/subscriptions/batch");
            final JsonNode summary = get("/summary");
            assertEquals(111, summary.at("/org/people").asLong());
            assertEquals(61, summary.at("/org/records/Lead").asLong());
            assertTrue(summary.at("/org/optedOut").asLong() >= 1);
            assertEquals(3, summary.at("/project/users").asLong());
            assertEquals(2, summary.at("/project/withEmail").asLong());
            assertEquals(1, summary.at("/project/subscriptions/0/unsubscribed").asLong());
            assertEquals(1, summary.at("/project/subscriptions/0/reachable").asLong());
            assertEquals(0, summary.at("/project/subscriptions/1/reachable").asLong());
        }

        @Test
        void aUserIsShownWithItsSubscriptionStates() throws IOException, InterruptedException {
            upsert("[{\"external_id\":\"sf_crm_Lead_1\",\"email\":\"a@example.com\"}]", "/users/batch");
            upsert("[{\"external_id\":\"sf_crm_Lead_1\",\"subscription_id\":1,\"state\":0}]", "/subscriptions/batch");
            final JsonNode found = get("/project/users/sf_crm_Lead_1");
            assertEquals("a@example.com", found.at("/user/email").asText());
            assertEquals("unsubscribed", found.at("/subscriptions/0/state").asText());
            assertEquals("unset", found.at("/subscriptions/1/state").asText());
            assertEquals("sf_crm_Lead_1", get("/project/users").at("/externalIds/0").asText());
            assertEquals("/api/client/subscriptions/batch", get("/project/requests?limit=1").at("/0/path").asText());
        }

        @Test
        void theConnectionHoldsTheCredentials() throws IOException, InterruptedException {
            final JsonNode connection = get("/connection");
            assertEquals(sandbox.org().clientSecret(), connection.at("/salesforce/clientSecret").asText());
            assertEquals(sandbox.project().secretKey(), connection.at("/spotzee/secretKey").asText());
        }

        private void upsert(final String body, final String path) throws IOException, InterruptedException {
            final HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.project().url() + path)).header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + sandbox.project().secretKey()).POST(BodyPublishers.ofString(body)).build();
            assertEquals(200, http.send(request, BodyHandlers.ofString()).statusCode());
        }
    }

    @Nested
    class Trouble {
        @Test
        void aFaultIsSetStrikesAndIsEnded() throws IOException, InterruptedException {
            final JsonNode fault = ask("POST", "/org/faults", "{\"fault\":\"html\",\"status\":503,\"on\":[\"versions\"],\"nth\":2,\"times\":1}");
            assertEquals(List.of(200, 503, 200), List.of(versions(), versions(), versions()));
            assertEquals(1, get("/org/faults").get(0).get("struck").asInt());
            assertEquals(204, call("DELETE", "/org/faults/" + fault.get("number").asInt(), null).statusCode());
            assertEquals(0, get("/org/faults").size());
        }

        /** What a script sets in Java, and the body that sets the same here. */
        static Stream<Arguments> faults() {
            return Stream.of(
                    Arguments.of(Fault.error(500, "UNKNOWN_EXCEPTION", "Oops"), "{\"fault\":\"error\",\"code\":\"UNKNOWN_EXCEPTION\",\"message\":\"Oops\"}"),
                    Arguments.of(Fault.html(503), "{\"fault\":\"html\"}"), Arguments.of(Fault.status(200), "{\"fault\":\"status\",\"status\":200}"),
                    Arguments.of(Fault.truncated(10), "{\"fault\":\"truncated\",\"bytes\":10}"), Arguments.of(Fault.cut(100), "{\"fault\":\"cut\"}"),
                    Arguments.of(Fault.cutChunks(5), "{\"fault\":\"cut_chunks\",\"bytes\":5}"), Arguments.of(Fault.reset(), "{\"fault\":\"reset\"}"),
                    Arguments.of(Fault.resetAfterHeaders(), "{\"fault\":\"reset_after_headers\"}"), Arguments.of(Fault.stall(), "{\"fault\":\"stall\"}"),
                    Arguments.of(Fault.stallAfterHeaders(), "{\"fault\":\"stall_after_headers\"}"),
                    Arguments.of(Fault.slow(10, Duration.ofSeconds(1)), "{\"fault\":\"slow\",\"bytes\":10,\"pause\":\"PT1S\"}"),
                    Arguments.of(Fault.endedSessions(), "{\"fault\":\"ended_sessions\"}"),
                    Arguments.of(Fault.lostLocators(404), "{\"fault\":\"lost_locators\",\"status\":404}"),
                    Arguments.of(Fault.smallPages(5, 7), "{\"fault\":\"small_pages\",\"rows\":5,\"seed\":7}"),
                    Arguments.of(Fault.earlyEnd(), "{\"fault\":\"early_end\"}"), Arguments.of(Fault.usedCalls(5), "{\"fault\":\"used_calls\",\"calls\":5}"),
                    Arguments.of(Fault.usedUpCalls(), "{\"fault\":\"used_calls\"}"),
                    Arguments.of(Fault.slowQueries(5), "{\"fault\":\"slow_queries\",\"rows\":5}"),
                    Arguments.of(Fault.slowQueries(), "{\"fault\":\"slow_queries\"}"));
        }

        @ParameterizedTest
        @MethodSource("faults")
        void aFaultIsTheOneOfAScriptAndAllCanBeEnded(final Fault scripted, final String body) throws IOException, InterruptedException {
            assertEquals(0, ask("POST", "/org/faults", body).get("struck").asInt());
            assertEquals(scripted, sandbox.org().faults().active().getFirst().fault());
            assertEquals(204, call("DELETE", "/org/faults", null).statusCode());
            assertEquals(200, versions());
        }

        @Test
        void noKindOfFaultIsMissing() throws IOException, InterruptedException {
            final Set<String> tried = new HashSet<>();
            for (final Arguments fault : faults().toList()) {
                tried.add(JSON.readTree((String) fault.get()[1]).get("fault").textValue());
            }
            final Set<String> listed = new HashSet<>();
            get("/org/fault-kinds").get("faults").fieldNames().forEachRemaining(listed::add);
            assertEquals(listed, tried);
        }

        @Test
        void aFaultStrikesByAddressMethodAndTimeAsToldInAScript() throws IOException, InterruptedException {
            ask("POST", "/org/faults", "{\"fault\":\"html\",\"path\":\"FROM Lead\",\"method\":\"GET\",\"on\":[\"query\"],\"nth\":3,\"every\":2,"
                    + "\"times\":4,\"from\":\"2026-11-24T00:00:00Z\",\"until\":\"2026-11-25T00:00:00Z\"}");
            final When scripted = When.always().on(RequestKind.QUERY).method("GET").path("FROM Lead").nth(3).every(2).times(4)
                    .from(Instant.parse("2026-11-24T00:00:00Z")).until(Instant.parse("2026-11-25T00:00:00Z"));
            // patterns are never equal
            assertEquals(scripted.toString(), sandbox.org().faults().active().getFirst().when().toString());
        }

        @ParameterizedTest
        @ValueSource(strings = {
                "{\"fault\":\"refusal\",\"code\":\"rate_limited\",\"retryAfter\":2,\"path\":\"/users\",\"method\":\"POST\"}",
                "{\"fault\":\"html\",\"status\":502,\"nth\":3,\"every\":2,\"times\":1}", "{\"fault\":\"unreachable\"}", "{\"fault\":\"lost_answer\"}",
                "{\"fault\":\"cut\",\"bytes\":5}", "{\"fault\":\"stall\"}", "{\"fault\":\"refused_item\",\"place\":3,\"about\":\"sf_crm_Lead_1\"}",
                "{\"fault\":\"refused_user\",\"user\":\"sf_crm_Lead_1\"}"})
        void theProjectFailsByItsOwnRules(final String rule) throws IOException, InterruptedException {
            assertEquals(0, ask("POST", "/project/faults", rule).get("struck").asInt());
            assertEquals(1, get("/project/faults").size());
            assertEquals(204, call("DELETE", "/project/faults", null).statusCode());
            assertEquals(0, get("/project/faults").size());
        }

        @Test
        void theProjectsKeyIsReplaced() throws IOException, InterruptedException {
            final String before = sandbox.project().secretKey();
            final String replaced = ask("POST", "/project/secret-key", null).get("secretKey").asText();
            assertEquals(sandbox.project().secretKey(), replaced);
            assertNotEquals(before, sandbox.project().secretKey());
        }

        @Test
        void refreshTokensRotate() throws IOException, InterruptedException {
            assertEquals(204, call("PUT", "/org/refresh-token-rotation", "{\"on\":true}").statusCode());
            final String before = sandbox.org().refreshToken();
            final HttpRequest login = HttpRequest.newBuilder(sandbox.org().url().resolve("/services/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("grant_type=refresh_token&client_id="
                            + sandbox.org().clientId() + "&refresh_token=" + before)).build();
            assertNotEquals(before, JSON.readTree(http.send(login, BodyHandlers.ofString()).body()).get("refresh_token").asText());
        }

        @Test
        void theAppTakesAnotherCallbackUrlAndAsksForLess() throws IOException, InterruptedException {
            final String callback = "http://localhost:3000/callback";
            final URI consent = sandbox.org().url().resolve("/services/oauth2/authorize?response_type=code&client_id=" + sandbox.org().clientId()
                    + "&redirect_uri=" + callback);
            assertEquals(400, http.send(HttpRequest.newBuilder(consent).build(), BodyHandlers.ofString()).statusCode());
            assertEquals(204, call("PUT", "/org/app", "{\"callbackUrl\":\"" + callback + "\",\"proofKeyRequired\":false}").statusCode());
            assertEquals(200, http.send(HttpRequest.newBuilder(consent).build(), BodyHandlers.ofString()).statusCode());
            assertEquals(callback, get("/connection").at("/salesforce/callbackUrls/1").asText());
            assertEquals(400, call("PUT", "/org/app", "{\"secretRequired\":\"no\"}").statusCode());
        }

        @Test
        void aTransactionIsSeenAtItsCommitWithTheStampsOfItsEdits() throws IOException, InterruptedException {
            final String id = aLead("IsConverted = false");
            final String transaction = "/org/transactions/" + ask("POST", "/org/transactions", null).get("number").asInt();
            ask("POST", transaction + "/edits", "{\"object\":\"Lead\",\"id\":\"" + id + "\",\"values\":{\"LastName\":\"Late\"}}");
            ask("POST", transaction + "/edits", "{\"object\":\"Lead\",\"values\":{\"LastName\":\"New\",\"Company\":\"Acme\"}}");
            ask("POST", "/clock/advance", "{\"duration\":\"PT1H\"}");
            assertNotEquals("Late", get("/org/Lead/" + id).get("LastName").asText());
            assertEquals(204, call("POST", transaction + "/commit", null).statusCode());
            assertEquals("Late", get("/org/Lead/" + id).get("LastName").asText());
            assertEquals("2026-11-23T10:00:00.000+0000", get("/org/Lead/" + id).get("SystemModstamp").asText());
            assertEquals(61, get("/org/Lead").get("count").asInt());
            assertEquals(404, call("DELETE", transaction, null).statusCode());
        }

        private int versions() throws IOException, InterruptedException {
            return exchange("GET", sandbox.org().url().resolve("/services/data"), null).statusCode();
        }
    }

    @Nested
    class TheUsersSight {
        @Test
        void endsAtARecordThatIsHidden() throws IOException, InterruptedException {
            final String id = aLead("IsConverted = false");
            ask("POST", "/org/Lead/" + id + "/hide", null);
            assertFalse(sandbox.org().store().shared(id));
            ask("POST", "/org/Lead/" + id + "/show", null);
            assertTrue(sandbox.org().store().shared(id));
        }

        @Test
        void endsAtEncryptedTextUnlessItIsPermitted() throws IOException, InterruptedException {
            assertFalse(sandbox.org().store().schema().sight().encryptedData());
            assertEquals(204, call("PUT", "/org/encrypted-data", "{\"permitted\":true}").statusCode());
            assertTrue(sandbox.org().store().schema().sight().encryptedData());
        }
    }

    @Nested
    class Refusals {
        @Test
        void theFirstPageListsEveryRoute() throws IOException, InterruptedException {
            final JsonNode routes = get("/");
            assertTrue(routes.size() > 20, routes::toString);
            assertTrue(StreamSupport.stream(routes.spliterator(), false)
                    .anyMatch(route -> "POST /org/{object}/{id}/opt-out".equals(route.get("route").asText())));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
                "GET    | /nowhere                        |                       | 404 | There is nothing at /nowhere: GET / lists all routes.",
                "PUT    | /summary                        |                       | 405 | /summary takes GET, not PUT: GET / lists all routes.",
                "GET    | /org/Leed                       |                       | 404 | The org has no object \"Leed\": use one of ",
                "GET    | /org/Lead/00Q9H00000C6pyc       |                       | 404 | There is no Lead with the id 00Q9H00000C6pyc: ",
                "DELETE | /org/Lead/00Q9H00000C6pyc       |                       | 404 | There is no Lead with the id 00Q9H00000C6pyc: ",
                "POST   | /org/Lead                       | {\"LastName\":        | 400 | The body is no JSON (line 1, column ",
                "POST   | /org/Lead                       | []                    | 400 | The body must be a JSON object such as ",
                "POST   | /org/Lead                       |                       | 400 | Send the fields to set as a JSON object, ",
                "POST   | /org/Lead                       | {\"LastName\":\"Ng\"} | 422 | Lead needs a value in Company.",
                "POST   | /org/Lead                       | {\"Nonsense\":1}      | 422 | Lead has no field Nonsense",
                "GET    | /org/Lead?limit=0               |                       | 400 | limit takes a whole number from 1 to 2000.",
                "GET    | /org/Lead?size=1                |                       | 400 | There is no parameter \"size\" here: use after, limit, where.",
                "GET    | /org/Lead?where=Nonsense%3D1    |                       | 400 | The condition is no SOQL the org understands: ",
                "GET    | /org/Lead?after=x               |                       | 400 | after takes a record id of 15 or 18 letters and digits.",
                "POST   | /org/Lead/fields/Nonsense/hide  |                       | 404 | Lead has no field \"Nonsense\": GET /org/Lead/fields lists them.",
                "POST   | /org/Lead/fields                | {\"name\":\"A__c\",\"type\":\"id\"} | 400 | A custom field can't have the type \"id\": use one of ",
                "POST   | /clock/advance                  | {\"duration\":\"2h\"} | 400 | \"duration\" takes an ISO 8601 duration",
                "POST   | /clock/advance                  | {\"by\":\"PT2H\"}     | 400 | The body has no key \"by\" here: use duration.",
                "PUT    | /clock                          | {\"now\":5}           | 400 | \"now\" takes a text in quotes.",
                "PUT    | /org/api-usage                  | {\"used\":-1,\"max\":1} | 400 | \"used\" takes a whole number that is not negative.",
                "PUT    | /org/api-usage                  | {\"used\":1}          | 400 | The body needs \"max\": ",
                "POST   | /org/faults                     | {\"fault\":\"x\"}   | 400 | There is no fault \"x\": use one of error, html, ",
                "POST   | /project/faults                 | {\"fault\":\"x\"}   | 400 | There is no fault \"x\": use one of refusal, html, ",
                "POST   | /project/faults                 | {\"fault\":\"refusal\",\"code\":\"x\"} | 400 | There is no code \"x\": ",
                "POST   | /project/faults                 | {\"fault\":\"stall\",\"bytes\":1} | 400 | The fault stall takes no \"bytes\".",
                "POST   | /project/faults                 | {\"fault\":\"stall\",\"path\":\"(\"} | 400 | \"path\" takes a regular expression: ",
                "POST   | /org/faults                     | {\"fault\":\"html\",\"bytes\":1} | 400 | The fault html takes no \"bytes\": it takes status.",
                "POST   | /org/faults                     | {\"fault\":\"html\",\"on\":[\"x\"]} | 400 | There is no kind of request \"x\": ",
                "POST   | /org/faults                     | {\"fault\":\"html\",\"nth\":0} | 400 | nth, every and times of a fault count from 1",
                "POST   | /org/faults                     | {\"fault\":\"html\",\"path\":\"(\"} | 400 | \"path\" takes a regular expression: ",
                "POST   | /org/faults                     | {\"fault\":\"html\",\"from\":\"now\"} | 400 | \"from\" and \"until\" take an instant",
                "POST   | /org/transactions/7/commit      |                       | 404 | There is no open transaction 7: ",
                "GET    | /project/users/nobody           |                       | 404 | The project has no user with the external id nobody: "})
        void sayWhatToDo(final String method, final String path, final String body, final int status, final String sentence)
                throws IOException, InterruptedException {
            final HttpResponse<String> response = call(method, path, body);
            assertEquals(status, response.statusCode(), response::body);
            assertEquals("application/problem+json", response.headers().firstValue("Content-Type").orElseThrow());
            final JsonNode problem = JSON.readTree(response.body());
            assertEquals(status, problem.get("status").asInt());
            assertTrue(problem.get("detail").asText().startsWith(sentence), response::body);
        }

        @Test
        void onlyLeadsAreConverted() throws IOException, InterruptedException {
            final String contact = get("/org/Contact?limit=1").get("ids").get(0).asText();
            final HttpResponse<String> response = call("POST", "/org/Contact/" + contact + "/convert", null);
            assertEquals(400, response.statusCode());
            assertTrue(response.body().contains("Only leads can be converted"), response::body);
        }
    }
}
