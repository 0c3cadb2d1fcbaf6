package com.spotzee.nifi.system.demo;

import com.spotzee.nifi.sandbox.Sandbox;
import com.spotzee.nifi.sandbox.SandboxOptions;
import com.spotzee.nifi.system.compare.ComparisonResult;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The command line of the demo: people arrive in an emulated Spotzee project from an emulated Salesforce org through a real NiFi. */
@Command(name = "bin/demo", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 120,
        description = "Starts an emulated Salesforce org, an emulated Spotzee project and a real NiFi with our flow between them, and syncs.")
public final class Demo implements Callable<Integer> {

    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";
    private static final int ANY_PORT = 0;
    private static final Duration FREQUENCY_TO_WATCH = Duration.ofSeconds(15);
    private static final Duration FREQUENCY_ONCE = Duration.ofHours(1);

    @Option(names = "--once", description = "End by itself: first sync, changes, one incremental sync, then compare both sides field by field.")
    private boolean once;

    @Option(names = "--records", paramLabel = "N", description = "Invent N people instead of using the small export that comes with the project.")
    private Integer records;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "With --records: other people for another seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--data", paramLabel = "FOLDER", description = "Use the CSV files of a Salesforce data export (Lead.csv, Contact.csv and so on).")
    private Path data;

    @Option(names = "--nifi-port", paramLabel = "PORT", description = "Port of NiFi (default: 18080; with --once any free one, as with 0).")
    private Integer nifiPort;

    @Option(names = "--salesforce-port", paramLabel = "PORT", description = "Port of the emulated org (default: 18081, or as above).")
    private Integer salesforcePort;

    @Option(names = "--spotzee-port", paramLabel = "PORT", description = "Port of the emulated Spotzee project (default: 18082, or as above).")
    private Integer spotzeePort;

    @Option(names = "--admin-port", paramLabel = "PORT", description = "Port of the sandbox's admin API (default: 18083, or as above).")
    private Integer adminPort;

    private final PrintStream out = System.out;

    public static void main(final String[] arguments) {
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "warn");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Demo()).setExecutionExceptionHandler(new DemoFailure()).setParameterExceptionHandler((failure, arguments) -> {
            failure.getCommandLine().getErr().println(failure.getMessage() + ". Try --help.");
            return CommandLine.ExitCode.USAGE;
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        final int port = port("NiFi", "--nifi-port", nifiPort, 18080);
        final SandboxOptions options = options();
        out.println("Starting the emulated Salesforce org and the emulated Spotzee project ...");
        final Sandbox sandbox = Sandbox.start(options);
        final DemoStop stop = new DemoStop(sandbox);
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop everything"));
        try {
            out.println("Starting NiFi ...");
            final Path home = NiFiAssembly.ofThisBuild().target().resolve("demo").resolve("nifi-" + port);
            final DemoWorld world = stop.own(DemoWorld.around(sandbox, home, port, once ? FREQUENCY_ONCE : FREQUENCY_TO_WATCH));
            out.printf("NiFi %s: %s/nifi%n", world.nifi().api().version(), world.nifi().url());
            final SyncWatch watch = new SyncWatch(world.flow(), out);
            out.println("First sync ...");
            world.flow().start();
            watch.await(Map.of());
            return once ? syncChanges(world, watch) : keepRunning(world);
        } finally {
            stop.run();
        }
    }

    private int syncChanges(final DemoWorld world, final SyncWatch watch) {
        final Map<String, String> first = world.flow().completedSyncs();
        final OrgChanges.Done done = world.change();
        out.printf("Changed %d people, opted %d out, created %d. Incremental sync ...%n", done.changed(), done.optedOut(), done.created());
        world.flow().syncNow();
        watch.await(first);
        final ComparisonResult result = world.compare();
        result.examples().forEach(example -> out.println("  " + example));
        if (result.matched() == 0) {
            out.println("  The org has nobody to sync, so this proves nothing: give it people with --records or --data.");
        }
        out.println(result.line());
        return result.isGood() ? 0 : 1;
    }

    private int keepRunning(final DemoWorld world) throws InterruptedException {
        new DemoGuide(world, FREQUENCY_TO_WATCH).print(out);
        new CountDownLatch(1).await();
        return 0;
    }

    private SandboxOptions options() {
        if (records != null && data != null) {
            throw new DemoRefusal("Take --records or --data, not both: people are either invented or loaded.");
        }
        try {
            SandboxOptions options = SandboxOptions.defaults();
            if (records != null) {
                options = options.withRecords(records, seed);
            } else if (data != null) {
                options = options.withData(data);
            }
            return options.withSalesforcePort(chosen(salesforcePort, 18081)).withSpotzeePort(chosen(spotzeePort, 18082))
                    .withAdminPort(chosen(adminPort, 18083));
        } catch (final IllegalArgumentException e) {
            throw new DemoRefusal(e.getMessage());
        }
    }

    private int chosen(final Integer given, final int usual) {
        if (given != null) {
            return given;
        }
        return once ? ANY_PORT : usual;
    }

    private int port(final String who, final String option, final Integer given, final int usual) {
        final int port = chosen(given, usual);
        if (port < 0 || port > 65_535) {
            throw new DemoRefusal("%s takes a port between 0 and 65535, not %d.".formatted(option, port));
        }
        if (port == ANY_PORT) {
            return LoopbackPort.free().number();
        }
        if (!new LoopbackPort(port).isFree()) {
            throw new DemoRefusal("Port %d for %s is not free on 127.0.0.1: stop the program that uses it, or choose another with %s (0 takes any free one)."
                    .formatted(port, who, option));
        }
        return port;
    }
}
