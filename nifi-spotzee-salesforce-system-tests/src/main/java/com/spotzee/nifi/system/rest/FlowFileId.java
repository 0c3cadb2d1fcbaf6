package com.spotzee.nifi.system.rest;

/**
 * Which FlowFile in a connection is meant.
 *
 * @param uuid the FlowFile
 * @param node the node of the cluster that holds it; empty where NiFi stands alone
 */
public record FlowFileId(String uuid, String node) {

    /** What follows an address that names the FlowFile. */
    String query() {
        return node.isEmpty() ? "" : "?clusterNodeId=" + node;
    }
}
