package com.spotzee.nifi.system.runtime;

/**
 * A node's place in a cluster of unsecured NiFis on the loopback address.
 *
 * @param zooKeeperPort where the ZooKeeper of all nodes listens
 * @param protocolPort  where the node itself listens to the others
 * @param loadBalancePort where it takes FlowFiles over from them
 * @param nodes         how many nodes the cluster has
 */
record ClusterNode(int zooKeeperPort, int protocolPort, int loadBalancePort, int nodes) {

    /** A lost node is noticed after eight seconds, so that a test need not wait long. */
    private static final String PROPERTIES = """
            nifi.cluster.is.node=true
            nifi.cluster.node.address=127.0.0.1
            nifi.cluster.node.protocol.port=%2$d
            nifi.cluster.load.balance.host=127.0.0.1
            nifi.cluster.load.balance.port=%3$d
            nifi.cluster.leader.election.implementation=CuratorLeaderElectionManager
            nifi.cluster.flow.election.max.wait.time=60 secs
            nifi.cluster.flow.election.max.candidates=%4$d
            nifi.cluster.protocol.is.secure=false
            nifi.cluster.protocol.heartbeat.interval=2 sec
            nifi.cluster.protocol.heartbeat.missable.max=4
            nifi.zookeeper.connect.string=127.0.0.1:%1$d
            nifi.zookeeper.root.node=/nifi
            nifi.state.management.provider.cluster=shared
            """;

    private static final String STATE_PROVIDER = """
                <cluster-provider>
                    <id>shared</id>
                    <class>org.apache.nifi.controller.state.providers.zookeeper.ZooKeeperStateProvider</class>
                    <property name="Connect String">127.0.0.1:%d</property>
                    <property name="Root Node">/nifi</property>
                    <property name="Session Timeout">10 seconds</property>
                    <property name="Access Control">Open</property>
                </cluster-provider>
            """;

    /** What stands in {@code nifi.properties} besides. */
    String properties() {
        return PROPERTIES.formatted(zooKeeperPort, protocolPort, loadBalancePort, nodes);
    }

    /** What stands in {@code state-management.xml} besides. */
    String stateProvider() {
        return STATE_PROVIDER.formatted(zooKeeperPort);
    }
}
