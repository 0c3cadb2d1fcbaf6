package com.spotzee.nifi.system.org;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.QueryPage;
import com.spotzee.nifi.sandbox.salesforce.store.QueryRequest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an emulated org straight from its store, past HTTP, login and limits. */
public final class OrgRecords {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final String SESSION = "system tests";
    private static final String API_VERSION = "66.0";

    private final OrgStore store;

    public OrgRecords(final OrgStore store) {
        this.store = store;
    }

    /** Hands over every record that a statement selects; memory does not grow with their number. */
    public void forEach(final String soql, final Consumer<JsonNode> action) {
        Optional<String> locator = read(store.query(QueryRequest.of(soql, SESSION)), action);
        while (locator.isPresent()) {
            locator = read(store.queryMore(locator.get(), QueryRequest.DEFAULT_PAGE_SIZE, SESSION), action);
        }
    }

    /** The values of one column, in the statement's order. */
    public List<String> column(final String soql, final String name) {
        final List<String> values = new ArrayList<>();
        forEach(soql, record -> values.add(record.path(name).asText()));
        return values;
    }

    private static Optional<String> read(final QueryPage answer, final Consumer<JsonNode> action) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (QueryPage page = answer; JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            page.writeRecords(json, API_VERSION);
            json.writeEndArray();
            json.flush();
            JSON.readTree(bytes.toByteArray()).forEach(action);
            return page.nextLocator();
        } catch (final IOException e) {
            throw new UncheckedIOException("The records of the emulated org can't be read", e);
        }
    }
}
