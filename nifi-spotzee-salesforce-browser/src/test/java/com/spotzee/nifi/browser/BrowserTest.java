package com.spotzee.nifi.browser;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BrowserTest {

    private static final Map<String, String> PAGES = Map.of(
            "/form", """
                <!doctype html><title>form</title>
                <form action="/asked">
                  <input name="who" value="nobody">
                  <select name="how"><option value="1">slowly</option><option value="2">quickly</option></select>
                  <button style="display:none">Send</button><button disabled>Send</button><button>Send</button>
                </form>""",
            "/late", """
                <!doctype html><title>late</title><p id="seen">early</p><div style="height:2000px"></div>
                <script>requestAnimationFrame(() => requestAnimationFrame(() => { document.getElementById('seen').textContent = 'too late?'; }));</script>""",
            "/broken", """
                <!doctype html><title>broken</title><script src="/missing.js"></script>
                <script>console.error('said', 1); nothing.at.all();</script><script src="http://example.com/outside.js"></script>""");

    private static HttpServer server;
    private static Browser browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            final URI uri = exchange.getRequestURI();
            final String page = "/asked".equals(uri.getPath()) ? "<p>" + uri.getQuery() : PAGES.get(uri.getPath());
            final byte[] body = String.valueOf(page).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
            exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            server.stop(0);
        }
    }

    @Test
    void fillsInAndSendsAForm() {
        final Page page = browser.open(url("/form"));
        page.fill("input[name=who]", "Ann \"A\" O'Neill");
        page.choose("select", "quickly");
        assertEquals("Ann \"A\" O'Neill", page.text("input[name=who]"));
        page.press("Send");
        page.waitForText("who=Ann");
        assertEquals("who=Ann+\"A\"+O'Neill&how=2", page.text());
        assertEquals("/asked", page.address().getPath());

        page.open(url("/form"));
        page.fill("input[name=who]", "");
        page.press("Send");
        page.waitForText("who=&how=1");
    }

    @Test
    void waitsForWhatComesLate() {
        final Page page = browser.open(url("/late"));
        page.waitForText("too late?");
        assertEquals("too late?", page.text("#seen"));
        assertEquals(1, page.count("p"));
        assertEquals(List.of(), page.errors());
    }

    @Test
    void takesTheWholePageAsAPicture() throws IOException {
        final Page page = browser.open(url("/late"));
        page.size(500, 300);
        final Path png = folder.resolve("pictures").resolve("late.png");
        page.screenshot(png);
        assertEquals(500, ImageIO.read(png.toFile()).getWidth());
        assertTrue(ImageIO.read(png.toFile()).getHeight() > 2000);
    }

    @Test
    void tellsWhatGoesWrongOnAPageAndReachesThisMachineOnly() {
        final Page page = browser.open(url("/broken"));
        page.waitUntil("the page is loaded", "document.readyState === 'complete'");
        final String errors = page.errors().toString();
        assertTrue(errors.contains("nothing is not defined"), errors);
        assertTrue(errors.contains("said"), errors);
        assertTrue(errors.contains("missing.js"), errors);
        assertTrue(errors.contains("ERR_NAME_NOT_RESOLVED"), errors);
        assertThrows(BrowserFailure.class, () -> page.open(URI.create("http://example.com/")));
        assertThrows(BrowserFailure.class, () -> page.evaluate("nothing.at.all"));
    }

    private static URI url(final String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
