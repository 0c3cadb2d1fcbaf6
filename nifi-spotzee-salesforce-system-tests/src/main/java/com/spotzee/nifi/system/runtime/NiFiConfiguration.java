package com.spotzee.nifi.system.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration of one unsecured NiFi on the loopback address: only what NiFi cannot do without, all folders below its home.
 *
 * @param home the folder of this instance
 * @param library the folder with NiFi's own jars and NARs
 * @param webPort the port of its user interface and REST API
 * @param node its place in a cluster, or null for one that stands alone
 */
record NiFiConfiguration(Path home, Path library, int webPort, ClusterNode node) {

    private static final String PROPERTIES = """
            nifi.flow.configuration.file=%1$s/conf/flow.json.gz
            nifi.flowcontroller.graceful.shutdown.period=5 sec
            nifi.flowservice.writedelay.interval=500 ms
            nifi.administrative.yield.duration=5 sec
            nifi.performance.tracking.percentage=100
            nifi.nar.library.directory=%3$s
            nifi.nar.library.autoload.directory=%1$s/extensions
            nifi.nar.working.directory=%1$s/work/nar
            nifi.nar.persistence.provider.properties.directory=%1$s/nar-store
            nifi.asset.manager.properties.directory=%1$s/assets
            nifi.web.jetty.working.directory=%1$s/work/jetty
            nifi.state.management.configuration.file=%1$s/conf/state-management.xml
            nifi.state.management.provider.local=files
            nifi.database.directory=%1$s/repositories/database
            nifi.flowfile.repository.directory=%1$s/repositories/flowfile
            nifi.content.repository.directory.default=%1$s/repositories/content
            nifi.content.repository.archive.enabled=false
            nifi.provenance.repository.implementation=org.apache.nifi.provenance.WriteAheadProvenanceRepository
            nifi.provenance.repository.directory.default=%1$s/repositories/provenance
            nifi.provenance.repository.indexed.fields=EventType, FlowFileUUID, Filename, ProcessorID, Relationship
            nifi.web.http.host=127.0.0.1
            nifi.web.http.port=%2$d
            nifi.sensitive.props.key=a throw-away instance
            nifi.sensitive.props.algorithm=NIFI_PBKDF2_AES_GCM_256
            """;

    private static final String STATE_MANAGEMENT = """
            <stateManagement>
                <local-provider>
                    <id>files</id>
                    <class>org.apache.nifi.controller.state.providers.local.WriteAheadLocalStateProvider</class>
                    <property name="Directory">%s/state</property>
                </local-provider>
            %s</stateManagement>
            """;

    /** NiFi's process is started with its output in one file, so its log goes to the console alone. */
    private static final String LOGBACK = """
            <configuration>
                <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder>
                        <pattern>%date %level [%thread] %logger{40} %msg%n</pattern>
                    </encoder>
                </appender>
                <logger name="org.apache.nifi" level="INFO"/>
                <logger name="org.apache.nifi.processors" level="WARN"/>
                <root level="WARN">
                    <appender-ref ref="console"/>
                </root>
            </configuration>
            """;

    static NiFiConfiguration alone(final Path home, final Path library, final int webPort) {
        return new NiFiConfiguration(home, library, webPort, null);
    }

    void write() throws IOException {
        final Path conf = Files.createDirectories(folder());
        for (final String name : new String[] {"extensions", "logs"}) {
            Files.createDirectories(home.resolve(name));
        }
        final String root = slashed(home);
        Files.writeString(properties(), PROPERTIES.formatted(root, webPort, slashed(library)) + (node == null ? "" : node.properties()));
        Files.writeString(conf.resolve("state-management.xml"), STATE_MANAGEMENT.formatted(root.replace("&", "&amp;").replace("<", "&lt;"),
                node == null ? "" : node.stateProvider()));
        Files.writeString(conf.resolve("logback.xml"), LOGBACK);
    }

    private static String slashed(final Path path) {
        // a backslash is an escape in a properties file
        return path.toString().replace('\\', '/');
    }

    Path folder() {
        return home.resolve("conf");
    }

    Path properties() {
        return folder().resolve("nifi.properties");
    }
}
