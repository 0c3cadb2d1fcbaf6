package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AuthorizationCodeFlowTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CALLBACK = "http://localhost:3000/callback?app=1";

    private final OrgClock clock = OrgClock.standingAt(Instant.parse("2026-11-23T10:05:00Z"));
    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(clock));
    private final HttpClient client = HttpClient.newHttpClient();

    AuthorizationCodeFlowTest() {
        org.app().addCallbackUrl(CALLBACK);
    }

    @AfterEach
    void stop() {
        client.close();
        org.close();
    }

    @Nested
    class AskingForConsent {

        @Test
        void showsWhoIsAskedForWhat() throws Exception {
            final HttpResponse<String> page = authorize(request());
            assertEquals(200, page.statusCode());
            assertEquals("text/html;charset=UTF-8", page.headers().firstValue("Content-Type").orElseThrow());
            assertTrue(page.body().contains("Manage user data via APIs (api)"), page.body());
            assertTrue(page.body().contains("Perform requests at any time (refresh_token, offline_access)"), page.body());
            assertTrue(page.body().contains(org.username()), page.body());
        }

        @Test
        void sendsTheBrowserBackWithCodeAndState() throws Exception {
            final HttpResponse<String> answer = decide(request(), "allow", org.username());
            assertEquals(302, answer.statusCode());
            assertTrue(location(answer).startsWith(CALLBACK + "&code=aPrx"), location(answer));
            // what must be encoded in an address comes back as it was sent
            assertEquals(Optional.of("a b&c=d"), returned(answer).first("state"));
            assertTrue(returned(answer).first("code").orElseThrow().endsWith("=="));
        }

        @Test
        void sendsTheBrowserBackWithTheReasonWhenThePersonDenies() throws Exception {
            final HttpResponse<String> answer = decide(request(), "deny", org.username());
            assertEquals(302, answer.statusCode());
            assertEquals("access_denied: end-user denied authorization a b&c=d", error(answer));
        }

        @Test
        void asksAgainWhoItIs() throws Exception {
            final HttpResponse<String> answer = decide(request(), "allow", "somebody@example.com");
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("Please check your username."), answer.body());
        }

        @Test
        void saysAtTheCallbackWhyThePersonMayNot() throws Exception {
            org.refuseLogins(TokenRefusal.APP_BLOCKED);
            assertEquals("OAUTH_APP_BLOCKED: this app is blocked by admin a b&c=d", error(decide(request(), "allow", org.username())));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                response_type         | token      | unsupported_response_type: response type not supported
                response_type         |            | unsupported_response_type: response type not supported
                scope                 | api full   | invalid_scope: the requested scope is not allowed
                code_challenge        |            | invalid_request: missing required code challenge
                code_challenge        | short      | invalid_request: invalid code challenge
                code_challenge_method | plain      | invalid_request: invalid code challenge
                """)
        void saysAtTheCallbackWhatIsWrongWithTheRequest(final String name, final String value, final String error) throws Exception {
            final HttpResponse<String> answer = authorize(changed(request(), name, value));
            assertEquals(302, answer.statusCode());
            assertTrue(location(answer).startsWith(CALLBACK + "&error="), location(answer));
            assertEquals(error + " a b&c=d", error(answer));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                client_id    | wrong                                  | invalid_client_id     | client identifier invalid
                client_id    |                                        | invalid_request       | missing required parameter: client_id
                redirect_uri |                                        | redirect_uri_missing  | redirect_uri not provided
                redirect_uri | http://localhost:3000/callback         | redirect_uri_mismatch | redirect_uri must match configuration
                redirect_uri | http://localhost:3000/callback?app=1&x | redirect_uri_mismatch | redirect_uri must match configuration
                redirect_uri | https://example.com/"<b>               | redirect_uri_mismatch | redirect_uri must match configuration
                """)
        void sendsTheBrowserNowhereWhenAppOrAddressAreNotItsOwn(final String name, final String value, final String error, final String description)
                throws Exception {
            for (final HttpResponse<String> answer : List.of(authorize(changed(request(), name, value)),
                    decide(changed(request(), name, value), "allow", org.username()))) {
                assertEquals(400, answer.statusCode());
                assertTrue(answer.body().contains("error=" + error + "<") && answer.body().contains("error_description=" + description + "<"), answer.body());
                assertFalse(answer.body().contains("<b>"), answer.body());
            }
        }

        @Test
        void asksForNoProofKeyWhereTheAppNeedsNone() throws Exception {
            org.app().requireProofKey(false);
            assertEquals(200, authorize(changed(request(), "code_challenge", null)).statusCode());
        }
    }

    @Nested
    class RedeemingACode {

        @Test
        void bringsTokensOnce() throws Exception {
            final Map<String, String> form = form(code());
            final JsonNode token = token(form);
            final List<String> names = new ArrayList<>();
            token.fieldNames().forEachRemaining(names::add);
            assertEquals(List.of("access_token", "refresh_token", "signature", "scope", "instance_url", "id", "token_type", "issued_at"), names);
            assertEquals("refresh_token id api", token.get("scope").textValue());
            assertEquals(org.refreshToken(), token.get("refresh_token").textValue());
            assertEquals(200, call(token.get("access_token").textValue()));
            assertEquals("invalid_grant: expired authorization code", refusal(form));
        }

        @Test
        void takesAQuarterOfAnHourAtMost() throws Exception {
            final String inTime = code();
            final String late = code();
            clock.advance(Duration.ofMinutes(15).minusSeconds(1));
            token(form(inTime));
            clock.advance(Duration.ofSeconds(1));
            assertEquals("invalid_grant: expired authorization code", refusal(form(late)));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                code          |                                        | invalid_request: missing required parameter: code
                code          | aPrxNeverIssued==                      | invalid_grant: invalid authorization code
                redirect_uri  |                                        | redirect_uri_missing: redirect_uri not provided
                redirect_uri  | http://localhost:8765/callback         | redirect_uri_mismatch: redirect_uri must match configuration
                code_verifier |                                        | invalid_grant: missing code verifier
                code_verifier | another0another0another0another0another0 | invalid_request: invalid code verifier
                client_id     | wrong                                  | invalid_client_id: client identifier invalid
                client_secret |                                        | invalid_client: invalid client credentials
                client_secret | wrong                                  | invalid_client: invalid client credentials
                """)
        void needsAllThatBelongsToIt(final String name, final String value, final String refusal) throws Exception {
            assertEquals(refusal, refusal(changed(form(code()), name, value)));
        }

        @Test
        void spendsACodeThatWasShownWithTheWrongVerifier() throws Exception {
            final Map<String, String> form = form(code());
            refusal(changed(form, "code_verifier", "wrong"));
            assertEquals("invalid_grant: expired authorization code", refusal(form));
        }

        @Test
        void refusesAVerifierThatWasNotAnnounced() throws Exception {
            org.app().requireProofKey(false);
            final Map<String, String> request = changed(request(), "code_challenge", null);
            final Map<String, String> form = form(returned(decide(request, "allow", org.username())).first("code").orElseThrow());
            assertEquals("invalid_grant: unexpected code verifier", refusal(form));
        }

        @Test
        void needsNoSecretWhereTheAppDoesNot() throws Exception {
            org.app().requireSecret(false);
            token(changed(form(code()), "client_secret", null));
        }

        @Test
        void bringsNoRefreshTokenWithoutItsScope() throws Exception {
            final Map<String, String> request = changed(request(), "scope", "api");
            final JsonNode token = token(form(returned(decide(request, "allow", org.username())).first("code").orElseThrow()));
            assertEquals("id api", token.get("scope").textValue());
            assertFalse(token.has("refresh_token"));
        }

        @Test
        void keepsFiveApprovalsAndRevokesTheOldestForTheSixth() throws Exception {
            final List<String> tokens = new ArrayList<>(List.of(org.refreshToken()));
            final String session = token(refresh(tokens.getFirst())).get("access_token").textValue();
            for (int i = 0; i < 4; i++) {
                tokens.add(token(form(code())).get("refresh_token").textValue());
            }
            for (final String refreshToken : tokens) {
                token(refresh(refreshToken));
            }
            assertEquals(200, call(session));
            token(form(code()));
            assertEquals("invalid_grant: expired access/refresh token", refusal(refresh(tokens.getFirst())));
            assertEquals(401, call(session));
            token(refresh(tokens.get(1)));
        }

        @Test
        void rotatesEachApprovalByItself() throws Exception {
            final String first = org.refreshToken();
            final String second = token(form(code())).get("refresh_token").textValue();
            org.rotateRefreshTokens(true);
            final String third = token(refresh(second)).get("refresh_token").textValue();
            assertEquals("invalid_grant: expired access/refresh token", refusal(refresh(second)));
            token(refresh(third));
            token(refresh(first));
        }
    }

    private Map<String, String> request() throws Exception {
        final byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        final Map<String, String> request = new LinkedHashMap<>(Map.of("response_type", "code", "client_id", org.clientId(), "redirect_uri", CALLBACK,
                "scope", "api refresh_token", "state", "a b&c=d", "code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(digest)));
        request.put("code_challenge_method", "S256");
        return request;
    }

    private String code() throws Exception {
        return returned(decide(request(), "allow", org.username())).first("code").orElseThrow();
    }

    private Map<String, String> form(final String code) {
        return Map.of("grant_type", "authorization_code", "code", code, "client_id", org.clientId(), "client_secret", org.clientSecret(),
                "redirect_uri", CALLBACK, "code_verifier", VERIFIER);
    }

    private Map<String, String> refresh(final String refreshToken) {
        return Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", org.clientId(), "client_secret", org.clientSecret());
    }

    private static Map<String, String> changed(final Map<String, String> parameters, final String name, final String value) {
        final Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        if (value != null) {
            changed.put(name, value);
        }
        return changed;
    }

    private HttpResponse<String> authorize(final Map<String, String> request) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(org.url() + "/services/oauth2/authorize?" + encoded(request))));
    }

    private HttpResponse<String> decide(final Map<String, String> request, final String decision, final String username)
            throws IOException, InterruptedException {
        return send(post("/services/oauth2/authorize?" + encoded(request), Map.of("decision", decision, "username", username)));
    }

    private JsonNode token(final Map<String, String> form) throws IOException, InterruptedException {
        final HttpResponse<String> answer = send(post("/services/oauth2/token", form));
        assertEquals(200, answer.statusCode(), answer::body);
        return MAPPER.readTree(answer.body());
    }

    private String refusal(final Map<String, String> form) throws IOException, InterruptedException {
        final HttpResponse<String> answer = send(post("/services/oauth2/token", form));
        assertEquals(400, answer.statusCode(), answer::body);
        final JsonNode json = MAPPER.readTree(answer.body());
        return json.get("error").textValue() + ": " + json.get("error_description").textValue();
    }

    private int call(final String accessToken) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(org.url() + "/services/data/v66.0/limits")).header("Authorization", "Bearer " + accessToken))
                .statusCode();
    }

    private HttpRequest.Builder post(final String path, final Map<String, String> form) {
        return HttpRequest.newBuilder(URI.create(org.url() + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form)));
    }

    private static String encoded(final Map<String, String> parameters) {
        return parameters.entrySet().stream().map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String location(final HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static Parameters returned(final HttpResponse<String> answer) {
        return Parameters.parse(URI.create(location(answer)).getRawQuery());
    }

    private static String error(final HttpResponse<String> answer) {
        final Parameters returned = returned(answer);
        return returned.first("error").orElseThrow() + ": " + returned.first("error_description").orElseThrow() + " " + returned.first("state").orElseThrow();
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
