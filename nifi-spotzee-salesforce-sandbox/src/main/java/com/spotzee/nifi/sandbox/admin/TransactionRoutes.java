package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.Transaction;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets edits be committed late, so that records appear with stamps that lie in the past. */
final class TransactionRoutes {
    private static final String ONE = "/org/transactions/{number}";

    private final OrgStore store;
    private final OrgEdits edits;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Transaction> open = new ConcurrentHashMap<>();

    TransactionRoutes(final OrgStore store, final OrgEdits edits) {
        this.store = store;
        this.edits = edits;
    }

    List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", "/org/transactions", "The open transactions and when they began", this::list),
                new AdminRoute("POST", "/org/transactions", "Begin a transaction: while it is open, latestDateCovered stays at its beginning", this::begin),
                new AdminRoute("POST", ONE + "/edits", "Edit or (without id) create a record in a transaction, stamped now and seen at its commit: "
                        + "{\"object\":\"Lead\",\"id\":\"00Q…\",\"values\":{\"LastName\":\"Ng\"}}", this::edit),
                new AdminRoute("POST", ONE + "/commit", "Commit a transaction", this::commit),
                new AdminRoute("DELETE", ONE, "Roll a transaction back", this::rollBack));
    }

    private void list(final Exchange exchange) throws IOException {
        exchange.json(200, json -> {
            json.writeStartArray();
            for (final Map.Entry<String, Transaction> transaction : open.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparing(Integer::valueOf))).toList()) {
                json.writeStartObject();
                json.writeNumberField("number", Integer.parseInt(transaction.getKey()));
                json.writeStringField("begun", transaction.getValue().begun().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private void begin(final Exchange exchange) throws IOException {
        final int number = numbers.incrementAndGet();
        open.put(String.valueOf(number), edits.begin());
        exchange.json(201, json -> {
            json.writeStartObject();
            json.writeNumberField("number", number);
            json.writeEndObject();
        });
    }

    private void edit(final Exchange exchange) throws IOException {
        final Transaction transaction = found(exchange, open.get(exchange.pathValue("number")));
        final RequestBody body = RequestBody.of(exchange, Set.of("object", "id", "values"));
        final String object = ObjectNames.find(store, body.neededText("object")).name();
        final Optional<String> id = body.text("id");
        final Map<String, JsonNode> values = body.neededObject("values");
        transaction.does(() -> id.ifPresentOrElse(record -> edits.edit(object, record, values), () -> edits.create(object, values)));
        exchange.empty(204);
    }

    private void commit(final Exchange exchange) throws IOException {
        found(exchange, open.remove(exchange.pathValue("number"))).commit();
        exchange.empty(204);
    }

    private void rollBack(final Exchange exchange) throws IOException {
        found(exchange, open.remove(exchange.pathValue("number"))).rollBack();
        exchange.empty(204);
    }

    private static Transaction found(final Exchange exchange, final Transaction transaction) {
        if (transaction == null) {
            throw AdminProblem.notFound("There is no open transaction " + exchange.pathValue("number") + ": POST /org/transactions begins one.");
        }
        return transaction;
    }
}
