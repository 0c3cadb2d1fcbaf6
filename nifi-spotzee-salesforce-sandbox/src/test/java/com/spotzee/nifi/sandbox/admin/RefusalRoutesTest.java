package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RefusalRoutesTest {
    private static HttpClient http;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        http = HttpClient.newHttpClient();
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(5, 1));
    }

    @AfterAll
    static void close() {
        sandbox.close();
        http.close();
    }

    private static HttpResponse<String> post(final String url, final String body, final String... headers) throws IOException, InterruptedException {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body));
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> logIn() throws IOException, InterruptedException {
        return post(sandbox.org().url() + "/services/oauth2/token", "grant_type=client_credentials&client_id=" + sandbox.org().clientId()
                + "&client_secret=" + sandbox.org().clientSecret(), "Content-Type", "application/x-www-form-urlencoded");
    }

    @Test
    void loginsAreRefusedUntilTheyAreAcceptedAgain() throws IOException, InterruptedException {
        assertEquals(204, post(sandbox.adminUrl() + "/org/logins/refuse", "{\"refusal\":\"app_not_approved\"}").statusCode());
        final HttpResponse<String> refused = logIn();
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("user is not admin approved to access this app"), refused::body);
        assertEquals(204, post(sandbox.adminUrl() + "/org/logins/accept", "").statusCode());
        assertEquals(200, logIn().statusCode());
    }

    @Test
    void theNextRequestsToTheProjectAreRefused() throws IOException, InterruptedException {
        assertEquals(204, post(sandbox.adminUrl() + "/project/refusals", "{\"code\":\"service_unavailable\",\"times\":1}").statusCode());
        assertEquals(503, post(sandbox.project().url() + "/users/batch", "[]").statusCode());
        assertEquals(401, post(sandbox.project().url() + "/users/batch", "[]").statusCode());
    }

    @Test
    void whatIsNoRefusalIsExplained() throws IOException, InterruptedException {
        final HttpResponse<String> response = post(sandbox.adminUrl() + "/org/logins/refuse", "{\"refusal\":\"mood\"}");
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("takes one of grant_type_missing"), response::body);
        assertEquals(400, post(sandbox.adminUrl() + "/project/refusals", "{\"code\":\"rate_limited\",\"times\":0}").statusCode());
    }
}
