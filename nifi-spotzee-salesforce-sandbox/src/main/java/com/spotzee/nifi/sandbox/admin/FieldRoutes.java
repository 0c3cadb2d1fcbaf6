package com.spotzee.nifi.sandbox.admin;

import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits.NewField;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes fields of objects as the org's administrators would. */
final class FieldRoutes {
    private static final String FIELDS = "/org/{object}/fields";
    private static final String FIELD = FIELDS + "/{field}";
    private static final Set<FieldType> ADDABLE = EnumSet.complementOf(EnumSet.of(FieldType.ID, FieldType.REFERENCE, FieldType.ADDRESS, FieldType.LOCATION));

    private final OrgStore store;
    private final OrgEdits edits;

    FieldRoutes(final OrgStore store, final OrgEdits edits) {
        this.store = store;
        this.edits = edits;
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", FIELDS, "Fields of an object, hidden ones too", this::list),
                new AdminRoute("POST", FIELDS,
                        "Add a custom field: {\"name\":\"Colour__c\",\"label\":\"Colour\",\"type\":\"picklist\",\"picklist\":[\"red\",\"blue\"]}",
                        this::add),
                new AdminRoute("POST", FIELD + "/hide", "Hide a field by field-level security", this::hide),
                new AdminRoute("POST", FIELD + "/show", "Make a hidden field visible", this::show),
                new AdminRoute("POST", FIELD + "/rename", "Give a custom field another API name: {\"name\":\"Tint__c\"}", this::rename));
    }

    private void list(final Exchange exchange) throws IOException {
        final SObjectType object = object(exchange);
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("object", object.name());
            json.writeArrayFieldStart("fields");
            for (final Field field : object.allFields()) {
                json.writeStartObject();
                json.writeStringField("name", field.name());
                json.writeStringField("label", field.label());
                json.writeStringField("type", field.type().apiName());
                json.writeBooleanField("visible", field.visible());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void add(final Exchange exchange) throws IOException {
        final RequestBody body = RequestBody.of(exchange, Set.of("name", "label", "type", "picklist"));
        final String name = body.neededText("name");
        final String label = body.text("label").orElse(name.replace("__c", "").replace('_', ' '));
        edits.addField(object(exchange).name(), new NewField(name, label, type(body.text("type").orElse("string")), body.texts("picklist")));
        list(exchange);
    }

    private void hide(final Exchange exchange) throws IOException {
        edits.hideField(object(exchange).name(), field(exchange).name());
        list(exchange);
    }

    private void show(final Exchange exchange) throws IOException {
        edits.showField(object(exchange).name(), field(exchange).name());
        list(exchange);
    }

    private void rename(final Exchange exchange) throws IOException {
        final String newName = RequestBody.of(exchange, Set.of("name")).neededText("name");
        edits.renameField(object(exchange).name(), field(exchange).name(), newName);
        list(exchange);
    }

    private SObjectType object(final Exchange exchange) {
        return ObjectNames.find(store, exchange.pathValue("object"));
    }

    private Field field(final Exchange exchange) {
        final SObjectType object = object(exchange);
        final String name = exchange.pathValue("field");
        return object.field(name).orElseThrow(() -> AdminProblem.notFound(object.name() + " has no field \"" + name + "\": GET /org/" + object.name()
                + "/fields lists them."));
    }

    private static FieldType type(final String name) {
        return Arrays.stream(FieldType.values()).filter(type -> ADDABLE.contains(type) && type.apiName().equals(name.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> AdminProblem.badRequest("A custom field can't have the type \"" + name + "\": use one of "
                        + ADDABLE.stream().map(FieldType::apiName).collect(Collectors.joining(", ")) + "."));
    }
}
