package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;

import java.util.stream.Collectors;

/** Finds the objects that paths name. */
final class ObjectNames {
    private ObjectNames() {
    }

    static SObjectType find(final OrgStore store, final String name) {
        return store.schema().object(name).orElseThrow(() -> AdminProblem.notFound("The org has no object \"" + name + "\": use one of "
                + store.schema().objects().stream().map(SObjectType::name).collect(Collectors.joining(", ")) + "."));
    }
}
