package com.spotzee.nifi.sandbox.salesforce.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON of {@code sobjects/X/describe} and of the global list, with every key Salesforce sends. */
public final class DescribeDocument {
    private final OrgSchema schema;
    private final String apiVersion;

    /** Documents for one API version, such as {@code 66.0}. */
    public DescribeDocument(final OrgSchema schema, final String apiVersion) {
        this.schema = schema;
        this.apiVersion = apiVersion;
    }

    /** The whole describe of an object. */
    public ObjectNode describe(final SObjectType object) {
        throw new UnsupportedOperationException(schema + apiVersion + object.name());
    }

    /** An object's entry in the global list. */
    public ObjectNode entry(final SObjectType object) {
        return JsonNodeFactory.instance.objectNode().put("name", object.name());
    }
}
