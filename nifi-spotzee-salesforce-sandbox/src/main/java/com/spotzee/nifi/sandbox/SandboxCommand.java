package com.spotzee.nifi.sandbox;

import com.spotzee.nifi.sandbox.data.OrgContent;
import com.spotzee.nifi.sandbox.data.UnreadableExportException;
import com.spotzee.nifi.sandbox.http.PortTakenException;
import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The command line of the sandbox. */
@Command(name = "sandbox", mixinStandardHelpOptions = true, version = "0.1.0", sortOptions = false, usageHelpWidth = 110, usageHelpAutoWidth = true,
        subcommands = ExportCommand.class,
        description = {"Runs an emulated Salesforce org and an emulated Spotzee project on this machine, both as strict as the real ones, until Ctrl-C.", ""},
        footer = {"", "Without --records and --data the org holds the demo export: 300 leads, 250 contacts, 200 campaign members."})
final class SandboxCommand implements Callable<Integer> {
    static final long DEFAULT_SEED = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--records", paramLabel = "N", description = "Fill the org with N invented leads and contacts.")
    private Integer records;

    @Option(names = "--seed", paramLabel = "S", description = "What the invented people are drawn from; the same seed gives the same people (default: 1).")
    private Long seed;

    @Option(names = "--data", paramLabel = "FOLDER", description = "Fill the org from Lead.csv, Contact.csv, CampaignMember.csv, Campaign.csv and Account.csv"
            + " as Salesforce's data export writes them.")
    private Path data;

    @Option(names = "--salesforce-port", paramLabel = "PORT", description = "Port of the org (default: a free one).")
    private int salesforcePort;

    @Option(names = "--spotzee-port", paramLabel = "PORT", description = "Port of the project (default: a free one).")
    private int spotzeePort;

    @Option(names = "--admin-port", paramLabel = "PORT", description = "Port of the admin API (default: a free one).")
    private int adminPort;

    @Option(names = "--null-semantics", paramLabel = "match|sql",
            description = "Whether empty fields match != and NOT in SOQL: match, as practitioners report of"
            + " Salesforce (default), or sql, where they match neither a condition nor its negation.")
    private NullChoice nullSemantics = NullChoice.MATCH;

    @Option(names = "--rate-limits", paramLabel = "on|off", description = "Whether the project enforces Spotzee's rate limits (default: on).")
    private Switch rateLimits = Switch.ON;

    @Option(names = "--api-limit", paramLabel = "N", description = "API calls the org allows in 24 hours (default: 100000).")
    private Long apiLimit;

    /** Null semantics as they are typed. */
    enum NullChoice { MATCH, SQL }

    /** On or off. */
    enum Switch { ON, OFF }

    static int run(final String... arguments) {
        return run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments);
    }

    static int run(final PrintWriter out, final PrintWriter err, final String... arguments) {
        return new CommandLine(new SandboxCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, all) -> {
                    failure.getCommandLine().getErr().println(failure.getMessage());
                    failure.getCommandLine().getErr().println("Try --help.");
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        final SandboxOptions options = options();
        final PrintWriter out = spec.commandLine().getOut();
        try (Sandbox sandbox = Sandbox.start(options)) {
            new Welcome(sandbox).print(out);
            waitForCtrlC(sandbox);
            return CommandLine.ExitCode.OK;
        } catch (final PortTakenException | UnreadableExportException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (final UncheckedIOException e) {
            spec.commandLine().getErr().println("The sandbox can't start: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private SandboxOptions options() {
        try {
            final SandboxOptions ports = SandboxOptions.defaults().withContent(content())
                    .withSalesforcePort(salesforcePort).withSpotzeePort(spotzeePort).withAdminPort(adminPort)
                    .withRateLimits(rateLimits == Switch.ON)
                    .withNullSemantics(nullSemantics == NullChoice.MATCH ? NullSemantics.NULL_MATCHES_NEGATION : NullSemantics.NULL_NEVER_MATCHES);
            return apiLimit == null ? ports : ports.withOrg(ports.org().withApiLimit(apiLimit));
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private OrgContent content() {
        if (records != null && data != null) {
            throw new ParameterException(spec.commandLine(), "Use either --records or --data: the org holds invented people or those of your export.");
        }
        if (seed != null && records == null) {
            throw new ParameterException(spec.commandLine(), "--seed belongs to invented people: say how many with --records.");
        }
        if (records != null) {
            return new OrgContent.Generated(records, seed == null ? DEFAULT_SEED : seed);
        }
        return data == null ? new OrgContent.Demo() : new OrgContent.Export(data);
    }

    private static void waitForCtrlC(final Sandbox sandbox) throws InterruptedException {
        final CountDownLatch ended = new CountDownLatch(1);
        // The JVM waits for this hook, so the database's files are gone before the process is.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            sandbox.close();
            ended.countDown();
        }, "sandbox end"));
        ended.await();
    }
}
