package com.spotzee.nifi.system.benchmark;

import com.spotzee.nifi.system.DeadlineMissed;
import com.spotzee.nifi.system.runtime.NiFiStartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** The command line of the benchmark: both ways of reading from an emulated org, the heap of a real NiFi that reads, and the whole way to Spotzee. */
@Command(name = "bin/benchmark", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 120,
        description = "Measures how quickly, and at what cost, leads are read from an emulated Salesforce org and brought to an emulated Spotzee project. "
                + "Ends by itself.")
public final class Benchmark implements Callable<Integer> {

    private static final int MOST = 5_000_000;

    @Option(names = "--records", paramLabel = "N", defaultValue = "1000000", description = "Leads in the org; NiFi reads them all (default: ${DEFAULT-VALUE}).")
    private int records;

    @Option(names = "--sample", paramLabel = "N", defaultValue = "100000",
            description = "The leads that the client reads in each round (default: ${DEFAULT-VALUE}).")
    private int sample;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "How often the client reads them each way; the quickest round counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--users", paramLabel = "N", defaultValue = "300000",
            description = "Leads that are brought to Spotzee in each of the ways to send (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--only", paramLabel = "PART", description = "reading or sending; both if it is left out.")
    private Part only;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the benchmark; {@code --help} explains it. */
    public static void main(final String[] arguments) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmark()).setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler((failure, command, arguments) -> {
            if (failure instanceof BenchmarkFailure || failure instanceof NiFiStartFailure || failure instanceof DeadlineMissed) {
                command.getErr().println(failure.getMessage());
                return 1;
            }
            throw failure;
        });
    }

    @Override
    public Integer call() throws Exception {
        if (users < 1_000 || users > MOST) {
            throw new BenchmarkFailure("--users takes 1,000 to %,d.".formatted(MOST));
        }
        if (records < 1 || records > MOST || sample < 1 || sample > records || rounds < 1) {
            throw new BenchmarkFailure("--records takes 1 to %,d, --sample 1 to as many as --records, --rounds at least 1.".formatted(MOST));
        }
        final PrintWriter out = spec.commandLine().getOut();
        final BenchmarkReport report = new BenchmarkReport(out);
        if (only != Part.SENDING) {
            read(out, report);
        }
        if (only != Part.READING) {
            send(out, report);
        }
        return 0;
    }

    private void read(final PrintWriter out, final BenchmarkReport report) throws Exception {
        out.printf("Inventing %,d leads ...%n", records);
        out.flush();
        try (OrgProcess org = OrgProcess.start(records, sample)) {
            try (ReadingBenchmark reading = new ReadingBenchmark(org.address(), sample)) {
                out.printf("Reading %,d of them with the client, %d times each way ...%n", sample, rounds);
                out.flush();
                report.reading(reading.run(rounds));
            }
            final NiFiReading nifi = new NiFiReading(org.address(), records);
            out.printf("%nReading all %,d of them in a real NiFi ...%n", records);
            out.flush();
            final Map<NiFiReading.Api, NiFiReading.Result> measured = new EnumMap<>(NiFiReading.Api.class);
            for (final NiFiReading.Api api : NiFiReading.Api.values()) {
                measured.put(api, nifi.read(api));
            }
            report.heap(records, measured);
        }
    }

    private void send(final PrintWriter out, final BenchmarkReport report) throws Exception {
        out.printf("%nInventing %,d leads, and bringing them to Spotzee in %d ways ...%n", users, SendingWay.values().length);
        out.flush();
        try (OrgProcess org = OrgProcess.start(users, users)) {
            report.sending(new SendingBenchmark(org, users, out).run());
        }
    }

    /** What is measured. */
    enum Part {
        READING,
        SENDING
    }
}
