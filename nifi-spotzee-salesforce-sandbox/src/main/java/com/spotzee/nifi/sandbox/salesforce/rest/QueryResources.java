package com.spotzee.nifi.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.spotzee.nifi.sandbox.salesforce.soql.SoqlError;
import com.spotzee.nifi.sandbox.salesforce.store.OrgStore;
import com.spotzee.nifi.sandbox.salesforce.store.QueryPage;
import com.spotzee.nifi.sandbox.salesforce.store.QueryRequest;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code query} and {@code queryAll} with their pages. */
final class QueryResources {

    private static final int LONGEST_STATEMENT = 100_000;
    private static final int SMALLEST_PAGE = 200;
    private static final Pattern BATCH_SIZE = Pattern.compile("(?i)\\bbatchSize\\s*=\\s*(\\d{1,6})");

    private final OrgStore store;

    QueryResources(final OrgStore store) {
        this.store = store;
    }

    DataAnswer first(final DataRequest request, final boolean deletedToo) {
        final String soql = request.required("q", new ApiError(400, "MALFORMED_QUERY", "A query string has to be specified"));
        if (soql.length() > LONGEST_STATEMENT) {
            throw new ApiError(400, "MALFORMED_QUERY", "SOQL statements cannot be longer than 100000 characters.");
        }
        try {
            final QueryRequest query = new QueryRequest(soql, deletedToo, pageSize(request), request.session().id());
            if (request.mood().mostRows() < Long.MAX_VALUE && store.rowsMatching(query) > request.mood().mostRows()) {
                throw new ApiError(400, "QUERY_TIMEOUT", "Your query request was running for too long.");
            }
            return page(request, store.query(query));
        } catch (final SoqlError e) {
            throw ApiError.of(e);
        }
    }

    DataAnswer next(final DataRequest request) {
        try {
            return page(request, store.queryMore(request.path().getLast(), pageSize(request), request.session().id()));
        } catch (final SoqlError e) {
            throw new ApiError(request.mood().locatorStatus(), e.errorCode(), e.getMessage());
        }
    }

    private static DataAnswer page(final DataRequest request, final QueryPage page) {
        return DataAnswer.json(json -> {
            try (page) {
                write(json, request, page);
            }
        });
    }

    private static void write(final JsonGenerator json, final DataRequest request, final QueryPage page) throws IOException {
        json.writeStartObject();
        json.writeNumberField("totalSize", page.totalSize());
        final boolean ends = page.done() || request.mood().endsEarly();
        json.writeBooleanField("done", ends);
        if (!ends && page.nextLocator().isPresent()) {
            json.writeStringField("nextRecordsUrl", request.address(request.path().getFirst() + "/" + page.nextLocator().get()));
        }
        json.writeArrayFieldStart("records");
        page.writeRecords(json, request.version());
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What the client wishes, as far as Salesforce grants it. */
    private static int pageSize(final DataRequest request) {
        final Matcher wish = BATCH_SIZE.matcher(request.header("Sforce-Query-Options").orElse(""));
        final int granted = wish.find() ? Math.clamp(Long.parseLong(wish.group(1)), SMALLEST_PAGE, QueryRequest.DEFAULT_PAGE_SIZE)
                : QueryRequest.DEFAULT_PAGE_SIZE;
        return Math.min(granted, request.mood().pageSize());
    }
}
