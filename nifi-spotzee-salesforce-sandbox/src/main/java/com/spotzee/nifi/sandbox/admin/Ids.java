package com.spotzee.nifi.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.spotzee.nifi.sandbox.http.Exchange;
import com.spotzee.nifi.sandbox.http.Parameters;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.QueryPage;
import com.spotzee.nifi.sandbox.salesforce.store.QueryRequest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists ids of records in their order, narrowed down by a condition as SOQL has it. */
final class Ids {
    private static final int USUAL = 10;
    private static final String SESSION = "admin";
    private static final String API_VERSION = "66.0";
    private static final Set<String> PARAMETERS = Set.of("where", "limit", "after");

    private final OrgStore store;

    Ids(final OrgStore store) {
        this.store = store;
    }

    void list(final Exchange exchange, final String object) throws IOException {
        final Parameters parameters = Query.of(exchange, PARAMETERS);
        final int limit = Query.limit(parameters, USUAL, QueryRequest.DEFAULT_PAGE_SIZE);
        final List<String> found = ids(object, conditions(parameters), limit);
        final long count = store.count(object);
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("object", object);
            json.writeNumberField("count", count);
            json.writeArrayFieldStart("ids");
            for (final String id : found) {
                json.writeString(id);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static List<String> conditions(final Parameters parameters) {
        final List<String> conditions = new ArrayList<>();
        parameters.first("where").filter(where -> !where.isBlank()).ifPresent(where -> conditions.add("(" + where + ")"));
        parameters.first("after").ifPresent(after -> conditions.add("Id > '" + SalesforceId.normalize(after)
                .orElseThrow(() -> AdminProblem.badRequest("after takes a record id of 15 or 18 letters and digits.")) + "'"));
        return conditions;
    }

    private List<String> ids(final String object, final List<String> conditions, final int limit) throws IOException {
        final String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        final String soql = "SELECT Id FROM " + object + where + " ORDER BY Id LIMIT " + limit;
        final List<String> ids = new ArrayList<>();
        try (QueryPage page = store.query(QueryRequest.of(soql, SESSION)); TokenBuffer records = new TokenBuffer(null, false)) {
            records.writeStartArray();
            page.writeRecords(records, API_VERSION);
            records.writeEndArray();
            final JsonNode array = JsonTree.read(records);
            array.forEach(record -> ids.add(record.get("Id").textValue()));
        }
        return ids;
    }
}
