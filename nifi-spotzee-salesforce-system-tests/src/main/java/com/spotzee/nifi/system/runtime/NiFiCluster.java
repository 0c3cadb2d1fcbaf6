package com.spotzee.nifi.system.runtime;

import com.spotzee.nifi.system.Deadline;
import com.spotzee.nifi.system.rest.NodeStatus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Two NiFis that form a cluster, with a ZooKeeper of their own: all on the loopback address, each in its process. */
public final class NiFiCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int NODES = 2;

    private final ZooKeeperProcess zooKeeper;
    private final List<NiFiInstance> nodes = new ArrayList<>();

    private NiFiCluster(final ZooKeeperProcess zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    /** Starts all and waits until the nodes have found each other. */
    public static NiFiCluster start(final NiFiAssembly assembly, final Path home) {
        final NiFiCluster cluster = new NiFiCluster(ZooKeeperProcess.start(assembly, home.toAbsolutePath().resolve("zookeeper")));
        boolean whole = false;
        try {
            for (int number = 1; number <= NODES; number++) {
                final ClusterNode place = new ClusterNode(cluster.zooKeeper.port(), LoopbackPort.free().number(), LoopbackPort.free().number(), NODES);
                cluster.nodes.add(NiFiInstance.launched(assembly,
                        new NiFiConfiguration(home.toAbsolutePath().resolve("node-" + number), assembly.library(), LoopbackPort.free().number(), place),
                        List.of()));
            }
            cluster.nodes.forEach(NiFiInstance::awaitReady);
            cluster.awaitConnected(NODES);
            whole = true;
            return cluster;
        } finally {
            if (!whole) {
                cluster.close();
            }
        }
    }

    /** The node that runs what runs on one node only. */
    public NiFiInstance primary() {
        final int port = Deadline.in(LIMIT).awaitValue("a node is the primary one",
                () -> nodes.getFirst().api().nodes().stream().filter(NodeStatus::isPrimary).findFirst()).webPort();
        return nodes.stream().filter(node -> node.url().getPort() == port).findFirst().orElseThrow();
    }

    /** The one that is not given. */
    public NiFiInstance other(final NiFiInstance node) {
        return nodes.stream().filter(candidate -> candidate != node).findFirst().orElseThrow();
    }

    /** Starts a node that was killed, and waits until it has joined the others again. */
    public void bringBack(final NiFiInstance node) {
        node.restart();
        awaitConnected(NODES);
    }

    /** Waits until the cluster has noticed that this node is alone, and it answers again. */
    public void awaitAlone(final NiFiInstance node) {
        Deadline.in(LIMIT).await("the node at %s goes on alone".formatted(node.url()),
                () -> connected(node) == 1 && node.api().nodes().stream().anyMatch(status -> status.isPrimary() && status.webPort() == node.url().getPort()),
                () -> node.api().nodes().toString());
    }

    private void awaitConnected(final int number) {
        Deadline.in(LIMIT).await("%d nodes are connected".formatted(number), () -> nodes.stream().allMatch(node -> connected(node) == number),
                () -> nodes.stream().map(node -> node.api().nodes().toString()).collect(Collectors.joining(" / ")));
    }

    private static long connected(final NiFiInstance node) {
        return node.api().nodes().stream().filter(NodeStatus::isConnected).count();
    }

    @Override
    public void close() {
        nodes.forEach(NiFiInstance::close);
        zooKeeper.close();
    }
}
