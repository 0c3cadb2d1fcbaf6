package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LocalCallersTest {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(5, 1));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    /** The JDK's client sends no Host of one's own. */
    private static String status(final String method, final String host, final String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.adminUrl().getPort())) {
            final String request = method + " /org/tokens HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine().split(" ")[1];
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, none, none, 204",
        "localhost:PORT, none, none, 204",
        "LOCALHOST, none, none, 204",
        "[::1]:PORT, none, none, 204",
        "127.0.0.1:PORT, http://127.0.0.1:PORT, same-origin, 204",
        "127.0.0.1:PORT, https://evil.example, none, 403",
        "127.0.0.1:PORT, null, none, 403",
        "127.0.0.1:PORT, http://127.0.0.1:1, none, 403",
        "127.0.0.1:PORT, none, cross-site, 403",
        "127.0.0.1:PORT, none, same-site, 403",
        "sandbox.evil.example:PORT, none, none, 403",
        "127.0.0.1.evil.example, none, none, 403"})
    void onlyThisMachinesOwnCallersChangeAnything(final String host, final String origin, final String site, final String status) throws IOException {
        final String port = String.valueOf(sandbox.adminUrl().getPort());
        final String headers = ("none".equals(origin) ? "" : "Origin: " + origin.replace("PORT", port) + "\r\n")
                + ("none".equals(site) ? "" : "Sec-Fetch-Site: " + site + "\r\n");
        assertEquals(status, status("DELETE", host.replace("PORT", port), headers));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 404", "sandbox.evil.example, 403"})
    void anotherNameReadsNothingEither(final String host, final String status) throws IOException {
        assertEquals(status, status("GET", host, ""));
    }
}
