package com.spotzee.nifi.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.Session;
import com.spotzee.nifi.salesforce.login.SalesforceEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What {@code bin/connect} says where nobody comes back from Salesforce. */
class ConnectCommandTest {

    private static final String DOMAIN = "https://acme.my.salesforce.com";
    private static final String SECRET = "secret-of-the-app";
    private static final Map<String, String> ENVIRONMENT = Map.of("SALESFORCE_CLIENT_ID", "key", "SALESFORCE_CLIENT_SECRET", SECRET);

    private final RecordingTerminal terminal = new RecordingTerminal();
    private final StringWriter complaints = new StringWriter();
    private final int port = FreePort.find();

    @Nested
    class WithoutAnAnswer {

        @Test
        void saysWhatSalesforcesErrorPageMeans() {
            assertEquals(1, run(terminal, address -> { }, "--domain", DOMAIN, "--port", String.valueOf(port), "--wait", "0"));
            assertTrue(terminal.text().contains("redirect_uri_mismatch add http://localhost:" + port + "/callback"), terminal.text());
        }

        @Test
        @DisplayName("troubleshooting.md#login-the-browser-blocks-the-page")
        void printsTheAddressWithoutOpeningIt() {
            assertEquals(1, run(terminal, opened -> {
                throw new AssertionError("opened " + opened);
            }, "--domain", DOMAIN, "--port", String.valueOf(port), "--wait", "0", "--no-browser"));
            final String address = DOMAIN + "/services/oauth2/authorize?response_type=code&client_id=key";
            assertTrue(terminal.text().contains("\n" + address), terminal.text());
        }

        @Test
        void saysWhoHasThePort() throws IOException {
            try (ServerSocket taken = FreePort.occupy()) {
                assertEquals(1, run(terminal, address -> { }, "--domain", DOMAIN, "--port", String.valueOf(taken.getLocalPort())));
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
            final CommandLine command = Connect.commandLine(Optional.empty(), ENVIRONMENT, address -> { });
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
            assertFalse(terminal.text().contains(SECRET), terminal.text());
        }

        /** The example of RFC 7636, appendix B. */
        @Test
        void makesTheChallengeOfTheStandard() {
            assertEquals("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", new ProofKey(new Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).challenge());
        }
    }

    @Nested
    class ThePage {

        @Test
        void showsWhatItIsToldAsTextOnly() {
            final String shown = OutcomePage.of(new Outcome.Failed("<script>alert(1)</script> & so on"));
            assertTrue(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on"), shown);
        }
    }

    /** The flow definition has the parameters that a person is told to set, and knows the values. */
    @Nested
    class TheAdvice {

        private final ClientApp app = new ClientApp("key", new Secret(SECRET), CallbackListener.address(port));

        @ParameterizedTest
        @EnumSource(SalesforceEnvironment.class)
        void namesParametersOfTheFlowDefinition(final SalesforceEnvironment environment) throws IOException {
            final JsonNode context = new ObjectMapper().readTree(Path.of("..", "templates", "spotzee-salesforce-sync.json").toFile())
                    .path("parameterContexts").path("Spotzee Salesforce Sync");
            final Map<String, String> descriptions = new HashMap<>();
            context.path("parameters").forEach(parameter -> descriptions.put(parameter.path("name").asText(), parameter.path("description").asText()));

            final Map<String, String> advised = advised(environment);
            assertEquals(environment == SalesforceEnvironment.CUSTOM_DOMAIN, advised.containsKey("Salesforce Custom Domain"));
            assertTrue(descriptions.keySet().containsAll(advised.keySet()), () -> advised.keySet() + " are not all in " + descriptions.keySet());
            for (final String choice : List.of("Salesforce Environment", "Salesforce Authentication")) {
                assertTrue(descriptions.get(choice).contains(advised.get(choice)), () -> advised.get(choice) + " is not among: " + descriptions.get(choice));
            }
        }

        private Map<String, String> advised(final SalesforceEnvironment environment) {
            final Session session = new Session(URI.create(DOMAIN), new Secret("access"), null);
            final String text = new ParameterAdvice(environment, DOMAIN, app).text(new Outcome.Connected(session, new Secret("refresh"), "Seen."));
            return text.lines().filter(line -> line.startsWith("  Salesforce ")).map(line -> line.strip().split(" {2,}"))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        }
    }

    private int run(final Terminal shown, final Consumer<URI> opening, final String... arguments) {
        return Connect.commandLine(Optional.of(shown), ENVIRONMENT, opening).setErr(new PrintWriter(complaints, true)).execute(arguments);
    }
}
