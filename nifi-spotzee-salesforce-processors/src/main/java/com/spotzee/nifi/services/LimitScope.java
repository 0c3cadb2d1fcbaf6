package com.spotzee.nifi.services;

import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.controller.NodeTypeProvider;

/** Which machines share Spotzee's limits. */
enum LimitScope implements DescribedValue {
    CLUSTER("All Nodes Together", "The nodes of a cluster reach Spotzee from one address: each takes an equal share of the limits") {
        @Override
        int sharing(final NodeTypeProvider nodes) {
            return nodes.isClustered() ? Math.max(1, nodes.getClusterMembers().size()) : 1;
        }
    },
    NODE("Each Node", "Every node has an address of its own: each takes the whole limits") {
        @Override
        int sharing(final NodeTypeProvider nodes) {
            return 1;
        }
    };

    private final String value;
    private final String description;

    LimitScope(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    /** How many nodes share the limits. */
    abstract int sharing(NodeTypeProvider nodes);

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
