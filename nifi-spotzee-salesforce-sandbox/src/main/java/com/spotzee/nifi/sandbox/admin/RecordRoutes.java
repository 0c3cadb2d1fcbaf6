package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads and changes records of the org as people at their screens would. */
final class RecordRoutes {
    private static final String RECORD = "/org/{object}/{id}";

    private final OrgStore store;
    private final OrgEdits edits;
    private final Ids ids;

    RecordRoutes(final OrgStore store, final OrgEdits edits) {
        this.store = store;
        this.edits = edits;
        this.ids = new Ids(store);
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", "/org/{object}", "Ids of an object's records; ?where=HasOptedOutOfEmail=false&limit=10&after=ID narrow it down",
                        this::list),
                new AdminRoute("POST", "/org/{object}", "Create a record: {\"LastName\":\"Ng\",\"Company\":\"Acme\",\"Email\":\"ann@example.com\"}",
                        this::create),
                new AdminRoute("GET", RECORD, "One record, also out of the recycle bin", this::read),
                new AdminRoute("PATCH", RECORD, "Edit fields of a record: {\"LastName\":\"Ng\",\"Phone\":null}", this::edit),
                new AdminRoute("DELETE", RECORD, "Delete a record (into the recycle bin)", this::delete),
                new AdminRoute("POST", RECORD + "/undelete", "Bring a record back from the recycle bin", this::undelete),
                new AdminRoute("POST", RECORD + "/opt-out", "Opt a lead or contact out of e-mail", this::optOut),
                new AdminRoute("POST", RECORD + "/bounce", "Flag a lead's or contact's e-mail as bounced: {\"reason\":\"550 mailbox unavailable\"}",
                        this::bounce),
                new AdminRoute("POST", RECORD + "/merge", "Merge up to two others into this record: {\"losers\":[\"00Q…\"]}", this::merge),
                new AdminRoute("POST", RECORD + "/hide", "Take a record out of the API user's sight, as sharing does", this::hide),
                new AdminRoute("POST", RECORD + "/show", "Let the API's user see a record again", this::show),
                new AdminRoute("POST", RECORD + "/convert", "Convert a lead into a new contact, or into one that exists: {\"contact\":\"003…\"}",
                        this::convert));
    }

    private void list(final Exchange exchange) throws IOException {
        final SObjectType object = object(exchange);
        ids.list(exchange, object.name());
    }

    private void create(final Exchange exchange) throws IOException {
        final String object = object(exchange).name();
        final String id = edits.create(object, RequestBody.fields(exchange));
        exchange.with("Location", "/org/" + object + "/" + id);
        show(exchange, 201, object, id);
    }

    private void read(final Exchange exchange) throws IOException {
        show(exchange, 200, object(exchange).name(), exchange.pathValue("id"));
    }

    private void edit(final Exchange exchange) throws IOException {
        final String object = existing(exchange);
        edits.edit(object, exchange.pathValue("id"), RequestBody.fields(exchange));
        read(exchange);
    }

    private void delete(final Exchange exchange) throws IOException {
        edits.delete(existing(exchange), exchange.pathValue("id"));
        exchange.empty(204);
    }

    private void undelete(final Exchange exchange) throws IOException {
        edits.undelete(existing(exchange), exchange.pathValue("id"));
        read(exchange);
    }

    private void optOut(final Exchange exchange) throws IOException {
        edits.optOut(existing(exchange), exchange.pathValue("id"));
        read(exchange);
    }

    private void bounce(final Exchange exchange) throws IOException {
        final RequestBody body = RequestBody.of(exchange, Set.of("reason"));
        edits.bounce(existing(exchange), exchange.pathValue("id"), body.text("reason").orElse("550 5.1.1 mailbox unavailable"));
        read(exchange);
    }

    private void merge(final Exchange exchange) throws IOException {
        final List<String> losers = RequestBody.of(exchange, Set.of("losers")).texts("losers");
        if (losers.isEmpty()) {
            throw AdminProblem.badRequest("Name one or two records to merge into this one, for example {\"losers\":[\"00Q5g0000000001EAA\"]}.");
        }
        edits.merge(existing(exchange), exchange.pathValue("id"), losers);
        read(exchange);
    }

    private void hide(final Exchange exchange) throws IOException {
        edits.hideRecord(existing(exchange), exchange.pathValue("id"));
        exchange.empty(204);
    }

    private void show(final Exchange exchange) throws IOException {
        edits.showRecord(existing(exchange), exchange.pathValue("id"));
        exchange.empty(204);
    }

    private void convert(final Exchange exchange) throws IOException {
        if (!"Lead".equals(existing(exchange))) {
            throw AdminProblem.badRequest("Only leads can be converted: POST /org/Lead/{id}/convert.");
        }
        final String lead = exchange.pathValue("id");
        final OrgEdits.Conversion conversion = RequestBody.of(exchange, Set.of("contact")).text("contact")
                .map(contact -> edits.convertInto(lead, contact)).orElseGet(() -> edits.convert(lead));
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("contactId", conversion.contactId());
            json.writeStringField("accountId", conversion.accountId());
            json.writeEndObject();
        });
    }

    private SObjectType object(final Exchange exchange) {
        return ObjectNames.find(store, exchange.pathValue("object"));
    }

    /** The object's name, once the record is known to exist. */
    private String existing(final Exchange exchange) {
        final String object = object(exchange).name();
        find(object, exchange.pathValue("id"));
        return object;
    }

    private ObjectNode find(final String object, final String id) {
        return store.find(object, id).orElseThrow(() -> AdminProblem.notFound("There is no " + object + " with the id " + id + ": GET /org/" + object
                + " lists some."));
    }

    private void show(final Exchange exchange, final int status, final String object, final String id) throws IOException {
        final ObjectNode found = find(object, id);
        exchange.json(status, json -> JsonTree.write(json, found));
    }
}
