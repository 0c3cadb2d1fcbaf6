package com.spotzee.nifi.sandbox.salesforce.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The JSON of {@code sobjects/X/describe} and of the global list, with every key Salesforce sends, in the alphabetical order in which it sends them. */
public final class DescribeDocument {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    // what is the same for every object of this org; null, false and lists that are empty here
    private static final List<String> NULLS = List.of("associateEntityType", "associateParentEntity", "defaultImplementation", "extendedBy",
    "extendsInterfaces",
            "implementedBy", "implementsInterfaces", "networkScopeFieldName");
    private static final List<String> LISTS = List.of("actionOverrides", "namedLayoutInfos", "recordTypeInfos");
    private static final List<String> FALSE = List.of("custom", "customSetting", "deepCloneable", "deprecatedAndHidden", "hasSubtypes", "isInterface",
            "isSubtype");
    private static final List<String> TRUE = List.of("activateable", "compactLayoutable", "createable", "deletable", "feedEnabled", "layoutable",
            "lookupLayoutable",
            "mruEnabled", "queryable", "replicateable", "retrieveable", "searchLayoutable", "searchable", "triggerable", "undeletable", "updateable",
            "listviewable");
    private static final Set<String> NOT_IN_GLOBAL_LIST = Set.of("actionOverrides", "childRelationships", "compactLayoutable", "extendedBy",
            "extendsInterfaces",
            "fields", "implementedBy", "implementsInterfaces", "defaultImplementation", "listviewable", "lookupLayoutable", "namedLayoutInfos",
            "networkScopeFieldName", "recordTypeInfos", "searchLayoutable", "sobjectDescribeOption", "supportedScopes");

    private final OrgSchema schema;
    private final String apiVersion;

    /** Documents for one API version, such as {@code 66.0}. */
    public DescribeDocument(final OrgSchema schema, final String apiVersion) {
        this.schema = schema;
        this.apiVersion = apiVersion;
    }

    /** The whole describe of an object. */
    public ObjectNode describe(final SObjectType object) {
        final TreeMap<String, JsonNode> keys = new TreeMap<>();
        NULLS.forEach(key -> keys.put(key, JSON.nullNode()));
        LISTS.forEach(key -> keys.put(key, JSON.arrayNode()));
        FALSE.forEach(key -> keys.put(key, JSON.booleanNode(false)));
        TRUE.forEach(key -> keys.put(key, JSON.booleanNode(true)));
        final boolean isUser = object.name().equals("User");
        keys.put("activateable", JSON.booleanNode(isUser));
        keys.put("deletable", JSON.booleanNode(!isUser));
        keys.put("undeletable", JSON.booleanNode(object.field("MasterRecordId").isPresent() || object.name().equals("Campaign")));
        keys.put("mergeable", JSON.booleanNode(object.field("MasterRecordId").isPresent()));
        keys.put("childRelationships", childRelationships(object));
        final ArrayNode fields = JSON.arrayNode();
        object.visibleFields().map(FieldDocument::of).forEach(fields::add);
        keys.put("fields", fields);
        keys.put("keyPrefix", JSON.textNode(object.keyPrefix()));
        keys.put("label", JSON.textNode(object.label()));
        keys.put("labelPlural", JSON.textNode(object.labelPlural()));
        keys.put("name", JSON.textNode(object.name()));
        keys.put("sobjectDescribeOption", JSON.textNode("FULL"));
        keys.put("supportedScopes", JSON.arrayNode().add(JSON.objectNode().put("label", "All " + object.labelPlural()).put("name", "everything")));
        keys.put("urls", urls(object));
        final ObjectNode document = JSON.objectNode();
        keys.forEach(document::set);
        return document;
    }

    /** An object's entry in the global list. */
    public ObjectNode entry(final SObjectType object) {
        final ObjectNode entry = describe(object);
        entry.remove(NOT_IN_GLOBAL_LIST);
        return entry;
    }

    private ArrayNode childRelationships(final SObjectType parent) {
        final ArrayNode relationships = JSON.arrayNode();
        for (final SObjectType child : schema.objects()) {
            child.visibleFields().filter(field -> field.reference().targets().contains(parent.name())).forEach(lookup -> {
                final ObjectNode relationship = relationships.addObject();
                relationship.put("cascadeDelete", false).put("childSObject", child.name()).put("deprecatedAndHidden", false).put("field", lookup.name());
                relationship.putArray("junctionIdListNames");
                relationship.putArray("junctionReferenceTo");
                // a parent reaches its children by the plural, and only by lookups that are its own and not the system's
                final boolean named = lookup.name().equals(parent.name() + "Id");
                relationship.put("relationshipName", named ? child.name() + "s" : null).put("restrictedDelete", false);
            });
        }
        return relationships;
    }

    private ObjectNode urls(final SObjectType object) {
        final String base = "/services/data/v" + apiVersion + "/sobjects/" + object.name();
        return JSON.objectNode().put("describe", base + "/describe").put("rowTemplate", base + "/{ID}").put("sobject", base);
    }
}
