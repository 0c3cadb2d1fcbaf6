package com.spotzee.nifi.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.store.RecordInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EmulatedOrgTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-23T10:05:00Z");
    private static final String DATA = "/services/data/v66.0";

    private final OrgClock clock = OrgClock.standingAt(NOW);
    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        org.close();
    }

    @Nested
    class LoggingIn {

        @Test
        void answersClientCredentialsAsSalesforceDoes() throws Exception {
            final HttpResponse<String> answer = token(clientCredentials());
            assertEquals(200, answer.statusCode());
            assertEquals("application/json;charset=UTF-8", answer.headers().firstValue("Content-Type").orElseThrow());
            assertEquals("no-cache, no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
            assertFalse(answer.headers().firstValue("Sforce-Limit-Info").isPresent());

            final JsonNode token = json(answer);
            final List<String> names = new ArrayList<>();
            token.fieldNames().forEachRemaining(names::add);
            assertEquals(List.of("access_token", "signature", "scope", "instance_url", "id", "token_type", "issued_at"), names);
            assertTrue(token.get("access_token").textValue().startsWith(org.organizationId().substring(0, 15) + "!"));
            assertEquals(String.valueOf(NOW.toEpochMilli()), token.get("issued_at").textValue());
            assertEquals(org.url().toString(), token.get("instance_url").textValue());
            assertTrue(token.get("id").textValue().contains("/id/" + org.organizationId() + "/005"));

            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(org.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            final byte[] signed = (token.get("id").textValue() + token.get("issued_at").textValue()).getBytes(StandardCharsets.UTF_8);
            assertEquals(Base64.getEncoder().encodeToString(mac.doFinal(signed)), token.get("signature").textValue());
        }

        @Test
        void takesClientAndSecretAsBasicAuthorization() throws Exception {
            final String basic = Base64.getEncoder().encodeToString((org.clientId() + ":" + org.clientSecret()).getBytes(StandardCharsets.UTF_8));
            final HttpRequest.Builder request = form("/services/oauth2/token", Map.of("grant_type", "client_credentials"));
            assertEquals(200, send(request.header("Authorization", "Basic " + basic)).statusCode());
        }

        @Test
        void refreshesWithTheSameTokenAgainAndAgainUnlessTokensRotate() throws Exception {
            final String first = org.refreshToken();
            assertFalse(json(token(refresh(first))).has("refresh_token"));
            final String oldAccess = json(token(refresh(first))).get("access_token").textValue();

            org.rotateRefreshTokens(true);
            final JsonNode rotated = json(token(refresh(first)));
            assertNotEquals(first, rotated.get("refresh_token").textValue());
            assertEquals(org.refreshToken(), rotated.get("refresh_token").textValue());
            assertRefusal("invalid_grant", "expired access/refresh token", token(refresh(first)));
            assertEquals(401, get(DATA + "/limits", oldAccess).statusCode());
            assertEquals(200, get(DATA + "/limits", rotated.get("access_token").textValue()).statusCode());
        }

        @Test
        void takesAnAssertionSignedWithTheAppsKey() throws Exception {
            assertEquals(200, token(jwt(org.jwtPrivateKey(), org.clientId(), org.username(), "https://login.salesforce.com", 180)).statusCode());
            assertEquals(200, token(jwt(org.jwtPrivateKey(), org.clientId(), org.username(), org.url().toString(), 180)).statusCode());
            assertTrue(org.jwtPrivateKeyPem().startsWith("-----BEGIN PRIVATE KEY-----\n"));
        }

        @Test
        void refusesAssertionsThatAreNotRight() throws Exception {
            final String aud = "https://login.salesforce.com";
            final PrivateKey stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
            assertRefusal("invalid_grant", "invalid assertion", token(jwt(stranger, org.clientId(), org.username(), aud, 180)));
            assertRefusal("invalid_grant", "invalid assertion", token(jwt(org.jwtPrivateKey(), org.clientId(), org.username(), aud, 0)));
            assertRefusal("invalid_grant", "audience is invalid", token(jwt(org.jwtPrivateKey(), org.clientId(), org.username(), "https://example.com", 180)));
            assertRefusal("invalid_grant", "user hasn't approved this consumer", token(jwt(org.jwtPrivateKey(), org.clientId(), "eve@example.com", aud, 180)));
            assertRefusal("invalid_client_id", "client identifier invalid", token(jwt(org.jwtPrivateKey(), "wrong", org.username(), aud, 180)));
            assertRefusal("invalid_grant", "invalid assertion",
                    token(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", "no.assertion")));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                                   | ID    | SECRET | invalid_request        | missing required parameter: grant_type
                password_of_mine   | ID    | SECRET | unsupported_grant_type | grant type not supported
                client_credentials |       | SECRET | invalid_request        | missing required parameter: client_id
                client_credentials | wrong | SECRET | invalid_client_id      | client identifier invalid
                client_credentials | ID    | wrong  | invalid_client         | invalid client credentials
                client_credentials | ID    |        | invalid_client         | invalid client credentials
                refresh_token      | ID    | SECRET | invalid_request        | missing required parameter: refresh_token
                """)
        void refusesRequestsThatAreNotRight(final String grant, final String id, final String secret, final String error, final String description)
                throws Exception {
            final Map<String, String> form = new HashMap<>();
            if (grant != null) {
                form.put("grant_type", grant);
            }
            if (id != null) {
                form.put("client_id", "ID".equals(id) ? org.clientId() : id);
            }
            if (secret != null) {
                form.put("client_secret", "SECRET".equals(secret) ? org.clientSecret() : secret);
            }
            assertRefusal(error, description, token(form));
        }

        @ParameterizedTest
        @EnumSource(TokenRefusal.class)
        void givesEveryRefusalWhenToldSo(final TokenRefusal refusal) throws Exception {
            org.refuseLogins(refusal);
            assertRefusal(refusal.error(), refusal.description(), token(clientCredentials()));
            org.acceptLogins();
            assertEquals(200, token(clientCredentials()).statusCode());
        }

        @Test
        void endsARevokedTokenAndTellsWhoIsAlive() throws Exception {
            final String access = login();
            final Map<String, String> introspection = Map.of("token", access, "client_id", org.clientId(), "client_secret", org.clientSecret());
            assertTrue(json(send(form("/services/oauth2/introspect", introspection))).get("active").asBoolean());
            assertEquals("200 ", send(form("/services/oauth2/revoke", Map.of("token", access))).statusCode() + " ");
            assertEquals("{\"active\":false}", send(form("/services/oauth2/introspect", introspection)).body());
            assertEquals(401, get(DATA + "/limits", access).statusCode());

            final String refreshToken = org.refreshToken();
            send(form("/services/oauth2/revoke", Map.of("token", refreshToken)));
            assertRefusal("invalid_grant", "expired access/refresh token", token(refresh(refreshToken)));
        }

        @Test
        void tellsWhoIsLoggedInAndRefusesBadTokensWith403() throws Exception {
            final String id = json(token(clientCredentials())).get("id").textValue();
            final String access = login();
            assertEquals(org.organizationId(), json(get("/services/oauth2/userinfo", access)).get("organization_id").textValue());
            assertEquals(org.username(), json(get(URI.create(id).getPath(), access)).get("username").textValue());
            assertEquals("403 Bad_OAuth_Token", text(get(URI.create(id).getPath(), "wrong")));
            assertEquals("403 Bad_OAuth_Token", text(get("/services/oauth2/userinfo", "wrong")));
        }
    }

    @Nested
    class Calling {

        @Test
        void listsVersionsWithoutALoginAndWithoutCounting() throws Exception {
            final HttpResponse<String> answer = send(HttpRequest.newBuilder(url("/services/data/")));
            assertEquals("{\"label\":\"Summer '26\",\"url\":\"/services/data/v67.0\",\"version\":\"67.0\"}", json(answer).get(9).toString());
            assertEquals("Winter '27", json(answer).get(10).get("label").textValue());
            assertFalse(answer.headers().firstValue("Sforce-Limit-Info").isPresent());
            assertEquals("Mon, 23 Nov 2026 10:05:00 GMT", answer.headers().firstValue("Date").orElseThrow());
        }

        @Test
        void takesBothSchemesAndRefusesEverythingElse() throws Exception {
            final String access = login();
            assertEquals(200, send(HttpRequest.newBuilder(url(DATA)).header("Authorization", "OAuth " + access)).statusCode());
            final String refusal = "401 [{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]";
            assertEquals(refusal, text(get(DATA, "00D!wrong")));
            assertEquals(refusal, text(send(HttpRequest.newBuilder(url(DATA)))));
            org.revokeTokens();
            assertEquals(refusal, text(get(DATA, access)));
        }

        @Test
        void endsASessionTwoHoursAfterItsLastUse() throws Exception {
            final String access = login();
            clock.advance(Duration.ofMinutes(119));
            assertEquals(200, get(DATA, access).statusCode());
            clock.advance(Duration.ofMinutes(119));
            assertEquals(200, get(DATA, access).statusCode());
            clock.advance(Duration.ofMinutes(120));
            assertEquals(401, get(DATA, access).statusCode());
        }

        @Test
        void countsCallsAndRefusesThemWhenNoneIsLeft() throws Exception {
            final String access = login();
            assertEquals("api-usage=1/100000", get(DATA, access).headers().firstValue("Sforce-Limit-Info").orElseThrow());
            org.setApiUsage(14_998, 15_000);
            assertEquals("{\"Max\":15000,\"Remaining\":1}", json(get(DATA + "/limits", access)).get("DailyApiRequests").toString());
            assertEquals(200, get(DATA, access).statusCode());
            assertEquals("403 [{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]", text(get(DATA, access)));
        }

        @ParameterizedTest
        @CsvSource({"/services/data/v30.0/limits, 410, UNSUPPORTED_API_VERSION", "/services/data/v69.0/limits, 404, NOT_FOUND",
                "/services/data/latest/limits, 404, NOT_FOUND", "/services/data/v66.0/nothing, 404, NOT_FOUND",
                "/services/data/v66.0/sobjects/Nothing/describe, 404, NOT_FOUND", "/services/data/v66.0/sobjects/Lead/00Q000000000000AAA, 404, NOT_FOUND",
                "/services/data/v66.0/query, 400, MALFORMED_QUERY", "/services/data/v66.0/query/0r8000000000000AAA-2000, 400, INVALID_QUERY_LOCATOR",
                "/services/data/v66.0/sobjects/Lead/updated?start=2026-11-23T09:00:00Z, 400, INVALID_REPLICATION_DATE",
                "/services/data/v66.0/sobjects/Lead/updated?start=2026-10-01T09:00:00Z&end=2026-11-01T09:00:00Z, 400, INVALID_REPLICATION_DATE",
                "/services/data/v66.0/sobjects/Lead/deleted?start=2026-11-23T09:00:10Z&end=2026-11-23T09:00:59Z, 400, INVALID_REPLICATION_DATE"})
        void refusesWhatIsNotThere(final String path, final int status, final String errorCode) throws Exception {
            final HttpResponse<String> answer = get(path, login());
            assertEquals(status, answer.statusCode());
            assertEquals(errorCode, MAPPER.readTree(answer.body()).at("/0/errorCode").textValue());
        }

        @Test
        void changesNothing() throws Exception {
            final HttpRequest.Builder request = authorized(DATA + "/sobjects/Lead", login()).POST(BodyPublishers.ofString("{}"));
            assertEquals(
                    "405 [{\"message\":\"HTTP Method 'POST' not allowed. Allowed are HEAD,GET\",\"errorCode\":\"METHOD_NOT_ALLOWED\"}]", text(send(request)));
        }

        @Test
        void refusesAnAddressAboveSixteenKilobytes() throws Exception {
            assertEquals(414, get(DATA + "/query?q=" + "x".repeat(16_384), login()).statusCode());
        }

        @Test
        void answersCompactlyUnlessAskedOtherwise() throws Exception {
            final String access = login();
            assertFalse(get(DATA, access).body().contains("\n"));
            assertTrue(send(authorized(DATA, access).header("X-PrettyPrint", "1")).body().contains("\n"));
        }
    }

    @Nested
    class Reading {

        @Test
        void givesPagesThatLeadFromOneToTheNext() throws Exception {
            insertLeads(450);
            final String access = login();
            final JsonNode first = page(access, "SELECT Id, LastName, Email FROM Lead ORDER BY Id", 200);
            assertEquals(List.of(450, 200), List.of(first.get("totalSize").asInt(), first.get("records").size()));
            assertFalse(first.get("done").asBoolean());
            assertEquals("{\"type\":\"Lead\",\"url\":\"" + DATA + "/sobjects/Lead/" + first.at("/records/0/Id").textValue() + "\"}",
                    first.at("/records/0/attributes").toString());

            final JsonNode second = json(send(authorized(first.get("nextRecordsUrl").textValue(), access).header("Sforce-Query-Options", "batchSize=200")));
            final JsonNode third = json(send(authorized(second.get("nextRecordsUrl").textValue(), access).header("Sforce-Query-Options", "batchSize=200")));
            assertEquals(50, third.get("records").size());
            assertTrue(third.get("done").asBoolean());
            assertFalse(third.has("nextRecordsUrl"));
            assertEquals("Lead449", third.at("/records/49/LastName").textValue());
        }

        @Test
        void bindsPagesToTheSession() throws Exception {
            insertLeads(201);
            final String next = page(login(), "SELECT Id FROM Lead", 200).get("nextRecordsUrl").textValue();
            final HttpResponse<String> answer = get(next, login());
            assertEquals(400, answer.statusCode());
            assertEquals("INVALID_QUERY_LOCATOR", MAPPER.readTree(answer.body()).at("/0/errorCode").textValue());
        }

        @Test
        void grantsPageSizesFrom200To2000() throws Exception {
            insertLeads(2_001);
            final String access = login();
            assertEquals(200, page(access, "SELECT Id FROM Lead", 1).get("records").size());
            assertEquals(2_000, page(access, "SELECT Id FROM Lead", 5_000).get("records").size());
            assertEquals(2_000, json(get(query("SELECT Id FROM Lead"), access)).get("records").size());
        }

        @Test
        void refusesWhatSalesforceWouldRefuse() throws Exception {
            final HttpResponse<String> answer = get(query("SELECT Id, Foo__c FROM Lead"), login());
            assertEquals(400, answer.statusCode());
            assertEquals("INVALID_FIELD", MAPPER.readTree(answer.body()).at("/0/errorCode").textValue());
            assertTrue(MAPPER.readTree(answer.body()).at("/0/message").textValue()
                    .contains("ERROR at Row:1:Column:12\nNo such column 'Foo__c' on entity 'Lead'."));
        }

        @Test
        void showsDeletedRecordsToQueryAllAlone() throws Exception {
            final String id = insertLeads(2).getFirst();
            org.edits().delete("Lead", id);
            final String access = login();
            assertEquals(1, json(get(query("SELECT Id FROM Lead"), access)).get("totalSize").asInt());
            assertEquals(2, json(get(query("SELECT Id, IsDeleted FROM Lead").replace("/query?", "/queryAll/?"), access)).get("totalSize").asInt());
            assertEquals(404, get(DATA + "/sobjects/Lead/" + id, access).statusCode());
        }

        @Test
        void describesAnObjectOnceAndAgainOnlyWhenItHasChanged() throws Exception {
            final String access = login();
            final String describe = DATA + "/sobjects/Lead/describe";
            final HttpResponse<String> answer = get(describe, access);
            assertEquals("00Q", json(answer).get("keyPrefix").textValue());
            assertTrue(fieldNames(json(answer)).contains("HasOptedOutOfEmail"));

            final String date = answer.headers().firstValue("Last-Modified").orElseThrow();
            assertEquals("304 ", text(send(authorized(describe, access).header("If-Modified-Since", date))));
            clock.advance(Duration.ofSeconds(5));
            org.edits().hideField("Lead", "HasOptedOutOfEmail");
            final HttpResponse<String> changed = send(authorized(describe, access).header("If-Modified-Since", date));
            assertFalse(fieldNames(json(changed)).contains("HasOptedOutOfEmail"));
        }

        @Test
        void listsObjectsRecordsChangesAndDeletions() throws Exception {
            clock.advance(Duration.ofMinutes(-30));
            final List<String> ids = insertLeads(3);
            clock.advance(Duration.ofMinutes(10));
            org.edits().delete("Lead", ids.getFirst());
            clock.advance(Duration.ofMinutes(20));
            final String access = login();
            assertTrue(json(get(DATA + "/sobjects", access)).get("sobjects").findValuesAsText("name").contains("CampaignMember"));
            assertEquals(ids.get(1), json(get(DATA + "/sobjects/Lead/" + ids.get(1), access)).get("Id").textValue());

            final String span = "?start=2026-11-23T09:00:00Z&end=2026-11-23T10:05:00Z";
            final JsonNode updated = json(get(DATA + "/sobjects/Lead/updated/" + span, access));
            assertTrue(updated.get("ids").toString().contains(ids.get(1)));
            assertEquals("2026-11-23T10:05:00.000+0000", updated.get("latestDateCovered").textValue());
            final JsonNode deleted = json(get(DATA + "/sobjects/Lead/deleted" + span, access));
            assertEquals("[{\"id\":\"" + ids.getFirst() + "\",\"deletedDate\":\"2026-11-23T09:45:00.000+0000\"}]", deleted.get("deletedRecords").toString());
        }

        @Test
        void countsRecordsAndLeavesEmptyObjectsOut() throws Exception {
            insertLeads(3);
            assertEquals("{\"sObjects\":[{\"count\":3,\"name\":\"Lead\"}]}", get(DATA + "/limits/recordCount?sObjects=Lead,Contact", login()).body());
        }

        @Test
        void answersSeveralReadsAtOnceEachWithItsOwnStatus() throws Exception {
            insertLeads(1);
            final String body = """
                    {"compositeRequest":[{"method":"GET","url":"%s/query/?q=SELECT+COUNT()+FROM+Lead","referenceId":"r1"},
                     {"method":"GET","url":"%s/sobjects/Nothing/describe","referenceId":"r2"}]}""".formatted(DATA, DATA);
            final JsonNode answer = json(send(authorized(DATA + "/composite", login()).POST(BodyPublishers.ofString(body)))).get("compositeResponse");
            assertEquals("{\"body\":{\"totalSize\":1,\"done\":true,\"records\":[]},\"httpHeaders\":{},\"httpStatusCode\":200,\"referenceId\":\"r1\"}",
                    answer.get(0).toString());
            assertEquals(404, answer.get(1).get("httpStatusCode").asInt());
        }

        @Test
        void answersAnUnexpectedFailureInSalesforcesForm() throws Exception {
            final Field ghost = org.store().schema().object("Lead").orElseThrow().field("Score__c").orElseThrow();
            org.store().changes().changeSchema(schema -> schema.withAddedField("Lead", new Field("Ghost__c", "Ghost", ghost.type(), ghost.size(),
                    ghost.traits(), ghost.reference(), ghost.picklist(), "C_NOT_THERE"), NOW));
            final HttpResponse<String> answer = get(query("SELECT Ghost__c FROM Lead WHERE Ghost__c = 1"), login());
            assertEquals(500, answer.statusCode());
            assertEquals("application/json;charset=UTF-8", answer.headers().firstValue("Content-Type").orElseThrow());
            final JsonNode error = MAPPER.readTree(answer.body()).get(0);
            assertEquals("UNKNOWN_EXCEPTION", error.get("errorCode").textValue());
            assertTrue(error.get("message").textValue().startsWith("An unexpected error occurred. Please include this ErrorId"), answer::body);
        }

        @Test
        void answersAnUnchangedDescribeWithinSeveralReads() throws Exception {
            final String body = """
                    {"compositeRequest":[{"method":"GET","url":"%s/sobjects/Lead/describe","referenceId":"r1",
                     "httpHeaders":{"If-Modified-Since":"Mon, 23 Nov 2026 10:05:00 GMT"}},
                     {"method":"GET","url":"%s/query/?q=%%ZZ","referenceId":"r2"}]}""".formatted(DATA, DATA);
            final JsonNode answer = json(send(authorized(DATA + "/composite", login()).POST(BodyPublishers.ofString(body)))).get("compositeResponse");
            assertEquals(304, answer.get(0).get("httpStatusCode").asInt());
            assertEquals(400, answer.get(1).get("httpStatusCode").asInt());
        }

        @Test
        void remembersWhatWasAskedWithoutTheToken() throws Exception {
            final String access = login();
            get(query("SELECT Id FROM Lead"), access);
            assertEquals("SELECT Id FROM Lead", org.requests().getLast().parameter("q").orElseThrow());
            assertFalse(org.requests().toString().contains(access));
        }
    }

    private List<String> insertLeads(final int count) {
        final List<String> ids = new ArrayList<>();
        try (RecordInserter leads = org.store().insert("Lead")) {
            for (int i = 0; i < count; i++) {
                ids.add(leads.add(Map.of("LastName", "Lead" + i, "Company", "Example")));
            }
        }
        return ids;
    }

    private static Set<String> fieldNames(final JsonNode describe) {
        return Set.copyOf(describe.get("fields").valueStream().map(field -> field.get("name").textValue()).toList());
    }

    private JsonNode page(final String access, final String soql, final int size) throws IOException, InterruptedException {
        return json(send(authorized(query(soql), access).header("Sforce-Query-Options", "batchSize=" + size)));
    }

    private static String query(final String soql) {
        return DATA + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8);
    }

    private Map<String, String> clientCredentials() {
        return Map.of("grant_type", "client_credentials", "client_id", org.clientId(), "client_secret", org.clientSecret());
    }

    private Map<String, String> refresh(final String token) {
        return Map.of("grant_type", "refresh_token", "client_id", org.clientId(), "client_secret", org.clientSecret(), "refresh_token", token);
    }

    private static Map<String, String> jwt(final PrivateKey key, final String issuer, final String subject, final String audience, final long seconds)
            throws GeneralSecurityException {
        final String claims = "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"exp\":%d}".formatted(issuer, subject, audience, NOW.getEpochSecond() + seconds);
        final String signed = base64("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        final Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", signed + "." + base64(signature.sign()));
    }

    private static String base64(final byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String login() throws IOException, InterruptedException {
        return json(token(clientCredentials())).get("access_token").textValue();
    }

    private HttpResponse<String> token(final Map<String, String> form) throws IOException, InterruptedException {
        return send(form("/services/oauth2/token", form));
    }

    private static void assertRefusal(final String error, final String description, final HttpResponse<String> answer) throws IOException {
        assertEquals(400, answer.statusCode());
        assertEquals(List.of(error, description),
                List.of(MAPPER.readTree(answer.body()).get("error").textValue(), MAPPER.readTree(answer.body()).get("error_description").textValue()));
    }

    private HttpRequest.Builder form(final String path, final Map<String, String> form) {
        final String body = form.entrySet().stream().map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .reduce((one, two) -> one + "&" + two).orElse("");
        return HttpRequest.newBuilder(url(path)).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> get(final String path, final String access) throws IOException, InterruptedException {
        return send(authorized(path, access));
    }

    private HttpRequest.Builder authorized(final String path, final String access) {
        return HttpRequest.newBuilder(url(path)).header("Authorization", "Bearer " + access);
    }

    private URI url(final String path) {
        return URI.create(org.url() + path);
    }

    private static JsonNode json(final HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer::body);
        return MAPPER.readTree(answer.body());
    }

    private static String text(final HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
