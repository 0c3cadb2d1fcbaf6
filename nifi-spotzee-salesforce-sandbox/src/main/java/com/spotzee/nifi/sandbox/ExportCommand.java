package com.spotzee.nifi.sandbox;

import com.spotzee.nifi.sandbox.data.ExportWriter;
import com.spotzee.nifi.sandbox.data.GeneratedOrg;
import com.spotzee.nifi.sandbox.data.OrgContent;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Writes invented people as CSV files, so that they can be looked at, edited, and loaded with {@code --data}. */
@Command(name = "export", mixinStandardHelpOptions = true, usageHelpAutoWidth = true,
        description = "Writes invented people as the CSV files of a data export, to look at, to edit, and to load with --data.")
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Where the files go; files of the same names are overwritten.")
    private Path folder;

    @Option(names = "--records", paramLabel = "N", required = true, description = "How many leads and contacts.")
    private int records;

    @Option(names = "--seed", paramLabel = "S", description = "What they are drawn from (default: 1).")
    private long seed = SandboxCommand.DEFAULT_SEED;

    @Override
    public Integer call() {
        try {
            new ExportWriter(GeneratedOrg.of(new OrgContent.Generated(records, seed))).writeTo(folder);
            spec.commandLine().getOut().println("The export lies in " + folder + ": start the sandbox with --data " + folder + ".");
            return CommandLine.ExitCode.OK;
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (final IOException e) {
            spec.commandLine().getErr().println("The folder " + folder + " can't be written (" + e.getClass().getSimpleName() + "): name another one.");
            return CommandLine.ExitCode.USAGE;
        }
    }
}
