package com.spotzee.nifi.system.runtime;

import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.DeadlineMissed;
import com.spotzee.nifi.system.rest.NiFiApi;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One real NiFi in a process of its own, with our NAR installed: unsecured, on the loopback address, everything it writes below its home.
 * It is ready when {@code start} returns, and gone when {@code close} returns.
 */
public final class NiFiInstance implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String HEAP = "-Xmx512m";

    private final NiFiAssembly assembly;
    private final NiFiConfiguration configuration;
    private final Path home;
    private final List<String> jvmOptions;
    private final NiFiApi api;
    private volatile Process process;

    private NiFiInstance(final NiFiAssembly assembly, final NiFiConfiguration configuration, final List<String> jvmOptions) {
        this.assembly = assembly;
        this.configuration = configuration;
        this.home = configuration.home();
        this.jvmOptions = List.copyOf(jvmOptions);
        this.api = new NiFiApi(url().resolve("/nifi-api/"));
    }

    /** Starts NiFi with nothing in it but our NAR; what an earlier instance left in this home is removed first, unpacked NARs aside. */
    public static NiFiInstance start(final NiFiAssembly assembly, final Path home, final int webPort) {
        return start(assembly, home, webPort, List.of());
    }

    /** The same with options of the JVM after its own, which they overrule. */
    public static NiFiInstance start(final NiFiAssembly assembly, final Path home, final int webPort, final List<String> jvmOptions) {
        final NiFiInstance instance = launched(assembly, NiFiConfiguration.alone(home.toAbsolutePath(), assembly.library(), webPort), jvmOptions);
        instance.awaitReady();
        return instance;
    }

    /** The process runs, but NiFi is not ready yet: the nodes of a cluster wait for each other. */
    static NiFiInstance launched(final NiFiAssembly assembly, final NiFiConfiguration configuration, final List<String> jvmOptions) {
        final NiFiInstance instance = new NiFiInstance(assembly, configuration, jvmOptions);
        try {
            instance.prepare();
        } catch (final IOException e) {
            throw new UncheckedIOException("The home of NiFi can't be prepared: " + configuration.home(), e);
        }
        // nobody else can end the process when this program is ended while NiFi is still starting
        Runtime.getRuntime().addShutdownHook(new Thread(instance::close, "stop NiFi"));
        instance.launch();
        return instance;
    }

    /** What a browser opens is {@code /nifi} below this address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + configuration.webPort());
    }

    public NiFiApi api() {
        return api;
    }

    /** Everything NiFi has said since it was started first. */
    public Path log() {
        return home.resolve("logs").resolve("nifi.log");
    }

    /** Stops NiFi and starts it again with its flow, its queues and its state. */
    public void restart() {
        close();
        launch();
        awaitReady();
    }

    /** Stops NiFi, puts another build of our NAR into the place of the one it has, and starts it again with its flow, its queues and its state. */
    public void restartWith(final Path nar) throws IOException {
        close();
        try (DirectoryStream<Path> installed = Files.newDirectoryStream(home.resolve("extensions"), "*.nar")) {
            for (final Path old : installed) {
                Files.delete(old);
            }
        }
        install(nar);
        launch();
        awaitReady();
    }

    /** Ends NiFi at once with whatever it has in its hands, as a crash or {@code kill -9} does; {@link #restart()} brings it back. */
    public void kill() {
        // this very process and no other: it is the child that this instance has started
        final Process killed = process.destroyForcibly();
        try {
            if (!killed.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("NiFi's process " + killed.pid() + " is still there after it was killed");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has NiFi's JVM collect all its garbage now. */
    public void collectGarbage() throws IOException, InterruptedException {
        final Process command = new ProcessBuilder(tool("jcmd"), Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (command.waitFor() != 0) {
            throw new IllegalStateException("jcmd can't reach NiFi's process " + process.pid());
        }
    }

    /** The number of this NiFi's process. */
    public long pid() {
        return process.pid();
    }

    /** How long this NiFi's process has worked so far, all its threads together. */
    public Duration worked() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void prepare() throws IOException {
        if (Files.isDirectory(home)) {
            removeTraces();
        }
        configuration.write();
        install(assembly.nar());
    }

    private void install(final Path nar) throws IOException {
        Files.copy(nar, home.resolve("extensions").resolve(nar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private void removeTraces() throws IOException {
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path folder, final BasicFileAttributes attributes) {
                return folder.equals(home.resolve("work")) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void launch() {
        final File log = log().toFile();
        try {
            process = new ProcessBuilder(command()).directory(home.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
        } catch (final IOException e) {
            throw new UncheckedIOException("The process of NiFi can't be started", e);
        }
    }

    void awaitReady() {
        try {
            Deadline.in(START_LIMIT).await("NiFi answers at " + url(), () -> !process.isAlive() || api.isReady());
        } catch (final DeadlineMissed e) {
            close();
            throw new NiFiStartFailure(e.getMessage() + "; its log is " + log());
        }
        if (!process.isAlive()) {
            throw new NiFiStartFailure("NiFi ended with exit code %d while it was starting; its log is %s".formatted(process.exitValue(), log()));
        }
    }

    /** Quick to start rather than quick in the long run: one compiler tier, the small collector; and the heap that the flow must be content with. */
    private List<String> command() {
        final Path conf = home.resolve("conf");
        final List<String> command = new ArrayList<>(List.of(tool("java"), HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dnifi.properties.file.path=" + conf.resolve("nifi.properties"),
                "-Dorg.apache.nifi.bootstrap.config.log.dir=" + home.resolve("logs"),
                // its default is one fixed port: a second NiFi on the machine would die
                "-Dorg.apache.nifi.management.server.address=127.0.0.1:" + LoopbackPort.free().number(),
                "-cp", conf + File.pathSeparator + assembly.library().resolve("*"),
                "org.apache.nifi.NiFi"));
        return command;
    }

    private static String tool(final String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
