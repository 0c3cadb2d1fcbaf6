package com.spotzee.nifi.sandbox.salesforce.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.salesforce.schema.Field.Flag;

import java.util.List;
import java.util.stream.Stream;

/** One field in a describe, with every key Salesforce sends, in its order. */
final class FieldDocument {
    private static final int BYTES_OF_CHARACTER = 3;

    private FieldDocument() {
    }

    static ObjectNode of(final Field field) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        head(json, field);
        body(json, field);
        tail(json, field);
        return json;
    }

    private static void head(final ObjectNode json, final Field field) {
        final int length = field.size().length();
        json.put("aggregatable", field.is(Flag.FILTERABLE) && field.type() != FieldType.BOOLEAN && !compound(field));
        json.put("aiPredictionField", false).put("autoNumber", false);
        json.put("byteLength", field.type().isId() ? length : BYTES_OF_CHARACTER * length);
        json.put("calculated", false).putNull("calculatedFormula");
        json.put("cascadeDelete", false).put("caseSensitive", false);
        json.put("compoundFieldName", field.traits().compound().orElse(null));
        json.putNull("controllerName").put("createable", field.is(Flag.CREATEABLE)).put("custom", field.is(Flag.CUSTOM));
        if (field.type() == FieldType.BOOLEAN) {
            json.put("defaultValue", false);
        } else {
            json.putNull("defaultValue");
        }
        json.putNull("defaultValueFormula").put("defaultedOnCreate", field.is(Flag.DEFAULTED));
        json.put("dependentPicklist", false).put("deprecatedAndHidden", false);
    }

    private static void body(final ObjectNode json, final Field field) {
        json.put("digits", field.type() == FieldType.INT ? field.size().precision() : 0);
        json.put("displayLocationInDecimal", field.type() == FieldType.LOCATION || Stream.of("Latitude", "Longitude")
                .anyMatch(part -> field.name().endsWith(part) || field.name().endsWith("__" + part + "__s")));
        json.put("encrypted", false).put("externalId", false);
        if (field.type() == FieldType.TEXTAREA) {
            json.put("extraTypeInfo", "plaintextarea");
        } else {
            json.putNull("extraTypeInfo");
        }
        json.put("filterable", field.is(Flag.FILTERABLE)).putNull("filteredLookupInfo").put("formulaTreatNullNumberAsZero", false);
        json.put("groupable", field.is(Flag.GROUPABLE)).put("highScaleNumber", false).put("htmlFormatted", false);
        json.put("idLookup", field.is(Flag.ID_LOOKUP)).putNull("inlineHelpText").put("label", field.label()).put("length", field.size().length());
        final boolean masked = field.type() == FieldType.ENCRYPTEDSTRING;
        json.put("mask", masked ? "*" : null).put("maskType", masked ? "all" : null).put("name", field.name()).put("nameField", field.is(Flag.NAME_FIELD));
        json.put("namePointing", polymorphic(field)).put("nillable", field.is(Flag.NILLABLE));
        json.put("permissionable", field.is(Flag.UPDATEABLE) && (field.is(Flag.NILLABLE) || field.type() == FieldType.BOOLEAN));
        json.set("picklistValues", picklistValues(field));
        json.put("polymorphicForeignKey", polymorphic(field));
        json.put("precision", field.type() == FieldType.INT ? 0 : field.size().precision());
    }

    private static void tail(final ObjectNode json, final Field field) {
        final List<String> targets = field.reference().targets();
        json.put("queryByDistance", compound(field)).putNull("referenceTargetField");
        final ArrayNode referenceTo = json.putArray("referenceTo");
        targets.forEach(referenceTo::add);
        json.put("relationshipName", field.reference().relationshipName().orElse(null)).putNull("relationshipOrder");
        json.put("restrictedDelete", false).put("restrictedPicklist", false).put("scale", field.size().scale()).put("searchPrefilterable", false);
        json.put("soapType", field.type().soapType()).put("sortable", field.is(Flag.SORTABLE)).put("type", field.type().apiName());
        json.put("unique", false).put("updateable", field.is(Flag.UPDATEABLE)).put("writeRequiresMasterRead", false);
    }

    private static boolean compound(final Field field) {
        return field.type().family() == FieldType.Family.COMPOUND;
    }

    private static boolean polymorphic(final Field field) {
        return field.reference().targets().size() > 1;
    }

    private static ArrayNode picklistValues(final Field field) {
        final ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (final String value : field.picklist()) {
            final boolean isDefault = field.is(Flag.DEFAULTED) && value.equals(field.picklist().getFirst());
            values.addObject().put("active", true).put("defaultValue", isDefault).put("label", value).putNull("validFor").put("value", value);
        }
        return values;
    }
}
