package com.spotzee.nifi.system.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process in which the benchmark's org lives; gone when this is closed, and at the latest when this program ends. */
final class OrgProcess implements AutoCloseable {

    static final String HEAP = "-Xmx512m";
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final OrgAddress address;

    private OrgProcess(final Process process, final OrgAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits until all leads are in. */
    static OrgProcess start(final int leads, final int sample) {
        final List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", System.getProperty("java.class.path"), OrgMain.class.getName(),
                Integer.toString(leads), Integer.toString(sample));
        try {
            final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return new OrgProcess(process, address(process));
        } catch (final IOException e) {
            throw new UncheckedIOException("The process of the emulated org can't be started", e);
        }
    }

    private static OrgAddress address(final Process process) throws IOException {
        // not closed: that would close the process's output with it
        final BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith(OrgMain.READY)) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new BenchmarkFailure("The process of the emulated org has ended before its leads were in; it says why above.");
        }
        return new ObjectMapper().readValue(line.substring(OrgMain.READY.length()), OrgAddress.class);
    }

    OrgAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final IOException e) {
            process.destroyForcibly();
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
