package com.spotzee.nifi.connect;

import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.JdkHttpExchange;
import com.spotzee.nifi.http.Secret;
import com.spotzee.nifi.salesforce.login.SalesforceEnvironment;
import com.spotzee.nifi.salesforce.login.SalesforceHost;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The command line of {@code bin/connect}: a person's consent becomes a refresh token for NiFi. */
@Command(name = "bin/connect", mixinStandardHelpOptions = true, version = "0.1.0", sortOptions = false, usageHelpWidth = 100,
        description = {"Gets a Salesforce refresh token for NiFi: opens Salesforce's page in a browser, waits for the answer on this machine, and shows "
                + "the token once, in this terminal only.", ""},
        footer = {"", "The app's consumer key is taken from --client-id, from SALESFORCE_CLIENT_ID, or asked for; its consumer secret from "
                + "SALESFORCE_CLIENT_SECRET, or asked for without showing it. Neither is kept.",
        "docs/connect.md says how to make the app, and what each error means."})
public final class Connect implements Callable<Integer> {

    static final int USUAL_PORT = 8765;

    private final Optional<Terminal> terminal;
    private final Map<String, String> environment;
    private final Consumer<URI> browser;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Place place;

    @Option(names = "--client-id", paramLabel = "KEY", description = "The app's consumer key.")
    private String clientId;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "" + USUAL_PORT,
            description = "Where to wait for the answer (default: ${DEFAULT-VALUE}); http://localhost:PORT/callback must be one of the app's callback URLs.")
    private int port;

    @Option(names = "--no-browser", description = "Only print the address, for a browser elsewhere.")
    private boolean noBrowser;

    @Option(names = "--wait", paramLabel = "MINUTES", defaultValue = "15", description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
    private int minutes;

    Connect(final Optional<Terminal> terminal, final Map<String, String> environment, final Consumer<URI> browser) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.browser = browser;
    }

    /** Where the org logs in. */
    private static final class Place {

        @Option(names = "--production", required = true, description = "The org logs in at login.salesforce.com.")
        private boolean production;

        @Option(names = "--sandbox", required = true, description = "The org logs in at test.salesforce.com.")
        private boolean sandbox;

        @Option(names = "--domain", required = true, paramLabel = "HOST", description = "The org's own host, such as acme.my.salesforce.com; or an emulated "
                + "org on this machine, such as http://127.0.0.1:18081.")
        private String domain;

        private SalesforceEnvironment environment() {
            if (production) {
                return SalesforceEnvironment.PRODUCTION;
            }
            return sandbox ? SalesforceEnvironment.SANDBOX : SalesforceEnvironment.CUSTOM_DOMAIN;
        }
    }

    public static void main(final String[] arguments) {
        System.exit(commandLine(ConsoleTerminal.ofThisProcess(), System.getenv(), SystemBrowser::open).execute(arguments));
    }

    static CommandLine commandLine(final Optional<Terminal> terminal, final Map<String, String> environment, final Consumer<URI> browser) {
        return new CommandLine(new Connect(terminal, environment, browser)).setParameterExceptionHandler((failure, arguments) -> {
            failure.getCommandLine().getErr().println(failure.getMessage());
            failure.getCommandLine().getErr().println("Try --help.");
            return CommandLine.ExitCode.USAGE;
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        final SalesforceHost host = host();
        if (terminal.isEmpty()) {
            spec.commandLine().getErr().println("bin/connect shows a secret, so it wants a terminal: start it in one, and send neither its input nor "
                    + "its output elsewhere.");
            return CommandLine.ExitCode.USAGE;
        }
        final Terminal shown = terminal.get();
        try (CallbackListener listener = CallbackListener.start(port); JdkHttpExchange http = JdkHttpExchange.open(HttpSettings.defaults())) {
            final ClientApp app = app(shown, listener.address());
            final ConsentFlow flow = new ConsentFlow(host, app, http);
            final CompletableFuture<Outcome> outcome = listener.expect(flow.state(), flow::outcome);
            invite(shown, flow, app);
            return told(shown, outcome.get(minutes, TimeUnit.MINUTES), app);
        } catch (final TimeoutException nothingCame) {
            shown.say(silence());
        } catch (final IOException noListener) {
            shown.say(noListener.getMessage());
        } catch (final ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private SalesforceHost host() {
        try {
            return place.environment().host(place.domain);
        } catch (final IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), refused.getMessage(), refused);
        }
    }

    private ClientApp app(final Terminal shown, final URI callback) {
        final String id = Optional.ofNullable(clientId).or(() -> Optional.ofNullable(environment.get("SALESFORCE_CLIENT_ID"))).map(String::strip)
                .orElseGet(() -> shown.ask("The app's consumer key (Client ID)"));
        if (id.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Without the app's consumer key nobody can be asked: copy it from the app's OAuth settings.");
        }
        final Secret secret = Optional.ofNullable(environment.get("SALESFORCE_CLIENT_SECRET")).map(text -> new Secret(text.strip()))
                .orElseGet(() -> shown.askSecret("The app's consumer secret (not shown; just Enter if the app does not require it)"));
        return new ClientApp(id, secret, callback);
    }

    private void invite(final Terminal shown, final ConsentFlow flow, final ClientApp app) {
        shown.say("""

                Salesforce asks for your consent in the browser. Log in there as the user that NiFi is to act as.
                If no page opens (a blocked pop-up, no browser on this machine), open this address yourself, in a
                private window if you are signed in as somebody else:

                %s

                Waiting for the answer at %s; Ctrl-C ends it.""".formatted(flow.address(), app.callback()));
        if (!noBrowser) {
            browser.accept(flow.address());
        }
    }

    private int told(final Terminal shown, final Outcome outcome, final ClientApp app) {
        return switch (outcome) {
            case Outcome.Connected connected -> {
                shown.say(new ParameterAdvice(place.environment(), place.domain, app).text(connected));
                yield CommandLine.ExitCode.OK;
            }
            case Outcome.Failed(String sentence) -> {
                shown.say("\nNot connected. " + sentence);
                yield CommandLine.ExitCode.SOFTWARE;
            }
        };
    }

    private String silence() {
        return ("\nNot connected: no answer came within %d minutes. If Salesforce shows an error page, its error says why (docs/connect.md): for "
                + "redirect_uri_mismatch add %s to the app's callback URLs; for invalid_client_id compare the consumer key and the environment.")
                .formatted(minutes, CallbackListener.address(port));
    }
}
