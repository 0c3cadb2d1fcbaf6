package com.spotzee.nifi.connect;

import com.spotzee.nifi.browser.Browser;
import com.spotzee.nifi.browser.Page;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.faults.Fault;
import com.spotzee.nifi.sandbox.salesforce.faults.RequestKind;
import com.spotzee.nifi.sandbox.salesforce.faults.When;
import com.spotzee.nifi.sandbox.salesforce.oauth.TokenRefusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.PrintWriter;
import java.io.StringWriter;
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
    private final int port = FreePort.find();

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
        void isToldWhatItsUserMaySee() {
            final Attempt attempt = new Attempt(terminal);
            final Page page = attempt.page();
            page.press("Allow");
            page.waitForText("This user may read Lead, and HasOptedOutOfEmail among its fields.");
            assertEquals(0, attempt.exitCode());
            assertTrue(terminal.text().contains("This user may read Lead, and HasOptedOutOfEmail among its fields."), terminal.text());
        }

        @Test
        void isToldThatTheOptOutIsHidden() {
            org.edits().hideField("Lead", "HasOptedOutOfEmail");
            final Attempt attempt = new Attempt(terminal);
            final Page page = attempt.page();
            page.press("Allow");
            page.waitForText("To be done yet: this user can't see HasOptedOutOfEmail of Lead");
            assertEquals(0, attempt.exitCode());
            assertTrue(terminal.text().contains("Make it visible by field-level security"), terminal.text());
        }

        @Test
        void isToldThatTheUserMayNotUseTheApi() {
            org.faults().add(When.always().on(RequestKind.DESCRIBE), Fault.error(403, "API_CURRENTLY_DISABLED", "API is currently disabled for this User"));
            final Attempt attempt = new Attempt(terminal);
            final Page page = attempt.page();
            page.press("Allow");
            page.waitForText("Give the connecting user the permission API Enabled");
            assertEquals(0, attempt.exitCode());
            assertTrue(terminal.text().contains("API_CURRENTLY_DISABLED"), terminal.text());
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
}
