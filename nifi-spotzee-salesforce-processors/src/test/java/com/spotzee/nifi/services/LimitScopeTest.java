package com.spotzee.nifi.services;

import org.apache.nifi.controller.NodeTypeProvider;
import org.junit.jupiter.api.Test;

import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LimitScopeTest {

    @Test
    void theNodesOfAClusterShareUnlessEachHasAnAddress() {
        final NodeTypeProvider three = new FakeNodes(true, Set.of("a", "b", "c"));

        assertEquals(3, LimitScope.CLUSTER.sharing(three));
        assertEquals(1, LimitScope.NODE.sharing(three));
    }

    @Test
    void aNodeAloneTakesAll() {
        assertEquals(1, LimitScope.CLUSTER.sharing(new FakeNodes(false, Set.of())));
        assertEquals(1, LimitScope.CLUSTER.sharing(new FakeNodes(true, Set.of())));
    }
}
