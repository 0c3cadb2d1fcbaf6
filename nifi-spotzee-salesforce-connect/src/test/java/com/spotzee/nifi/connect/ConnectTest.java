package com.spotzee.nifi.connect;

import com.spotzee.nifi.browser.Browser;
import com.spotzee.nifi.browser.Page;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code bin/connect} as a person uses it: a terminal, and a real browser at the consent page of an emulated org. */
class ConnectTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Browser browser;

    private final EmulatedOrg org = EmulatedOrg.start(OrgSettings.defaults());
    private final Map<String, String> environment = new HashMap<>(Map.of("SALESFORCE_CLIENT_ID", org.clientId(),
            "SALESFORCE_CLIENT_SECRET", org.clientSecret()));
    private final RecordingTerminal terminal = new RecordingTerminal();
    private final StringWriter complaints = new StringWriter();
    private final int port = freePort();

    ConnectTest() {
        org.app().addCallbackUrl("http://localhost:" + port + "/callback");
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Nested
    class APersonWhoAllows {

        @Test
        void isShownTheRefreshTokenOnceInTheTerminalOnly() {
            final Attempt attempt = new Attempt(terminal);
            final Page page = attempt.page();
            page.screenshot(SCREENSHOTS.resolve("connect-consent.png"));
            page.press("Allow");
            page.waitForText("You can close this window");
            page.screenshot(SCREENSHOTS.resolve("connect-connected.png"));

            assertEquals(0, attempt.exitCode());
            final String token = org.refreshToken();
            assertEquals(2, terminal.text().split(token, -1).length, terminal.text());
            assertFalse(page.evaluate("document.documentElement.outerHTML").asText().contains(token));
            assertFalse(page.address().toString().contains(token));
            assertFalse(terminal.text().contains(org.clientSecret()), terminal.text());
            assertEquals("", complaints.toString());
            assertEquals(List.of(), page.errors());
        }

        @Test
        void isToldWhichParametersToSet() {
            final Attempt attempt = new Attempt(terminal);
            attempt.page().press("Allow");
            assertEquals(0, attempt.exitCode());
            for (final String line : List.of("Connected to organisation " + org.organizationId() + " at " + org.url(),
                    "Salesforce Environment      Custom Domain",
                    "Salesforce Custom Domain    " + org.url(), "Salesforce Authentication   Refresh Token", "Salesforce Client ID        " + org.clientId(),
                    "Salesforce Client Secret    the app's consumer secret", "Salesforce Refresh Token    the token above")) {
                assertTrue(terminal.text().contains(line), line + " is not in\n" + terminal.text());
            }
        }

        @Test
        void mayTypeKeyAndSecret() {
            environment.clear();
            final RecordingTerminal typing = new RecordingTerminal(org.clientId(), org.clientSecret());
            final Attempt attempt = new Attempt(typing);
            attempt.page().press("Allow");
            assertEquals(0, attempt.exitCode());
            assertTrue(typing.unanswered().isEmpty());
        }

        @Test
        void needsNoSecretWhereTheAppDoesNot() {
            org.app().requireSecret(false);
            environment.put("SALESFORCE_CLIENT_SECRET", "");
            final Attempt attempt = new Attempt(terminal);
            attempt.page().press("Allow");
            assertEquals(0, attempt.exitCode());
            assertTrue(terminal.text().contains("Salesforce Client Secret    leave it empty"), terminal.text());
        }

        @Test
        void isToldThatARotatingTokenIsOfNoUse() {
            org.rotateRefreshTokens(true);
            final Attempt attempt = new Attempt(terminal);
            final Page page = attempt.page();
            page.press("Allow");
            page.waitForText("Refresh Token Rotation");
            page.screenshot(SCREENSHOTS.resolve("connect-rotation.png"));
            assertEquals(1, attempt.exitCode());
            assertTrue(terminal.text().contains("Switch the rotation off in the app's OAuth settings"), terminal.text());
            assertFalse(terminal.text().contains("5Aep861"), terminal.text());
        }

        @Test
        void isToldWhyTheCodeIsWorthNothing() {
            environment.put("SALESFORCE_CLIENT_SECRET", "wrong");
            final Attempt attempt = new Attempt(terminal);
            final Page page = attempt.page();
            page.press("Allow");
            page.waitForText("invalid_client (invalid client credentials)");
            assertEquals(1, attempt.exitCode());
            assertTrue(terminal.text().contains("The Client Secret is wrong"), terminal.text());
        }
    }

    @Nested
    class APersonWhoIsRefused {

        @Test
        void isToldWhatDenyingDoes() {
            final Attempt attempt = new Attempt(terminal);
            final Page page = attempt.page();
            page.press("Deny");
            page.waitForText("choose Allow");
            page.screenshot(SCREENSHOTS.resolve("connect-denied.png"));
            assertEquals(1, attempt.exitCode());
            assertTrue(terminal.text().contains("access_denied (end-user denied authorization)"), terminal.text());
        }

        @ParameterizedTest
        @EnumSource(value = TokenRefusal.class, names = {"APP_NOT_APPROVED", "APP_NOT_INSTALLED", "APP_BLOCKED", "USER_INACTIVE", "IP_RESTRICTED",
            "TOO_MANY_LOGINS", "ORG_INACTIVE"})
        void readsCauseAndCureOnThePageAndInTheTerminal(final TokenRefusal refusal) {
            org.refuseLogins(refusal);
            final Attempt attempt = new Attempt(terminal);
            final Page page = attempt.page();
            page.press("Allow");
            page.waitForText("Not connected");
            assertEquals(1, attempt.exitCode());
            final String sentence = page.text("p");
            assertTrue(sentence.contains(refusal.error() + " (" + refusal.description() + "). "), sentence);
            assertTrue(terminal.text().endsWith("Not connected. " + sentence), terminal.text());
        }
    }

    @Nested
    class TheCallback {

        @Test
        void takesNoAnswerThatIsNotAwaited() {
            final Attempt attempt = new Attempt(terminal);
            final Page consent = attempt.page();
            final Page stranger = browser.open(URI.create("http://localhost:" + port + "/callback?code=aPrx&state=guessed"));
            assertTrue(stranger.text().contains("Not the awaited answer"), stranger.text());
            stranger.open(URI.create("http://localhost:" + port + "/callback?error=access_denied"));
            assertTrue(stranger.text().contains("Not the awaited answer"), stranger.text());
            stranger.open(URI.create("http://localhost:" + port + "/elsewhere"));
            assertTrue(stranger.text().contains("Nothing here"), stranger.text());
            consent.press("Allow");
            assertEquals(0, attempt.exitCode());
        }

        @Test
        void showsWhatItIsToldAsTextOnly() {
            final String shown = OutcomePage.of(new Outcome.Failed("<script>alert(1)</script> & so on"));
            assertTrue(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on"), shown);
        }
    }

    @Nested
    class WithoutAnAnswer {

        @Test
        void saysWhatSalesforcesErrorPageMeans() {
            assertEquals(1, run(terminal, address -> { }, "--domain", org.url().toString(), "--port", String.valueOf(port), "--wait", "0"));
            assertTrue(terminal.text().contains("redirect_uri_mismatch add http://localhost:" + port + "/callback"), terminal.text());
        }

        @Test
        void printsTheAddressWithoutOpeningIt() {
            assertEquals(1, run(terminal, opened -> {
                throw new AssertionError("opened " + opened);
            }, "--domain", org.url().toString(), "--port", String.valueOf(port), "--wait", "0", "--no-browser"));
            final String address = org.url() + "/services/oauth2/authorize?response_type=code&client_id=" + org.clientId();
            assertTrue(terminal.text().contains("\n" + address), terminal.text());
        }

        @Test
        void saysWhoHasThePort() throws IOException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
                assertEquals(1, run(terminal, address -> { }, "--domain", org.url().toString(), "--port", String.valueOf(taken.getLocalPort())));
                assertTrue(terminal.text().startsWith("Port " + taken.getLocalPort() + " is taken by another program"), terminal.text());
            }
        }
    }

    @Nested
    class TheCommandLine {

        @Test
        void wantsAnEnvironmentAndOnlyOne() {
            assertEquals(2, run(terminal, address -> { }));
            assertEquals(2, run(terminal, address -> { }, "--production", "--sandbox"));
        }

        @Test
        void refusesAHostThatIsNoneWithTheOneThatWasMeant() {
            assertEquals(2, run(terminal, address -> { }, "--domain", "acme.lightning.force.com"));
            assertTrue(complaints.toString().contains("acme.my.salesforce.com"), complaints.toString());
        }

        @Test
        void showsNoSecretWhereThereIsNoTerminal() {
            final CommandLine command = Connect.commandLine(Optional.empty(), environment, address -> { });
            assertEquals(2, command.setErr(new PrintWriter(complaints, true)).execute("--production"));
            assertTrue(complaints.toString().contains("wants a terminal"), complaints.toString());
        }

        @Test
        void asksTheChosenLoginHostWithAProofKeyAndNoSecret() {
            run(terminal, address -> { }, "--production", "--port", String.valueOf(port), "--wait", "0");
            assertTrue(terminal.text().contains("https://login.salesforce.com/services/oauth2/authorize?response_type=code&"), terminal.text());
            run(terminal, address -> { }, "--sandbox", "--port", String.valueOf(port), "--wait", "0");
            assertTrue(terminal.text().contains("https://test.salesforce.com/services/oauth2/authorize?response_type=code&"), terminal.text());
            assertTrue(terminal.text().contains("&code_challenge_method=S256"), terminal.text());
            assertFalse(terminal.text().contains(org.clientSecret()), terminal.text());
        }

        /** The example of RFC 7636, appendix B. */
        @Test
        void makesTheChallengeOfTheStandard() {
            assertEquals("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", new ProofKey(new Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).challenge());
        }
    }

    /** A command that runs meanwhile, and the page it opens. */
    private final class Attempt {

        private final CompletableFuture<URI> opened = new CompletableFuture<>();
        private final CompletableFuture<Integer> exitCode;

        private Attempt(final Terminal shown) {
            exitCode = CompletableFuture.supplyAsync(() -> run(shown, opened::complete, "--domain", org.url().toString(), "--port", String.valueOf(port)));
        }

        private Page page() {
            final Page page = browser.page();
            page.size(800, 480);
            page.open(opened.join());
            return page;
        }

        private int exitCode() {
            return exitCode.join();
        }
    }

    private int run(final Terminal shown, final Consumer<URI> opening, final String... arguments) {
        return Connect.commandLine(Optional.of(shown), environment, opening).setErr(new PrintWriter(complaints, true)).execute(arguments);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
