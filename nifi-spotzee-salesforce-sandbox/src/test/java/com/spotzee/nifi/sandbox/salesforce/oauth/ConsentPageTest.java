package com.spotzee.nifi.sandbox.salesforce.oauth;

import com.spotzee.nifi.browser.Browser;
import com.spotzee.nifi.browser.Page;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The page as a person at a browser meets it. */
class ConsentPageTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Browser browser;
    private static HttpServer app;
    private static EmulatedOrg org;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        org = EmulatedOrg.start(OrgSettings.defaults());
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        app.createContext("/callback", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("back at the app".getBytes());
            exchange.close();
        });
        app.start();
        org.app().addCallbackUrl(callback());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            app.stop(0);
            org.close();
        }
    }

    @Test
    void takesThePersonBackToTheAppWithACode() {
        final Page page = browser.open(consent(callback()));
        assertEquals("Allow Access?", page.text("h1"));
        assertEquals(org.username(), page.text("select"));
        page.screenshot(SCREENSHOTS.resolve("consent.png"));
        page.press("Allow");
        page.waitForText("back at the app");
        assertTrue(page.address().getQuery().matches("code=aPrx.*==&state=7"), page.address().getQuery());
        assertEquals(List.of(), page.errors());
    }

    @Test
    void takesThePersonBackWhoDenies() {
        final Page page = browser.open(consent(callback()));
        page.press("Deny");
        page.waitForText("back at the app");
        assertEquals("error=access_denied&error_description=end-user+denied+authorization&state=7", page.address().getQuery());
    }

    @Test
    void keepsThePersonWhereTheAppsAddressIsNotItsOwn() {
        final Page page = browser.open(consent("http://localhost:1/somewhere"));
        page.waitForText("error=redirect_uri_mismatch");
        page.screenshot(SCREENSHOTS.resolve("consent-refused.png"));
        assertEquals("/services/oauth2/authorize", page.address().getPath());
    }

    private static String callback() {
        return "http://localhost:" + app.getAddress().getPort() + "/callback";
    }

    private static URI consent(final String callback) {
        return URI.create(org.url() + "/services/oauth2/authorize?response_type=code&state=7&client_id=" + org.clientId() + "&redirect_uri=" + callback
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
