package com.spotzee.nifi.sandbox.salesforce.schema;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DescribeDocumentTest {
    private final OrgSchema schema = OrgSchema.standard(Instant.EPOCH);
    private final JsonNode lead = described("lead");

    private JsonNode described(final String object) {
        return new DescribeDocument(schema, "66.0").describe(schema.object(object).orElseThrow());
    }

    private JsonNode field(final String name) {
        return field(lead, name);
    }

    private static JsonNode field(final JsonNode object, final String name) {
        for (final JsonNode field : object.get("fields")) {
            if (field.get("name").asText().equals(name)) {
                return field;
            }
        }
        throw new AssertionError("The describe has no field " + name + ".");
    }

    @Test
    void hasEveryKeyOfARecordedDescribe() {
        assertEquals("actionOverrides, activateable, associateEntityType, associateParentEntity, childRelationships, compactLayoutable, createable,"
                + " custom, customSetting,"
                + " deepCloneable, defaultImplementation, deletable, deprecatedAndHidden, extendedBy, extendsInterfaces, feedEnabled, fields,"
                + " hasSubtypes, implementedBy,"
                + " implementsInterfaces, isInterface, isSubtype, keyPrefix, label, labelPlural, layoutable, listviewable, lookupLayoutable,"
                + " mergeable, mruEnabled, name,"
                + " namedLayoutInfos, networkScopeFieldName, queryable, recordTypeInfos, replicateable, retrieveable, searchLayoutable, searchable,"
                + " sobjectDescribeOption,"
                + " supportedScopes, triggerable, undeletable, updateable, urls", keys(lead));
    }

    @Test
    void hasEveryKeyOfARecordedFieldInItsOrder() {
        assertEquals("aggregatable, aiPredictionField, autoNumber, byteLength, calculated, calculatedFormula, cascadeDelete, caseSensitive, compoundFieldName,"
                + " controllerName, createable, custom, defaultValue, defaultValueFormula, defaultedOnCreate, dependentPicklist, deprecatedAndHidden, digits,"
                + " displayLocationInDecimal, encrypted, externalId, extraTypeInfo, filterable, filteredLookupInfo, formulaTreatNullNumberAsZero, groupable,"
                + " highScaleNumber, htmlFormatted, idLookup, inlineHelpText, label, length, mask, maskType, name, nameField, namePointing, nillable,"
                + " permissionable,"
                + " picklistValues, polymorphicForeignKey, precision, queryByDistance, referenceTargetField, referenceTo, relationshipName, relationshipOrder,"
                + " restrictedDelete, restrictedPicklist, scale, searchPrefilterable, soapType, sortable, type, unique, updateable, writeRequiresMasterRead",
                keys(field("OwnerId")));
    }

    @Test
    void describesFieldsAsRecorded() {
        assertEquals("[\"Group\",\"User\"]", field("OwnerId").get("referenceTo").toString());
        assertEquals("Owner", field("OwnerId").get("relationshipName").asText());
        assertEquals(240, field("LastName").get("byteLength").asInt());
        assertEquals("Name", field("LastName").get("compoundFieldName").asText());
        assertEquals(8, field("NumberOfEmployees").get("digits").asInt());
        assertEquals("xsd:dateTime", field("CreatedDate").get("soapType").asText());
        assertEquals("{\"active\":true,\"defaultValue\":false,\"label\":\"Mr.\",\"validFor\":null,\"value\":\"Mr.\"}",
                field("Salutation").get("picklistValues").get(0).toString());
    }

    @Test
    void describesALocationAndItsParts() {
        final JsonNode location = field(described("contact"), "Place__c");
        assertEquals("location, urn:location, true, false, false, true", String.join(", ", Stream.of("type", "soapType", "custom", "createable", "sortable",
                "queryByDistance").map(key -> location.get(key).asText()).toList()));
        assertTrue(location.get("compoundFieldName").isNull());
        for (final String name : List.of("Place__Latitude__s", "Place__Longitude__s")) {
            final JsonNode part = field(described("contact"), name);
            assertEquals("double, xsd:double, Place__c, true, true, 18, 15", String.join(", ", Stream.of("type", "soapType", "compoundFieldName", "filterable",
                    "updateable", "precision", "scale").map(key -> part.get(key).asText()).toList()));
        }
    }

    @Test
    void leavesOutWhatFieldLevelSecurityHides() {
        assertTrue(lead.get("fields").findValuesAsText("name").contains("HasOptedOutOfEmail"));
        assertTrue(lead.get("fields").findValuesAsText("name").stream().noneMatch(List.of("HasOptedOutOfFax", "DoNotCall")::contains));
    }

    private static String keys(final JsonNode node) {
        final List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return String.join(", ", keys);
    }
}
