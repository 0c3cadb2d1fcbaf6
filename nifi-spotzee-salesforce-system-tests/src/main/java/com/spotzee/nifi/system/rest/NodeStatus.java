package com.spotzee.nifi.system.rest;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.Set;

/**
 * A node as its cluster sees it.
 *
 * @param webPort where its REST API is
 * @param status such as {@code CONNECTED}
 * @param roles such as {@code Primary Node}
 */
public record NodeStatus(int webPort, String status, Set<String> roles) {

    public NodeStatus {
        roles = Set.copyOf(roles);
    }

    static NodeStatus of(final JsonNode node) {
        final Set<String> roles = new HashSet<>();
        node.path("roles").forEach(role -> roles.add(role.asText()));
        return new NodeStatus(node.path("apiPort").asInt(), node.path("status").asText(), roles);
    }

    public boolean isConnected() {
        return "CONNECTED".equals(status);
    }

    public boolean isPrimary() {
        return roles.contains("Primary Node");
    }
}
