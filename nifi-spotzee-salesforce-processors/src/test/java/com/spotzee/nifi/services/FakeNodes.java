package com.spotzee.nifi.services;

import org.apache.nifi.controller.NodeTypeProvider;

import java.util.Optional;
import java.util.Set;

/** A node that is alone, or one of a cluster. */
record FakeNodes(boolean isClustered, Set<String> getClusterMembers) implements NodeTypeProvider {

    @Override
    public Optional<String> getCurrentNode() {
        return Optional.empty();
    }

    @Override
    public boolean isPrimary() {
        return true;
    }
}
