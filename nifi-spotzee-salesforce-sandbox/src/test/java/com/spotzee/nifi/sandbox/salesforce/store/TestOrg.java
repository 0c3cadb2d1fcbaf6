package com.spotzee.nifi.sandbox.salesforce.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.spotzee.nifi.sandbox.salesforce.NullSemantics;
import com.spotzee.nifi.sandbox.salesforce.OrgClock;
import com.spotzee.nifi.sandbox.salesforce.OrgSettings;
import com.spotzee.nifi.sandbox.salesforce.edit.OrgEdits;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An org whose clock stands still, and short ways to ask it. */
public final class TestOrg implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-11-23T10:00:00.789Z");
    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    public final OrgClock clock = OrgClock.standingAt(START);
    public final OrgStore store;
    public final OrgEdits edits;

    public TestOrg() {
        this(NullSemantics.NULL_MATCHES_NEGATION);
    }

    public TestOrg(final NullSemantics nullSemantics) {
        store = OrgStore.open(OrgSettings.defaults().withClock(clock).withNullSemantics(nullSemantics));
        edits = new OrgEdits(store);
    }

    public String lead(final String lastName, final Map<String, ?> more) {
        final HashMap<String, Object> values = new HashMap<>(Map.of("LastName", lastName, "Company", "Acme"));
        values.putAll(more);
        return edits.create("Lead", values);
    }

    public String lead(final String lastName) {
        return lead(lastName, Map.of());
    }

    public static String text(final QueryPage page) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            page.writeRecords(json, "66.0");
            json.writeEndArray();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    public String text(final String soql) {
        try (QueryPage page = store.query(QueryRequest.of(soql, "session"))) {
            return text(page);
        }
    }

    public static JsonNode records(final QueryPage page) {
        try {
            return JSON.readTree(text(page));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode records(final String soql) {
        try (QueryPage page = store.query(QueryRequest.of(soql, "session"))) {
            return records(page);
        }
    }

    /** The LastName of each record, in order. */
    public List<String> names(final String soql) {
        final List<String> names = new ArrayList<>();
        records(soql).forEach(each -> names.add(each.get("LastName").asText()));
        return names;
    }

    public List<String> namesWhere(final String where) {
        return names("SELECT LastName FROM Lead WHERE " + where + " ORDER BY LastName");
    }

    public String field(final String object, final String id, final String field) {
        return store.find(object, id).map(found -> found.get(field).asText()).orElse("no record");
    }

    @Override
    public void close() {
        store.close();
    }
}
