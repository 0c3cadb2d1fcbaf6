package com.spotzee.nifi.browser;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Chromium without a window and with a fresh profile, which reaches this machine only. A test that starts one is skipped with a message on a
 * machine without Chromium, and fails there in CI ({@code CI=true}).
 */
public final class Browser implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/.*");

    private final Process process;
    private final Path profile;
    private final String address;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<Page> pages = new ArrayList<>();

    private Browser(final Process process, final Path profile, final String address) {
        this.process = process;
        this.profile = profile;
        this.address = address;
    }

    /** Starts one; that takes about a second. */
    public static Browser start() {
        final Path program = Chromium.find(System.getenv(), Chromium.APPLICATIONS).orElseThrow(Browser::missing);
        try {
            final Path profile = Files.createTempDirectory("browser-profile");
            final Process process = new ProcessBuilder(command(program, profile)).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return new Browser(process, profile, listening(program, process));
        } catch (final IOException e) {
            throw new UncheckedIOException("The browser " + program + " can't be started.", e);
        }
    }

    /** A new page of 1280 by 800 points, empty. */
    public Page page() {
        final HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank")).timeout(PATIENCE)
                .PUT(HttpRequest.BodyPublishers.noBody()).build();
        try {
            final String answer = http.send(request, BodyHandlers.ofString()).body();
            final Page page = new Page(http, URI.create(new ObjectMapper().readTree(answer).get("webSocketDebuggerUrl").textValue()));
            pages.add(page);
            return page;
        } catch (final IOException e) {
            throw new UncheckedIOException("The browser opens no page.", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserFailure("Opening a page was interrupted.", e);
        }
    }

    /** A new page that shows what stands at an address. */
    public Page open(final URI url) {
        final Page page = page();
        page.open(url);
        return page;
    }

    @Override
    public void close() {
        pages.forEach(Page::close);
        http.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (final IOException | UncheckedIOException e) {
            // a helper process may still write; the folder is a temporary one
            profile.toFile().deleteOnExit();
        }
    }

    private static RuntimeException missing() {
        final RuntimeException missing = Chromium.missing(Boolean.parseBoolean(System.getenv("CI")));
        // a skipped test is easily overlooked
        System.err.println(missing.getMessage());
        return missing;
    }

    private static List<String> command(final Path program, final Path profile) {
        return List.of(program.toString(), "--headless", "--remote-debugging-port=0", "--user-data-dir=" + profile,
                // tests run as root in containers, with little shared memory; the pages are our own
                "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-extensions", "--metrics-recording-only", "--password-store=basic", "--lang=en-US", "--hide-scrollbars",
                // a page that reaches for anything but this machine gets nothing, whatever proxies are set
                "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost", "about:blank");
    }

    /** Where the browser listens for commands; it says so among its messages, which must be read on so that it can go on writing. */
    private static String listening(final Path program, final Process process) throws IOException {
        final BufferedReader messages = process.errorReader(StandardCharsets.UTF_8);
        final StringBuilder said = new StringBuilder();
        for (String line = messages.readLine(); line != null; line = messages.readLine()) {
            final Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) {
                Thread.ofPlatform().daemon().name("browser messages").start(() -> messages.lines().forEach(ignored -> { }));
                return listening.group(1);
            }
            said.append(line).append('\n');
        }
        throw new BrowserFailure("The browser " + program + " ended at once:\n" + said);
    }
}
