package com.spotzee.nifi.system.runtime;

import com.spotzee.nifi.system.Deadline;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A ZooKeeper on the loopback address in a process of its own, for one that is embedded in a node dies with it. Its jars are those that NiFi's
 * framework NAR brings along.
 */
final class ZooKeeperProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern JARS = Pattern.compile("META-INF/bundled-dependencies/((?:zookeeper|netty|metrics-core|snappy)[^/]*\\.jar)");
    private static final String CONFIGURATION = """
            dataDir=%s
            clientPort=%d
            clientPortAddress=127.0.0.1
            tickTime=2000
            admin.enableServer=false
            """;
    private static final String LOGBACK = """
            <configuration>
                <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder>
                        <pattern>%date %level %logger{40} %msg%n</pattern>
                    </encoder>
                </appender>
                <root level="WARN">
                    <appender-ref ref="console"/>
                </root>
            </configuration>
            """;

    private final LoopbackPort port;
    private final Process process;

    private ZooKeeperProcess(final LoopbackPort port, final Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts a ZooKeeper that knows nothing yet and waits until it listens. */
    static ZooKeeperProcess start(final NiFiAssembly assembly, final Path home) {
        final LoopbackPort port = LoopbackPort.free();
        try {
            Files.createDirectories(home);
            unpackJars(assembly.library(), home);
            Files.writeString(home.resolve("logback.xml"), LOGBACK);
            final Path configuration = Files.writeString(home.resolve("zoo.cfg"),
                    CONFIGURATION.formatted(home.resolve("data").toString().replace('\\', '/'), port.number()));
            final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
                    "-cp", String.join(File.pathSeparator, home.toString(), home.resolve("*").toString(), assembly.library().resolve("*").toString()),
                    "org.apache.zookeeper.server.ZooKeeperServerMain", configuration.toString())
                    .redirectErrorStream(true).redirectOutput(home.resolve("zookeeper.log").toFile()).start();
            final ZooKeeperProcess zooKeeper = new ZooKeeperProcess(port, process);
            Runtime.getRuntime().addShutdownHook(new Thread(zooKeeper::close, "stop ZooKeeper"));
            Deadline.in(LIMIT).await("ZooKeeper listens at port " + port.number(), () -> !process.isAlive() || !port.isFree());
            if (!process.isAlive()) {
                throw new NiFiStartFailure("ZooKeeper ended with exit code %d; its log is %s".formatted(process.exitValue(), home.resolve("zookeeper.log")));
            }
            return zooKeeper;
        } catch (final IOException e) {
            throw new UncheckedIOException("ZooKeeper can't be started in " + home, e);
        }
    }

    int port() {
        return port.number();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static void unpackJars(final Path library, final Path folder) throws IOException {
        final Path framework;
        try (Stream<Path> files = Files.list(library)) {
            framework = files.filter(file -> file.getFileName().toString().startsWith("nifi-framework-nar")).findFirst().orElseThrow();
        }
        try (JarFile nar = new JarFile(framework.toFile())) {
            final List<JarEntry> entries = nar.stream().filter(entry -> JARS.matcher(entry.getName()).matches()).toList();
            for (final JarEntry entry : entries) {
                Files.copy(nar.getInputStream(entry), folder.resolve(Path.of(entry.getName()).getFileName().toString()));
            }
        }
    }
}
