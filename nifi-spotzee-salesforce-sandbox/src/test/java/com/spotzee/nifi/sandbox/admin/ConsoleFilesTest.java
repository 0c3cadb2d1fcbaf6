package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ConsoleFilesTest {
    private static final Pattern MARKUP = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write"
            + "|\\beval\\b|new Function|setTimeout\\(['\"`]");
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]* src=)|<style|\\son\\w+=|\\sstyle=|https?://", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_LINE = 160;
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

    static List<Path> files() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(ConsoleFiles.class.getResource("console").toURI()))) {
            return files.sorted().toList();
        }
    }

    private static HttpResponse<String> get(final String path, final String accept) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(sandbox.adminUrl() + path)).header("Accept", accept).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsServedUnderTheStrictPolicy(final Path file) throws IOException, InterruptedException {
        final HttpResponse<String> response = get("/console/" + file.getFileName(), "*/*");
        assertEquals(200, response.statusCode());
        assertEquals(Files.readString(file), response.body());
        final String policy = response.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @ParameterizedTest
    @MethodSource("files")
    void noFileTurnsValuesIntoMarkupOrCode(final Path file) throws IOException {
        final String text = Files.readString(file);
        assertFalse(MARKUP.matcher(text).find(), () -> "Build elements with dom.js instead: " + file.getFileName());
        final boolean icon = file.toString().endsWith(".svg");
        assertFalse(!icon && INLINE.matcher(text).find(), () -> "Nothing inline and nothing from elsewhere: " + file.getFileName());
        assertTrue(text.lines().allMatch(line -> line.length() <= LONGEST_LINE), () -> "Lines have at most 160 characters: " + file.getFileName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/other.js", "/console/..%2FAdminApi.class", "/console/%2e%2e"})
    void nothingElseIsServed(final String path) throws IOException, InterruptedException {
        assertTrue(get(path, "*/*").statusCode() >= 400);
    }

    @Test
    void aBrowserIsLedToThePageAndAProgramIsNot() throws IOException, InterruptedException {
        final HttpResponse<String> browser = get("/", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertEquals(303, browser.statusCode());
        assertEquals("/console/", browser.headers().firstValue("Location").orElseThrow());
        assertEquals(200, get("/", "*/*").statusCode());
        assertEquals(308, get("/console", "*/*").statusCode());
        assertTrue(get("/console/", "text/html").body().startsWith("<!DOCTYPE html>"));
    }
}
