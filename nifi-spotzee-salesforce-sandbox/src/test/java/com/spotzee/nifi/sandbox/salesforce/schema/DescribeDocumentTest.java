package com.spotzee.nifi.sandbox.salesforce.schema;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DescribeDocumentTest {
    private final OrgSchema schema = OrgSchema.standard(Instant.EPOCH);
    private final JsonNode lead = new DescribeDocument(schema, "66.0").describe(schema.object("lead").orElseThrow());

    private JsonNode field(final String name) {
        for (final JsonNode field : lead.get("fields")) {
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
