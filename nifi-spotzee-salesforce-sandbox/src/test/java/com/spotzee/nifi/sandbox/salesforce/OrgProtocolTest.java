package com.spotzee.nifi.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OrgProtocolTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-23T10:05:00Z");
    private static final String DATA = "/services/data/v66.0";
    private static final String TOKEN = "/services/oauth2/token";

    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults().withClock(OrgClock.standingAt(NOW)));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        org.close();
    }

    @Nested
    class CompositeRequests {

        @Test
        void answerEachPartWithItsHeaders() throws Exception {
            final JsonNode answer = json(composite("""
                    {"compositeRequest":[{"method":"GET","url":"%s/sobjects/Lead/describe","referenceId":"lead"},
                     {"method":"GET","url":"%s/query?q=SELECT+Nope+FROM+Lead","referenceId":"mistake"},
                     {"method":"DELETE","url":"%s/sobjects/Lead/00Q9H0000000001UAA","referenceId":"gone"}]}""".formatted(DATA, DATA, DATA)))
                    .get("compositeResponse");
            assertEquals("Mon, 23 Nov 2026 10:05:00 GMT", answer.at("/0/httpHeaders/Last-Modified").textValue());
            assertEquals("INVALID_FIELD", answer.at("/1/body/0/errorCode").textValue());
            assertEquals(405, answer.at("/2/httpStatusCode").intValue());
            assertEquals(1, org.apiUsage().used());
        }

        @ParameterizedTest
        @CsvSource({"5,0,200", "6,0,400", "5,20,200", "5,21,400"})
        void holdTwentyFivePartsOfWhichFiveAreQueries(final int queries, final int others, final int status) throws Exception {
            final List<String> parts = new ArrayList<>();
            for (int i = 0; i < queries + others; i++) {
                final String resource = i < queries ? "/query?q=SELECT+Id+FROM+Lead" : "/limits";
                parts.add("{\"method\":\"GET\",\"url\":\"" + DATA + resource + "\",\"referenceId\":\"r" + i + "\"}");
            }
            assertEquals(status, composite("{\"compositeRequest\":[" + String.join(",", parts) + "]}").statusCode());
        }

        @Test
        void needReferencesThatDiffer() throws Exception {
            final String part = "{\"method\":\"GET\",\"url\":\"" + DATA + "/limits\",\"referenceId\":\"a\"}";
            assertEquals(400, composite("{\"compositeRequest\":[" + part + "," + part + "]}").statusCode());
            assertEquals(400, composite("{\"compositeRequest\":[" + part.replace("\"a\"", "\"\"") + "]}").statusCode());
        }
    }

    @Nested
    class TokenAnswers {

        @Test
        void comeInTheFormAskedFor() throws Exception {
            final HttpResponse<String> form = post(TOKEN, credentials() + "&format=urlencoded");
            assertTrue(form.headers().firstValue("Content-Type").orElseThrow().startsWith("application/x-www-form-urlencoded"));
            assertTrue(form.body().matches("access_token=00D.*&issued_at=1795428300000"), form::body);
            final HttpResponse<String> xml = client.send(request(TOKEN, "grant_type=nothing").header("Accept", "application/xml").build(),
                    BodyHandlers.ofString());
            assertEquals(400, xml.statusCode());
            assertEquals("<?xml version=\"1.0\" encoding=\"UTF-8\"?><OAuth><error>unsupported_grant_type</error>"
                    + "<error_description>grant type not supported</error_description></OAuth>", xml.body());
        }

        @Test
        void nameTheOrgShortIfSet() throws Exception {
            org.useShortIdentityIds(true);
            final JsonNode token = json(post(TOKEN, credentials()));
            final String id = token.get("id").textValue();
            assertTrue(id.contains("/id/" + org.organizationId().substring(0, 15) + "/005"), id);
            final HttpRequest identity = HttpRequest.newBuilder(URI.create(id))
                    .header("Authorization", "Bearer " + token.get("access_token").textValue()).build();
            assertEquals(org.organizationId(), json(client.send(identity, BodyHandlers.ofString())).get("organization_id").textValue());
        }

        @Test
        void areJsonWhateverIsWrongWithTheRequest() throws Exception {
            final HttpRequest wrongMethod = HttpRequest.newBuilder(URI.create(org.url() + TOKEN)).build();
            assertEquals("must use HTTP POST", refusal(client.send(wrongMethod, BodyHandlers.ofString())));
            assertEquals("malformed request", refusal(post(TOKEN, "grant_type=%ZZ")));
            assertEquals("malformed request", refusal(post(TOKEN, "grant_type=" + "x".repeat(100_000))));
        }

        @ParameterizedTest
        @CsvSource({"PT3M,200", "PT5M,200", "PT5M1S,400", "PT2H,400", "PT0S,400"})
        void wantAssertionsThatEndSoon(final Duration life, final int status) throws Exception {
            assertEquals(status, post(TOKEN, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + assertion(life)).statusCode());
        }
    }

    private String assertion(final Duration life) throws GeneralSecurityException {
        final String claims = "{\"iss\":\"" + org.clientId() + "\",\"sub\":\"" + org.username() + "\",\"aud\":\"https://login.salesforce.com\",\"exp\":"
                + NOW.plus(life).getEpochSecond() + "}";
        final String signed = base64("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        final Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(org.jwtPrivateKey());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(final byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String credentials() {
        return "grant_type=client_credentials&client_id=" + org.clientId() + "&client_secret=" + org.clientSecret();
    }

    private HttpResponse<String> composite(final String body) throws IOException, InterruptedException {
        final String access = json(post(TOKEN, credentials())).get("access_token").textValue();
        return client.send(HttpRequest.newBuilder(URI.create(org.url() + DATA + "/composite")).header("Authorization", "Bearer " + access)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(final String path, final String form) throws IOException, InterruptedException {
        return client.send(request(path, form).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(final String path, final String form) {
        return HttpRequest.newBuilder(URI.create(org.url() + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static String refusal(final HttpResponse<String> answer) throws IOException {
        assertEquals(400, answer.statusCode(), answer.body());
        final JsonNode error = MAPPER.readTree(answer.body());
        assertEquals("invalid_request", error.get("error").textValue());
        return error.get("error_description").textValue();
    }

    private static JsonNode json(final HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        return MAPPER.readTree(answer.body());
    }
}
