package com.spotzee.nifi.conformance;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of {@code src/test/js} below {@code target} with the packages of its lock file, never another version. */
final class NodeProject {

    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final int MINUTES = 5;

    private final Path folder;

    private NodeProject(final Path folder) {
        this.folder = folder;
    }

    /** Copies and installs, unless the same packages stand there already. */
    static NodeProject prepare(final Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        final Path lock = folder.resolve("package-lock.json");
        final Path installed = folder.resolve("node_modules").resolve(".package-lock.json");
        final boolean ready = Files.exists(installed) && Files.exists(lock) && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) < 0;
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (final Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        final NodeProject project = new NodeProject(folder);
        if (!ready) {
            project.run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
        return project;
    }

    /** Aborts the tests on a machine without Node.js, and fails them in CI. */
    static void demandNode() throws InterruptedException {
        demand(List.of("node", "npm"), Boolean.parseBoolean(System.getenv("CI")));
    }

    /** The same for any programs. */
    static void demand(final List<String> programs, final boolean inCi) throws InterruptedException {
        for (final String program : programs) {
            if (!starts(program)) {
                final String sentence = "jsforce is not tried: " + program + " is missing on the PATH. Install Node.js 20 or newer with npm.";
                if (inCi) {
                    throw new IllegalStateException(sentence + " CI must not skip this.");
                }
                System.err.println(sentence);
                Assumptions.abort(sentence);
            }
        }
    }

    /** The lines a script prints. */
    List<String> node(final String script, final Map<String, String> environment) throws IOException, InterruptedException {
        return run(environment, "node", script);
    }

    private List<String> run(final Map<String, String> environment, final String... command) throws IOException, InterruptedException {
        final Path errors = folder.resolve(command[0] + "-errors.txt");
        final Path output = folder.resolve(command[0] + "-output.txt");
        final ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(folder.toFile())
                .redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        final Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " did not end within " + MINUTES + " minutes: see " + errors + ".");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue() + ":\n"
                    + Files.readString(errors, StandardCharsets.UTF_8));
        }
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    private static boolean starts(final String program) throws InterruptedException {
        try {
            final Process process = new ProcessBuilder(program, "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
