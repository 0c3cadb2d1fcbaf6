package com.spotzee.nifi.system.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program of this build in a process of its own, so that its work and its memory are not counted as somebody else's. It ends with its standard
 * input: when it is closed, and at the latest when this program ends.
 */
final class ChildProgram implements AutoCloseable {

    private static final long STOP_SECONDS = 20;
    private static final Duration LINE_LIMIT = Duration.ofMinutes(10);

    private final Process process;
    private final BufferedReader lines;

    private ChildProgram(final Process process) {
        this.process = process;
        // not closed: that would close the process's output with it
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildProgram start(final Class<?> main, final String heap, final List<String> arguments) {
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            return new ChildProgram(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (final IOException e) {
            throw new UncheckedIOException("The process of " + main.getSimpleName() + " can't be started", e);
        }
    }

    /** What stands behind the next line's beginning; other lines are skipped. */
    String line(final String beginning) {
        final FutureTask<String> reading = new FutureTask<>(() -> read(beginning));
        Thread.ofVirtual().start(reading);
        try {
            return reading.get(LINE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            process.destroyForcibly();
            throw new BenchmarkFailure("A process of the benchmark has not said \"%s\" for %d minutes".formatted(beginning.strip(), LINE_LIMIT.toMinutes()));
        } catch (final ExecutionException e) {
            throw new BenchmarkFailure("A process of the benchmark can't be read: " + e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted while a process of the benchmark was waited for");
        }
    }

    private String read(final String beginning) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("it has ended before it said \"%s\", and says why above".formatted(beginning.strip()));
        }
        return line.substring(beginning.length());
    }

    /** Closes its input: it says its last words and ends. */
    void finish() {
        try {
            process.getOutputStream().close();
        } catch (final IOException e) {
            process.destroyForcibly();
        }
    }

    /** How long it has worked so far. */
    Duration worked() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        finish();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
